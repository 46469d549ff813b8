const GROUPED = new Intl.NumberFormat("en");

/** A number with its thousands set apart: `1,143`. */
export function grouped(count: number): string {
  return GROUPED.format(count);
}

/** A number of things in words: `1,143 plugins`. */
export function groupedText(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** A part of a whole: `22%`, `<1%`. */
export function shareText(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : part / whole * 100;
  return percent > 0 && percent < 1 ? "<1%" : `${Math.round(percent)}%`;
}
