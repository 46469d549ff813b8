import fc from "fast-check";
import { SEED } from "./seed.ts";

// deno.json maps imports of "fast-check" to this module, so that no property has to set its seed.
fc.configureGlobal({ seed: SEED });

export * from "fast-check";
export default fc;
