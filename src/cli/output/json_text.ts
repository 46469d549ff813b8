/** Valid inside JSON and obeyed by terminals: C1 controls, direction marks, line separators, invisible characters. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** What begins a command to GitHub in any place of a line; outside of strings there is none in JSON. */
const WORKFLOW_COMMAND = "##[";

/** JSON on one line. What a terminal or a build server would obey is escaped, which changes no value. */
export function jsonText(value: unknown): string {
  return escapeUnsafe(JSON.stringify(value));
}

/** Escapes what a terminal or a build server would obey, in text whose quoted strings follow JSON's rules. */
export function escapeUnsafe(text: string): string {
  const escaped = text.replace(UNSAFE, escape);
  return escaped.includes(WORKFLOW_COMMAND) ? escaped.replaceAll(WORKFLOW_COMMAND, "##\\u005b") : escaped;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
