import type { ExportPart } from "../../model/daws/daw.ts";
import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";

/** Names accepted by `--columns`, in CSV order. */
export const DAW_COLUMNS = ["daw", "found", "version", "running", "folder", "files", "exported"] as const;

/** Options of `pluginary daw status`. */
export interface DawStatusFlags extends TableFlags<(typeof DAW_COLUMNS)[number]>, StreamFlags {}

/** Options of `pluginary daw export`. */
export interface DawExportFlags extends OutputFlags {
  readonly parts?: readonly ExportPart[];
  readonly query?: string;
  readonly collection?: readonly string[];
  readonly path?: string;
  readonly create?: boolean;
  readonly rack?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** Options of `pluginary daw undo`. */
export interface DawUndoFlags extends OutputFlags {
  readonly force?: boolean;
  readonly dryRun?: boolean;
}
