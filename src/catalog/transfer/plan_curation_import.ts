import type { DatabaseSync } from "node:sqlite";
import type { Register } from "../../model/curation/register.ts";
import type { CurationSource, OwnFile, SaidFile } from "../../model/curation/said_plugin.ts";
import { type Conflict, planMerge } from "../curation/merge_registers.ts";
import { statement } from "../sqlite/statement.ts";
import { withCurrentIds } from "./import_register.ts";
import { saidRegisters } from "./said_registers.ts";

/** A file that has been read to its end. */
export interface ReadFile {
  readonly path: string;
  readonly content: SaidFile | OwnFile;
  /** The time of the file's last change. */
  readonly fileTime: string;
}

/** What a file says, compared with the catalog. */
export interface FilePlan {
  readonly path: string;
  readonly from: CurationSource;
  readonly newer: number;
  readonly same: number;
  readonly older: number;
  /** The plugins that the catalog does not have; what files of pluginary say of them is stored. */
  readonly unmatched: readonly string[];
}

/** What an import changes. */
export interface ImportPlan {
  readonly files: readonly FilePlan[];
  readonly conflicts: readonly Conflict[];
  /** The registers to store; two files can have the same one. */
  readonly registers: readonly Register[];
}

/** Compares files with the catalog. */
export function planImport(
  db: DatabaseSync,
  files: readonly ReadFile[],
  { only }: { readonly only: boolean },
): ImportPlan {
  const places = new Map<string, number>();
  const registers: Register[] = [];
  const conflicts: Conflict[] = [];
  const plans = files.map(({ path, content, fileTime }): FilePlan => {
    const said = content.source === "pluginary"
      ? ownRegisters(db, content)
      : saidRegisters(db, content, fileTime, { only, places });
    const plan = planMerge(db, said.registers, { isExact: content.source === "pluginary" });
    for (const register of plan.newer) registers.push(register);
    for (const conflict of plan.conflicts) conflicts.push(conflict);
    const { newer, same, older } = plan;
    return { path, from: content.source, newer: newer.length, same, older, unmatched: said.unmatched };
  });
  return { files: plans, conflicts, registers };
}

function ownRegisters(
  db: DatabaseSync,
  { registers, names }: OwnFile,
): { registers: Register[]; unmatched: string[] } {
  const current = registers.map((register) => withCurrentIds(db, register));
  const ids = new Set(
    current.filter(({ kind, value }) => kind === "plugin" && value !== null).map((one) => one.target),
  );
  const isKnown = (id: string) =>
    statement(db, "select 1 from plugins where plugin_id = ?").get(id) !== undefined;
  const unmatched = [...ids].filter((id) => !isKnown(id)).map((id) => names.get(id) ?? id);
  return { registers: current, unmatched };
}
