/**
 * Reads a whole number from 0 on.
 *
 * @throws {SyntaxError} whose message ends a sentence about the value.
 */
export function parseCount(input: string): number {
  const count = Number(input);
  if (/^\d+$/.test(input) && Number.isSafeInteger(count)) return count;
  throw new SyntaxError("it is not a whole number");
}
