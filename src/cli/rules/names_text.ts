import { fileName } from "../../platform/paths.ts";
import type { NamedRule } from "./named_rule.ts";

/** The names of a rule's plugins in a table, or the name of its file while they are not known. */
export function namesText({ names, location }: NamedRule): string {
  return names.length === 0 && location !== undefined ? fileName(location) : names.join(", ");
}
