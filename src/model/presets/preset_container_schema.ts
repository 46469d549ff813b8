import * as v from "valibot";
import { PRESET_CONTAINERS } from "./preset_container.ts";

/** Schema of `PresetContainer`. */
export const presetContainerSchema = v.picklist(PRESET_CONTAINERS);
