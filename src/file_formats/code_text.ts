/** The four characters of a number, the first in its highest byte. */
export function codeText(number: number): string {
  const code = number >>> 0;
  return String.fromCharCode(code >>> 24, (code >>> 16) & 255, (code >>> 8) & 255, code & 255);
}
