import type { ExpectedFile } from "../../platform/trusted_file.ts";
import { resourceUrl } from "../../platform/resources.ts";

/** The record of how a compiled program was built; `scripts/compile.ts` writes it. */
export interface BuildRecord {
  /** Of the sources; ends in `-dirty` when they had changes of their own, absent when nobody knew. */
  readonly commit?: string;
  /** The shim library inside the program. */
  readonly shim: ExpectedFile;
}

/** Reads the record inside a compiled program, which is in memory; `undefined` when this runs from source. */
export function readBuildRecord(): BuildRecord | undefined {
  if (!Deno.build.standalone) return undefined;
  return JSON.parse(Deno.readTextFileSync(resourceUrl("build.json")));
}
