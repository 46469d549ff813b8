import type { PluginFormat } from "../plugin_format.ts";

/** A count that knows how much of it each format has. */
export interface Tally {
  count: number;
  readonly formats: Partial<Record<PluginFormat, number>>;
}

/** Adds up rows by their keys. */
export function tallyBy<Row, Key>(
  rows: Iterable<Row>,
  read: (row: Row) => { readonly key: Key; readonly format: PluginFormat; readonly count: number },
): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>();
  for (const row of rows) {
    const { key, format, count } = read(row);
    const tally = tallies.get(key) ?? emptyTally();
    tallies.set(key, tally);
    add(tally, { count, formats: { [format]: count } });
  }
  return tallies;
}

/** The sum of tallies. */
export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally();
  for (const tally of tallies) add(sum, tally);
  return sum;
}

function emptyTally(): Tally {
  return { count: 0, formats: {} };
}

function add(sum: Tally, { count, formats }: Tally): void {
  sum.count += count;
  for (const [format, part] of Object.entries(formats)) {
    const name = format as PluginFormat;
    sum.formats[name] = (sum.formats[name] ?? 0) + part;
  }
}
