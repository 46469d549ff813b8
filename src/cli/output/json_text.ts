/** Characters that JSON allows and terminals act on: C1 controls, direction marks, line separators, invisible ones. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Starts a GitHub workflow command anywhere in a line; JSON has it only inside strings. */
const WORKFLOW_COMMAND = "##[";

/** JSON on one line. Anything that a terminal or a build server would act on is escaped, which changes no value. */
export function jsonText(value: unknown): string {
  return escapeUnsafe(JSON.stringify(value));
}

/** Escapes anything that a terminal or a build server would act on. Quoted strings of the text must follow JSON's rules. */
export function escapeUnsafe(text: string): string {
  const escaped = text.replace(UNSAFE, escape);
  return escaped.includes(WORKFLOW_COMMAND) ? escaped.replaceAll(WORKFLOW_COMMAND, "##\\u005b") : escaped;
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
