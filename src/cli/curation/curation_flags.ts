import type { CURATION_SOURCES } from "../../model/curation/said_plugin.ts";
import type { OutputFlags, StreamFlags } from "../output/output_options.ts";

/** Options of `pluginary curation export`. */
export interface CurationExportFlags extends OutputFlags, StreamFlags {
  readonly query?: string;
}

/** Options of `pluginary curation merge`. */
export interface CurationMergeFlags extends OutputFlags {
  readonly dryRun?: boolean;
}

/** Options of `pluginary curation import`. */
export interface CurationImportFlags extends CurationMergeFlags {
  readonly from?: "auto" | (typeof CURATION_SOURCES)[number];
  readonly all?: boolean;
  readonly only?: boolean;
  readonly overwrite?: boolean;
}
