/** The part of a list on a page. */
interface ShownPage {
  readonly total: number;
  readonly offset: number;
  readonly shown: number;
}

/** The line below a page of a list: its place in the list, and how to see the next page. */
export function pageLine(noun: string, { total, offset, shown }: ShownPage): string {
  const all = counted(total, noun);
  if (shown === total) return all;
  if (shown === 0) return offset === 0 ? all : `${all}, none after the first ${offset}`;
  const next = offset + shown < total ? `; --offset ${offset + shown} for the next page` : "";
  return `${offset + 1} to ${offset + shown} of ${all}${next}`;
}

/** `1 module`, `2 modules`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
