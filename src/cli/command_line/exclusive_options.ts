/** An option, with its value where that is known. */
export interface GivenOption {
  readonly option: string;
  readonly value?: string | undefined;
}

/** Groups of options, or options with a value, that exclude each other. */
const EXCLUSIVE_OPTIONS: readonly (readonly string[])[] = [
  ["json", "ndjson", "yaml", "csv"],
  ["noCatalog", "olderThan"],
  ["noCatalog", "failed"],
  ["noCatalog", "retryBlocked"],
  ["noCatalog", "prune"],
  ["noCatalog", "wait"],
  ["maxSize", "noMaxSize"],
  ["confinement=off", "allow"],
];

/**
 * Whether two options exclude each other. An option of the command line then
 * drops a configured one, and a stronger layer drops a weaker one.
 */
export function areExclusive(one: GivenOption, other: GivenOption): boolean {
  return one.option !== other.option &&
    EXCLUSIVE_OPTIONS.some((group) => isIn(group, one) && isIn(group, other));
}

function isIn(group: readonly string[], { option, value }: GivenOption): boolean {
  return group.includes(option) || group.includes(`${option}=${value}`);
}

/** Options that have an effect only beside one of others. */
const NEEDED_BESIDE: Readonly<Record<string, readonly string[]>> = { full: ["json", "ndjson", "yaml"] };

/** Whether a configured option has no effect here: `full` changes nothing in a table. */
export function isIdle(option: string, isGiven: (other: string) => boolean): boolean {
  const needed = NEEDED_BESIDE[option];
  return needed !== undefined && !needed.some(isGiven);
}
