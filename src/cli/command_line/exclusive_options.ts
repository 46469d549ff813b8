/** Options of which a command takes one at most. */
const EXCLUSIVE_OPTIONS: readonly (readonly string[])[] = [
  ["json", "ndjson", "yaml", "csv"],
  ["noCatalog", "olderThan"],
  ["noCatalog", "failed"],
  ["noCatalog", "retryBlocked"],
  ["noCatalog", "prune"],
  ["noCatalog", "wait"],
  ["maxSize", "noMaxSize"],
];

/**
 * Whether two options cannot both be given. What is said on the command line
 * then drops what the configuration says, and a stronger layer a weaker one.
 */
export function areExclusive(option: string, other: string): boolean {
  return option !== other &&
    EXCLUSIVE_OPTIONS.some((group) => group.includes(option) && group.includes(other));
}

/** Options that mean something only beside one of others. */
const NEEDED_BESIDE: Readonly<Record<string, readonly string[]>> = { full: ["json", "ndjson", "yaml"] };

/** Whether what the configuration says of an option is to wait for an occasion: `full` does nothing to a table. */
export function isIdle(option: string, isGiven: (other: string) => boolean): boolean {
  const needed = NEEDED_BESIDE[option];
  return needed !== undefined && !needed.some(isGiven);
}
