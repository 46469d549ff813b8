import { stringify } from "yaml";
import { escapeUnsafe } from "./json_text.ts";

/**
 * A value as YAML, with the same content as its JSON.
 *
 * All text is quoted as in JSON, so that no reader takes a name like `no` or
 * `1:30` for something else, and what a terminal would obey is escaped.
 */
export function yamlText(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return escapeUnsafe(stringify(plain, {
    defaultStringType: "QUOTE_DOUBLE",
    defaultKeyType: "PLAIN",
    doubleQuotedAsJSON: true,
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
  }));
}
