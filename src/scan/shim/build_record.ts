import type { ExpectedFile } from "../../platform/trusted_file.ts";
import { resourceUrl } from "../../platform/resources.ts";

/** The record of how a compiled program was built; `scripts/compile.ts` writes it. */
export interface BuildRecord {
  /** Commit of the sources; ends in `-dirty` when they had uncommitted changes, absent if unknown. */
  readonly commit?: string;
  /** The shim library inside the program. */
  readonly shim: ExpectedFile;
}

/** Reads the record inside a compiled program; `undefined` when running from source. */
export function readBuildRecord(): BuildRecord | undefined {
  if (!Deno.build.standalone) return undefined;
  return JSON.parse(Deno.readTextFileSync(resourceUrl("build.json")));
}
