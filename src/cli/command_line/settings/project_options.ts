/**
 * Options that a project's file and `.env` may set: the form of answers, and
 * the choice of plugins in known folders. All others, of today and tomorrow,
 * are the user's alone, so that entering a downloaded folder runs no code,
 * weakens nothing, writes nothing and forgets nothing.
 */
export const PROJECT_OPTIONS: ReadonlySet<string> = new Set([
  "columns",
  "csv",
  "exclude",
  "failOn",
  "format",
  "full",
  "jobs",
  "json",
  "limit",
  "ndjson",
  "offset",
  "olderThan",
  "reverse",
  "sort",
  "wide",
  "yaml",
]);

/** Reasons for refusing the others, where there is a special one. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ["allow", "it lets plugins out of their confinement"],
  ["confinement", "it decides how far plugins are confined"],
  ["folder", "it names where plugins are loaded from"],
  ["html", "it names a file to write"],
  ["ignoreFile", "it names a file to read"],
  ["isolate", "it decides how far plugins are kept apart"],
  ["maxSize", "it makes the catalog forget"],
  ["noMaxSize", "it decides how large the catalog grows"],
  ["output", "it names a file to write"],
  ["presetFolder", "it names where presets are read from"],
  ["prune", "it makes the catalog forget"],
  ["yes", "it answers questions in your place"],
]);

/** Why a project may not set an option; `undefined` when it may. */
export function projectRefusal(option: string): string | undefined {
  if (PROJECT_OPTIONS.has(option)) return undefined;
  return REFUSALS.get(option) ?? "only you may decide that";
}
