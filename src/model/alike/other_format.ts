import * as v from "valibot";
import { pluginFormatSchema } from "../plugin_format_schema.ts";

/** Schema of {@linkcode OtherFormat}. */
export const otherFormatSchema = v.object({ format: pluginFormatSchema, id: v.string() });

/** The same plugin in another format. */
export type OtherFormat = v.InferOutput<typeof otherFormatSchema>;
