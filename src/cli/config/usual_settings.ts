/** Keys of the settings that people set, which `config list` shows although they are not set. */
export const USUAL_SETTINGS: readonly string[] = [
  "confinement",
  "exclude",
  "failOn",
  "folder",
  "ignoreFile",
  "isolate",
  "jobs",
  "limit",
  "list.columns",
  "list.sort",
  "noPager",
  "quiet",
  "timeout",
  "wide",
];
