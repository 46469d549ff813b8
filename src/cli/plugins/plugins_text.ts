/** A number of plugins in words. */
export function pluginsText(count: number): string {
  return `${count} plugin${count === 1 ? "" : "s"}`;
}
