/** What XML 1.0 has no way to say, not even as a reference, and two characters that it only discourages. */
// deno-lint-ignore no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  // Else a parser makes spaces of them in attributes, or one line break of two.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * Text as it stands in XML, between tags or in an attribute's value.
 *
 * @param text From wherever: what XML cannot say becomes U+FFFD.
 */
export function xmlText(text: string): string {
  return text.toWellFormed()
    .replace(IMPOSSIBLE, "\ufffd")
    .replace(/[&<>"'\t\n\r]/g, (character) => REFERENCES[character]!);
}
