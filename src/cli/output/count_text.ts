/** A number of things in words: `1 plugin`, `2 plugins`, `0 entries`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
