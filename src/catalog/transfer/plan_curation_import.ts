import type { DatabaseSync } from "node:sqlite";
import { tagOfField } from "../../model/curation/plugin_field.ts";
import type { Register } from "../../model/curation/register.ts";
import type { CurationSource, OwnFile, SaidFile } from "../../model/curation/said_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { type Conflict, type MergePlan, planMerge } from "../curation/merge_registers.ts";
import { LOCAL_OWNER, timeAfterAll } from "../curation/registers.ts";
import { MAXIMUM_PLUGIN_TAGS } from "../curation/tags.ts";
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
  /** Plugins whose tags came with the program and are left out. */
  readonly suppliedOnly: number;
  /** How much of an export of this program was left out. */
  readonly exported: number;
}

/** What an import changes. */
export interface ImportPlan {
  readonly files: readonly FilePlan[];
  readonly conflicts: readonly Conflict[];
  /** The registers to store; two files can have the same one. */
  readonly registers: readonly Register[];
}

/**
 * Compares files with the catalog.
 *
 * @throws {PluginaryError} `import-invalid` for too many tags of a plugin, in a file of another program or a table.
 */
export function planImport(
  db: DatabaseSync,
  files: readonly ReadFile[],
  { only, overwrite = false, now }: {
    /** Whether to keep to the formats that files name. */
    readonly only: boolean;
    /** Whether the files' values are said now, in place of later ones of the catalog. */
    readonly overwrite?: boolean;
    readonly now: Date;
  },
): ImportPlan {
  const at = timeAfterAll(db, now);
  const places = new Map<string, number>();
  const registers: Register[] = [];
  const conflicts: Conflict[] = [];
  const plans = files.map(({ path, content, fileTime }): FilePlan => {
    const said = content.source === "pluginary"
      ? ownRegisters(db, content)
      : saidRegisters(db, content, fileTime, { only, places });
    const merge = planMerge(db, said.registers, { isExact: content.source === "pluginary" });
    const plan = overwrite ? overwriting(merge, at) : merge;
    if (content.source !== "pluginary") requireRoom(db, path, plan.newer);
    for (const register of plan.newer) registers.push(register);
    for (const conflict of plan.conflicts) conflicts.push(conflict);
    const { newer, same, older } = plan;
    return {
      path,
      from: content.source,
      newer: newer.length,
      same,
      older,
      unmatched: said.unmatched,
      suppliedOnly: content.source === "pluginary" ? 0 : content.suppliedOnly,
      exported: content.source === "pluginary" ? 0 : content.exported,
    };
  });
  return { files: plans, conflicts, registers };
}

/** A plan in which what a file says is the last word. */
function overwriting({ newer, same, older, conflicts }: MergePlan, at: string): MergePlan {
  const said = conflicts.map(({ refused }) => ({ ...refused, updatedAt: at }));
  return { newer: [...newer, ...said], same, older: older - said.length, conflicts: [] };
}

/** @throws {PluginaryError} `import-invalid` for a plugin that would have more tags than are accepted. */
function requireRoom(db: DatabaseSync, path: string, newer: readonly Register[]): void {
  const added = new Map<string, number>();
  for (const { kind, target, field, value } of newer) {
    const isTag = kind === "plugin" && value !== null && tagOfField(field) !== undefined;
    if (isTag) added.set(target, (added.get(target) ?? 0) + 1);
  }
  for (const [target, count] of added) {
    const { known } = statement(
      db,
      `select count(*) as known from curation where owner = ? and kind = 'plugin' and target = ?
         and field >= 'tag:' and field < 'tag;' and value is not null`,
    ).get(LOCAL_OWNER, target)!;
    const total = Number(known) + count;
    if (total <= MAXIMUM_PLUGIN_TAGS) continue;
    throw new PluginaryError(
      "import-invalid",
      `Cannot import "${path}": "${target}" would have ${total} tags, and at most ${MAXIMUM_PLUGIN_TAGS} are accepted`,
    );
  }
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
