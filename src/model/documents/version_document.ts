import * as v from "valibot";

/** Schema of {@linkcode VersionDocument}. */
export const versionDocumentSchema = v.object({
  schema: v.literal("version"),
  schemaVersion: v.literal(1),
  version: v.string(),
  /** Of a compiled program's sources. */
  commit: v.optional(v.string()),
  abi: v.number(),
  deno: v.string(),
  /** Without a path it is inside the program. */
  shim: v.nullable(v.looseObject({ path: v.optional(v.string()), sha256: v.string() })),
});

/** The document of `--version --json`; `shim` is how the library was built, `null` without one. */
export type VersionDocument = v.InferOutput<typeof versionDocumentSchema>;
