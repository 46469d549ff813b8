import type { GenericSchema } from "valibot";
import {
  listedProjectSchema,
  pluginUsageSchema,
  projectsDocumentSchema,
  usageDocumentSchema,
} from "../../model/documents/projects/project_documents.ts";
import { lineSchema } from "./event_schemas.ts";

const { projects: _projects, ...projectsHead } = projectsDocumentSchema.entries;

/** Schema of a line of `project list --ndjson`. */
export const projectsLineSchema: GenericSchema = lineSchema(projectsHead, { project: listedProjectSchema });

const { plugins: _plugins, ...usageHead } = usageDocumentSchema.entries;

/** Schema of a line of `usage --ndjson`. */
export const usageLineSchema: GenericSchema = lineSchema(usageHead, { plugin: pluginUsageSchema });
