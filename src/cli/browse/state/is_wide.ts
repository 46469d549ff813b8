/** Columns from which the details have a place beside the list. */
const WIDE_COLUMNS = 90;

/** Whether a screen shows the details beside the list, not in its place. */
export function isWide(columns: number): boolean {
  return columns >= WIDE_COLUMNS;
}
