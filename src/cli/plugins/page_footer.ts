/** The answer of a catalog that nothing has been scanned into. */
export const EMPTY_CATALOG = 'The catalog has no plugins yet; run "pluginary scan"';

/** A part of a list. */
interface ShownPage {
  readonly total: number;
  readonly offset: number;
  readonly shown: number;
}

/** The line below a page of a list: its place in the list, and how to see the next page. */
export function pageLine(all: string, { total, offset, shown }: ShownPage): string {
  if (shown === total) return all;
  if (shown === 0) return offset === 0 ? all : `${all}, none after the first ${offset}`;
  const next = offset + shown < total ? `; --offset ${offset + shown} for the next page` : "";
  return `${offset + 1} to ${offset + shown} of ${all}${next}`;
}
