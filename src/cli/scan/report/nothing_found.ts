/** Says that there is nothing to scan, and in which folders; `onlyFailed` if only earlier failures were looked for. */
export function nothingFound(paths: readonly string[], onlyFailed: boolean): string[] {
  const title = onlyFailed ? "No earlier failures in:" : "No plugins found. Searched:";
  return [title, ...paths.map((path) => `  ${path}`)];
}
