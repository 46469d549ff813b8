import * as v from "valibot";

/** Schema of {@linkcode VersionDocument}. */
export const versionDocumentSchema = v.object({
  schema: v.literal("version"),
  schemaVersion: v.literal(1),
  version: v.string(),
  /** The commit of a compiled program's sources. */
  commit: v.optional(v.string()),
  abi: v.number(),
  deno: v.string(),
  /** A library without a path is inside the program. */
  shim: v.nullable(v.looseObject({ path: v.optional(v.string()), sha256: v.string() })),
});

/** The document of `--version --json`; `shim` describes the build of the library, `null` without one. */
export type VersionDocument = v.InferOutput<typeof versionDocumentSchema>;
