import fc from "fast-check";
import { SEED } from "./seed.ts";

// deno.json gives this module to whoever imports "fast-check", so that no property has to think of its seed.
fc.configureGlobal({ seed: SEED });

export * from "fast-check";
export default fc;
