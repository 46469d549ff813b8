import * as v from "valibot";
import { DAWS, INSTALLED_DAWS } from "../../daws/daw.ts";

/** Schema of {@linkcode ListedDaw}. */
export const listedDawSchema = v.object({
  daw: v.picklist(INSTALLED_DAWS),
  name: v.string(),
  isFound: v.boolean(),
  /** Where its files are, or would be; absent where this system has no such host. */
  folder: v.optional(v.string()),
  version: v.optional(v.string()),
  /** `null` where the system does not tell. */
  isRunning: v.nullable(v.boolean()),
  files: v.array(v.object({
    path: v.string(),
    /** Whether an export changes it, or the host alone. */
    use: v.picklist(["exported", "read-only"]),
    exists: v.boolean(),
    sizeBytes: v.optional(v.number()),
    /** Why an export would refuse it. */
    problem: v.optional(v.string()),
    /** Of a list of plugins that REAPER has found. */
    cache: v.optional(v.object({
      plugins: v.number(),
      /** Numbers that are those of their ids, by the rule that exports use. */
      verified: v.number(),
      wrong: v.number(),
    })),
  })),
  /** The last export that was not undone. */
  exportedAt: v.optional(v.string()),
});

/** A host on this computer, with its files. */
export type ListedDaw = v.InferOutput<typeof listedDawSchema>;

/** Schema of {@linkcode DawStatusDocument}. */
export const dawStatusDocumentSchema = v.object({
  schema: v.literal("daw-status"),
  schemaVersion: v.literal(1),
  daws: v.array(listedDawSchema),
});

/** The document of `daw status --json`. */
export type DawStatusDocument = v.InferOutput<typeof dawStatusDocumentSchema>;

/** Schema of {@linkcode ChangedFile}. */
export const changedFileSchema = v.object({
  path: v.string(),
  change: v.picklist(["created", "changed", "removed", "unchanged"]),
  /** Lines that are added and removed; absent for what is not text. */
  added: v.optional(v.number()),
  removed: v.optional(v.number()),
  /** Lines as those of `diff -u`; empty for what is not text. */
  diff: v.array(v.string()),
});

/** A file that an export or its undo changes. */
export type ChangedFile = v.InferOutput<typeof changedFileSchema>;

/** Schema of {@linkcode DawExportDocument}. */
export const dawExportDocumentSchema = v.object({
  schema: v.literal("daw-export"),
  schemaVersion: v.literal(1),
  daw: v.picklist(DAWS),
  isDryRun: v.boolean(),
  /** The host's folder, or the file of DAWproject. */
  path: v.string(),
  /** The folder with copies of the files as they were; `null` if nothing was changed. */
  backup: v.nullable(v.string()),
  files: v.array(changedFileSchema),
  /** Plugins that are left out in each of their formats, with the reason. */
  skipped: v.array(v.object({ id: v.string(), name: v.string(), reason: v.string() })),
});

/** The document of `daw export --json`. */
export type DawExportDocument = v.InferOutput<typeof dawExportDocumentSchema>;

/** Schema of {@linkcode DawUndoDocument}. */
export const dawUndoDocumentSchema = v.object({
  schema: v.literal("daw-undo"),
  schemaVersion: v.literal(1),
  daw: v.picklist(DAWS),
  isDryRun: v.boolean(),
  /** The command that is undone, and its time. */
  command: v.string(),
  at: v.string(),
  backup: v.string(),
  files: v.array(v.object({
    ...changedFileSchema.entries,
    /** Whether somebody has changed it since the export, so that only `--force` restores it. */
    isChangedSince: v.optional(v.boolean()),
  })),
});

/** The document of `daw undo --json`. */
export type DawUndoDocument = v.InferOutput<typeof dawUndoDocumentSchema>;
