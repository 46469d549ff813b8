import type { Console } from "../terminal/console.ts";

/**
 * Whether a terminal can show block elements: unless its locale names another
 * encoding than UTF-8, as `LC_ALL=C` does. No locale at all says nothing, since
 * containers and Windows have none.
 */
export function hasBlocks(environment: Console["environment"]): boolean {
  const locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(environment).find((value) => value) ?? "";
  return locale === "" || /utf-?8/i.test(locale);
}
