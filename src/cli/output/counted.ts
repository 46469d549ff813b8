/** A number with its noun: `1 plugin`, `3 plugins`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
