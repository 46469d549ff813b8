import { closestWord } from "./closest_word.ts";
import { typedWordsOf } from "./search_text.ts";
import { usageError } from "../usage_error.ts";
import { CATEGORIES, categoriesCalled, categoryNames } from "../kinds/kind_words.ts";

/**
 * The category that a person names, by its name or another common one.
 *
 * @throws {PluginaryError} `usage` for a word that means none or several.
 */
export function parseCategory(input: string): string {
  const typed = input.trim().toLowerCase();
  if (CATEGORIES.includes(typed)) return typed;
  const called = calledCategories(typed);
  if (called.length === 1) return called[0]!;
  if (called.length > 1) {
    throw usageError(
      `Cannot use "${input}" as a category: it has several meanings`,
      `Name one of ${called.join(", ")}`,
    );
  }
  const closest = closestWord(typed, [...CATEGORIES, ...categoryNames()]);
  throw usageError(
    `Cannot use "${input}" as a category: it is unknown`,
    closest === undefined ? `Categories are ${CATEGORIES.join(", ")}` : `Did you mean "${closest}"?`,
  );
}

/** Whether a person names a category, or several, with a word. */
export function isCategory(input: string): boolean {
  const typed = input.trim().toLowerCase();
  return CATEGORIES.includes(typed) || calledCategories(typed).length > 0;
}

function calledCategories(typed: string): string[] {
  return [...new Set([...categoriesCalled(typedWordsOf(typed).join("")), ...categoriesCalled(typed)])];
}
