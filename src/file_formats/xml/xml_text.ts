const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Text for an attribute or an element; characters that XML cannot have become spaces. */
export function xmlText(text: string): string {
  return text.toWellFormed().replaceAll(/[&<>"\n\r\t]/g, (sign) => ESCAPES[sign]!)
    .replaceAll(/\p{Cc}|[\ufffe\uffff]/gu, " ");
}
