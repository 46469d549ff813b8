/** Characters that XML 1.0 cannot express, not even as references, and two that it discourages. */
// deno-lint-ignore no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // A parser would turn these into spaces in attributes, or merge two line breaks.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Escapes text for XML, between tags or in an attribute's value.
 *
 * @param text Any text; characters that XML cannot express become U+FFFD.
 */
export function xmlText(text: string): string {
  return text.toWellFormed()
    .replace(IMPOSSIBLE, "\ufffd")
    .replace(/[&<>"'\t\n\r]/g, (character) => REFERENCES[character]!);
}
