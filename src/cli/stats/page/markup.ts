import { printable } from "../../terminal/terminal.ts";

/** Markup that is complete and harmless, unlike text, which still has to be escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What an element contains: text from anywhere, markup, or several of them. */
export type Content = string | Markup | readonly Content[];

/** The attributes of an element; numbers are written as short as a screen needs them. */
type Attributes = Readonly<Record<string, string | number>>;

/** Elements without an end tag. */
const VOID: ReadonlySet<string> = new Set(["link", "meta"]);

/** An element. Texts and attributes may come from a plugin: they are made harmless and escaped here, and only here. */
export function element(name: string, attributes: Attributes = {}, content: Content = ""): Markup {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(textOf(value))}"`);
  const start = `<${name}${written.join("")}>`;
  return new Markup(VOID.has(name) ? start : `${start}${contentText(content)}</${name}>`);
}

/** Content as HTML. */
export function contentText(content: Content): string {
  if (content instanceof Markup) return content.text;
  return typeof content === "string" ? escaped(content) : content.map(contentText).join("");
}

function textOf(value: string | number): string {
  return typeof value === "number" ? String(Number(value.toFixed(2))) : value;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
