import * as v from "valibot";
import { PLUGIN_FORMATS } from "./plugin_format.ts";

/** Schema of a plugin format's name; apart from the names, for commands that validate nothing. */
export const pluginFormatSchema = v.picklist(PLUGIN_FORMATS);
