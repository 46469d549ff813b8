import * as v from "valibot";

const shell = v.picklist(["bash", "zsh", "fish", "powershell"]);

/** Schema of `completions SHELL --json`. */
export const completionsDocumentSchema = v.object({
  schema: v.literal("completions"),
  schemaVersion: v.literal(1),
  shell,
  script: v.string(),
});

/** Schema of `completions install --json`. */
export const completionsInstallDocumentSchema = v.object({
  schema: v.literal("completions-install"),
  schemaVersion: v.literal(1),
  shell,
  path: v.string(),
  change: v.picklist(["installed", "updated", "unchanged"]),
  steps: v.pipe(v.array(v.string()), v.description("What remains to be done, for people")),
});

/** Schema of `completions uninstall --json`. */
export const completionsUninstallDocumentSchema = v.object({
  schema: v.literal("completions-uninstall"),
  schemaVersion: v.literal(1),
  shell,
  path: v.string(),
  isRemoved: v.boolean(),
});

/** The script of a shell. */
export type CompletionsDocument = v.InferOutput<typeof completionsDocumentSchema>;

/** The file that was written. */
export type CompletionsInstallDocument = v.InferOutput<typeof completionsInstallDocumentSchema>;

/** The file that was removed. */
export type CompletionsUninstallDocument = v.InferOutput<typeof completionsUninstallDocumentSchema>;
