import { FormatTable } from "../format_table.ts";
import { AU } from "./au.ts";
import { CLAP } from "./clap.ts";
import { LADSPA } from "./ladspa.ts";
import { LV2 } from "./lv2.ts";
import { VST2 } from "./vst2.ts";
import { VST3 } from "./vst3.ts";

/** Every plugin format that a scan knows, in the order of {@linkcode PLUGIN_FORMATS}. */
export const FORMATS = new FormatTable([VST3, AU, LV2, LADSPA, CLAP, VST2]);
