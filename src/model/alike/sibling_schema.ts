import * as v from "valibot";
import { SIBLING_CODES } from "./sibling_rules.ts";
import { pluginFormatSchema } from "../plugin_format_schema.ts";

/** Schema of a reason for which plugins are held to be one. */
export const siblingReasonSchema = v.object({ code: v.picklist(SIBLING_CODES), message: v.string() });

/** Schema of the same plugin in another format; `confidence` is 0 to 1, where 1 is a person's decision. */
export const siblingSchema = v.object({
  id: v.string(),
  format: pluginFormatSchema,
  reason: siblingReasonSchema,
  confidence: v.number(),
});
