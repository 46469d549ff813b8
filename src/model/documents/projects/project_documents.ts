import * as v from "valibot";
import { PLUGIN_FORMATS } from "../../plugin_format.ts";
import { DAWS } from "../../projects/daw.ts";
import { PLUGIN_STATUSES } from "../../projects/plugin_status.ts";
import { PROJECT_FORMATS } from "../../projects/project_plugin.ts";
import { pluginSchema } from "../../plugin.ts";
import { chosenColumnsSchema } from "../document_head.ts";
import { problemSchema } from "../scan_document.ts";

/** Why a project cannot be read; the message follows its name. */
const projectProblemSchema = v.nullable(v.object({ code: v.string(), message: v.string() }));

const projectHead = {
  file: v.string(),
  daw: v.nullable(v.picklist(DAWS)),
  /** Of the program that wrote it; empty if unknown. */
  version: v.string(),
  problem: projectProblemSchema,
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Schema of {@linkcode DescribedProjectPlugin}. */
export const projectPluginSchema = v.object({
  format: v.picklist(PROJECT_FORMATS),
  /** Public id as far as the file has it; `ladspa:` and the number where it lacks the label. */
  id: v.optional(v.string()),
  name: v.string(),
  /** Empty where the file does not name it. */
  vendor: v.string(),
  /** The module as the file names it, which may be of another computer. */
  file: v.optional(v.string()),
  /** What LADSPA calls its plugins inside of a module. */
  label: v.optional(v.string()),
  /** Places in the project that use it. */
  uses: count,
  /** Names of their tracks, each once, in the order of the file. */
  tracks: v.array(v.string()),
  bypassed: count,
  offline: count,
  frozen: count,
  /** Names of the presets that were loaded, each once. */
  presets: v.array(v.string()),
});

/** A plugin that a project uses, as documents have it. */
export type DescribedProjectPlugin = v.InferOutput<typeof projectPluginSchema>;

/** Schema of {@linkcode ProjectCandidate}. */
export const projectCandidateSchema = v.object({
  id: v.string(),
  format: v.picklist(PLUGIN_FORMATS),
  name: v.string(),
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  reason: v.string(),
});

/** An installed plugin that can take the place of one that is not there. */
export type ProjectCandidate = v.InferOutput<typeof projectCandidateSchema>;

/** Schema of {@linkcode CheckedProjectPlugin}. */
export const checkedProjectPluginSchema = v.object({
  ...projectPluginSchema.entries,
  status: v.picklist(PLUGIN_STATUSES),
  candidates: v.array(projectCandidateSchema),
});

/** A plugin of a project, and whether this computer has it. */
export type CheckedProjectPlugin = v.InferOutput<typeof checkedProjectPluginSchema>;

/** Schema of {@linkcode CheckedProject}. */
export const checkedProjectSchema = v.object({
  ...projectHead,
  plugins: v.array(checkedProjectPluginSchema),
});

/** A project with its plugins. */
export type CheckedProject = v.InferOutput<typeof checkedProjectSchema>;

/** Schema of {@linkcode ProjectCheckDocument}. */
export const projectCheckDocumentSchema = v.object({
  schema: v.literal("project-check"),
  schemaVersion: v.literal(1),
  /** Plugins of all projects by their status, each project counted apart. */
  summary: v.object({
    projects: v.number(),
    plugins: v.number(),
    byStatus: v.record(v.picklist(PLUGIN_STATUSES), v.number()),
    /** Projects that cannot be read. */
    unreadable: v.number(),
  }),
  projects: v.array(checkedProjectSchema),
});

/** The document of `project check --json`. */
export type ProjectCheckDocument = v.InferOutput<typeof projectCheckDocumentSchema>;

/** Schema of {@linkcode ProjectInfoDocument}. */
export const projectInfoDocumentSchema = v.object({
  schema: v.literal("project-info"),
  schemaVersion: v.literal(1),
  project: v.object({
    ...projectHead,
    sizeBytes: v.number(),
    modifiedAt: v.string(),
    isBackup: v.boolean(),
    plugins: v.array(projectPluginSchema),
  }),
});

/** The document of `project info --json`. */
export type ProjectInfoDocument = v.InferOutput<typeof projectInfoDocumentSchema>;

/** Schema of {@linkcode ListedProject}. */
export const listedProjectSchema = v.object({
  ...projectHead,
  modifiedAt: v.string(),
  sizeBytes: v.number(),
  isBackup: v.boolean(),
  isMissing: v.boolean(),
  /** Without the program's own devices. */
  plugins: v.number(),
  /** Plugins of these that are not installed in this format. */
  notInstalled: v.number(),
});

/** A project of the catalog. */
export type ListedProject = v.InferOutput<typeof listedProjectSchema>;

/** Schema of {@linkcode ProjectsDocument}. */
export const projectsDocumentSchema = v.object({
  schema: v.literal("projects"),
  schemaVersion: v.literal(1),
  total: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  projects: v.array(listedProjectSchema),
});

/** The document of `project list --json`. */
export type ProjectsDocument = v.InferOutput<typeof projectsDocumentSchema>;

/** Schema of {@linkcode ScannedProject}. */
export const scannedProjectSchema = v.object({
  ...projectHead,
  change: v.picklist(["added", "modified"]),
  isBackup: v.boolean(),
  plugins: v.number(),
});

/** A project that a search has read. */
export type ScannedProject = v.InferOutput<typeof scannedProjectSchema>;

/** Schema of {@linkcode ProjectScanDocument}. */
export const projectScanDocumentSchema = v.object({
  schema: v.literal("project-scan"),
  schemaVersion: v.literal(1),
  paths: v.array(v.string()),
  complete: v.boolean(),
  summary: v.object({
    projects: v.number(),
    added: v.number(),
    modified: v.number(),
    unchanged: v.number(),
    removed: v.number(),
    backups: v.number(),
    unreadable: v.number(),
  }),
  problems: v.array(problemSchema),
  /** Those that were read, which are new or have changed. */
  projects: v.array(scannedProjectSchema),
  removed: v.array(v.string()),
});

/** The document of `project scan --json`. */
export type ProjectScanDocument = v.InferOutput<typeof projectScanDocumentSchema>;

/** Schema of {@linkcode PluginUsageEntry}. */
export const pluginUsageSchema = v.object({
  plugin: pluginSchema,
  /** Places in projects. */
  uses: v.number(),
  projects: v.number(),
  /** When a project with it was last saved. */
  lastUsedAt: v.optional(v.string()),
});

/** A plugin of the catalog, and how projects use it. */
export type PluginUsageEntry = v.InferOutput<typeof pluginUsageSchema>;

/** Schema of {@linkcode UsageDocument}. */
export const usageDocumentSchema = v.object({
  schema: v.literal("usage"),
  schemaVersion: v.literal(1),
  total: v.number(),
  /** Projects that count: copies and those that are gone do not. */
  projects: v.number(),
  offset: v.number(),
  limit: v.nullable(v.number()),
  columns: chosenColumnsSchema,
  plugins: v.array(pluginUsageSchema),
});

/** The document of `usage --json`. */
export type UsageDocument = v.InferOutput<typeof usageDocumentSchema>;
