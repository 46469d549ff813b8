import type { Conflict, MergePlan } from "../../catalog/curation/merge_registers.ts";
import type { CurationConflict } from "../../model/documents/curation/exchange_documents.ts";
import { countText } from "../output/count_text.ts";

/** How many conflicts and unknown plugins people see; documents have them all. */
const SHOWN = 5;

/** Values of things that people have written, cut where they are long. */
const MOST_SHOWN_CHARACTERS = 40;

/** The conflicts of a plan, for documents. */
export function conflictsOf({ conflicts }: Pick<MergePlan, "conflicts">): CurationConflict[] {
  return conflicts.map(({ kept, refused }: Conflict) => ({
    kind: kept.kind,
    target: kept.target,
    field: kept.field,
    kept: valueOf(kept.value),
    keptAt: kept.updatedAt,
    refused: valueOf(refused.value),
    refusedAt: refused.updatedAt,
  }));
}

function valueOf(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

/** A plan's numbers in words: `3 newer, 2 the same, 1 older`. */
export function countsText({ newer, same, older }: Record<"newer" | "same" | "older", number>): string {
  return `${newer} newer, ${same} the same, ${older} older`;
}

/**
 * Lines about the first conflicts.
 *
 * @param hint Follows "of this catalog".
 */
export function conflictLines(conflicts: readonly CurationConflict[], hint = ""): string[] {
  if (conflicts.length === 0) return [];
  return [
    `Kept ${countText(conflicts.length, "later value")} of this catalog${hint}:`,
    ...firstOf(
      conflicts,
      ({ target, field, kept, refused }) =>
        `  ${target} ${field}: ${shownValue(kept)}, not ${shownValue(refused)}`,
    ),
  ];
}

/** A line about tags that nobody has given, where there are some. */
export function suppliedLines(plugins: number): string[] {
  if (plugins === 0) return [];
  return [
    `Left out the tags of ${countText(plugins, "plugin")} that came with the program; --all imports them`,
  ];
}

/** A line about what this program has written itself, where there is something. */
export function exportedLines(count: number): string[] {
  if (count === 0) return [];
  return [
    `Left out ${countText(count, "entry", "entries")} that "pluginary daw export" wrote; --all imports them`,
  ];
}

/** Lines about the first plugins that the catalog does not have. */
export function unmatchedLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `${countText(names.length, "plugin is", "plugins are")} not in the catalog:`,
    ...firstOf(names, (name) => `  ${name}`),
  ];
}

function firstOf<T>(all: readonly T[], line: (one: T) => string): string[] {
  const lines = all.slice(0, SHOWN).map(line);
  const more = all.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more, which --json lists`] : lines;
}

function shownValue(value: unknown): string {
  if (value === null) return "taken back";
  const text = JSON.stringify(value);
  return text.length > MOST_SHOWN_CHARACTERS ? `${text.slice(0, MOST_SHOWN_CHARACTERS)}…` : text;
}
