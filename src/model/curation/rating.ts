import { usageError } from "../usage_error.ts";

/** The best rating; 1 is the worst. */
export const BEST_RATING = 5;

/**
 * Reads a rating as typed.
 *
 * @throws {PluginaryError} `usage`.
 */
export function parseRating(text: string): number {
  const rating = Number(text.trim());
  if (/^\s*\d+\s*$/.test(text) && rating >= 1 && rating <= BEST_RATING) return rating;
  throw usageError(
    `Cannot use "${text.slice(0, 40)}" as a rating`,
    `Ratings are whole numbers from 1 to ${BEST_RATING}`,
  );
}
