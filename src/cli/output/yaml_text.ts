import {
  DEFAULT_SCALAR_STYLE_RULES,
  dump,
  type DumpOptions,
  SCALAR_STYLE,
  type ScalarStyleRule,
} from "js-yaml";
import { escapeUnsafe } from "./json_text.ts";

/** Keys with other characters are quoted, so that {@linkcode escapeUnsafe} can escape inside them. */
const PLAIN_NAME = /^[\w-]+$/;

const quoteUnusualNames: ScalarStyleRule = (layout) => {
  if (layout.isKey && !PLAIN_NAME.test(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
};

const LAYOUT: DumpOptions = {
  seqNoIndent: true,
  lineWidth: -1,
  noRefs: true,
  quoteStyle: "double",
  forceQuotes: true,
  scalarStyleRules: [...Object.values(DEFAULT_SCALAR_STYLE_RULES), quoteUnusualNames],
};

/**
 * A value as YAML, with the same content as its JSON.
 *
 * All text is in double quotes, so that no reader mistakes a name like `no` or
 * `1:30` for another value. Characters that a terminal would act on are escaped.
 */
export function yamlText(value: unknown): string {
  return escapeUnsafe(dump(JSON.parse(JSON.stringify(value)), LAYOUT));
}
