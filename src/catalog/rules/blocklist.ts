import type { DatabaseSync } from "node:sqlite";
import type { Block, BlockCode } from "../../model/block.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { fromJson, present, text } from "../sqlite/json_column.ts";
import { markBlocked } from "./mark_blocked.ts";
import { namesOfTarget, type RuleTarget, whereRule } from "./rule_target.ts";

/** An entry of the blocklist, with the plugin's name. */
export interface BlocklistEntry extends Block {
  /** Path of the module; absent for a plugin wherever it is. */
  readonly location?: string;
  /** Absent for a path that no scan has seen. */
  readonly format?: PluginFormat;
  /** Public id, for a single plugin. */
  readonly plugin?: string;
  /** Names of the blocked plugins, as far as they are known. */
  readonly names: string[];
}

/** Blocks a target of the user's choice wherever it is found; an existing block after failures becomes the user's. */
export function addBlock(db: DatabaseSync, target: RuleTarget, message: string, at: string): void {
  removeBlocks(db, target);
  db.prepare(
    `insert into blocklist (location, format, plugin_id, code, message, attempts, fingerprint, blocked_at)
     values (?, '', ?, 'blocked-by-user', ?, 0, null, ?)`,
  ).run(target.location ?? "", target.plugin ?? null, message, at);
  markBlocked(db, at);
}

/** Lifts every block of a module or plugin; the next scan tries it as if it had never failed. */
export function removeBlocks(db: DatabaseSync, target: RuleTarget): BlocklistEntry[] {
  const where = whereRule(target);
  const removed = readEntries(db, `where ${where.sql}`, where.values);
  db.prepare(`delete from blocklist where ${where.sql}`).run(...where.values);
  for (const entry of removed) forgetFailures(db, entry);
  return removed;
}

/** The user's block of a target, if there is one. */
export function findBlock(db: DatabaseSync, target: RuleTarget): BlocklistEntry | undefined {
  const { sql, values } = whereRule(target);
  return readEntries(db, `where code = 'blocked-by-user' and ${sql}`, values)[0];
}

/** Lifts all blocks, or those of one kind. @returns The number of lifted blocks. */
export function clearBlocks(db: DatabaseSync, code?: BlockCode): number {
  const entries = listBlocks(db).filter((entry) => code === undefined || entry.code === code);
  for (const entry of entries) forgetFailures(db, entry);
  const { changes } = code === undefined
    ? db.prepare("delete from blocklist").run()
    : db.prepare("delete from blocklist where code = ?").run(code);
  return Number(changes);
}

/** All entries, by location and plugin. */
export function listBlocks(db: DatabaseSync): BlocklistEntry[] {
  return readEntries(db, "", []);
}

/** Lets the next scan try a module, or one of its plugins, at once, and resets the count of failures. */
export function forgetFailures(db: DatabaseSync, { location, plugin }: RuleTarget): void {
  const modules = location !== undefined
    ? db.prepare("select id, failures from modules where location = ?").all(location)
    : db.prepare(
      `select m.id, m.failures from modules m
         join installations i on i.module_id = m.id join plugins p on p.id = i.plugin_row_id
        where p.plugin_id = ?`,
    ).all(plugin ?? "");
  for (const { id, failures } of modules) {
    const forgotten = fromJson<{ id: string; reason: Streak }[]>(failures)!.map((failure) =>
      plugin === undefined || failure.id === plugin
        ? { ...failure, reason: withoutStreak(failure.reason) }
        : failure
    );
    db.prepare(
      `update modules set failures = ?, reason = json_remove(reason, '$.failedScans', '$.retryAt')
        where id = ? and (reason is not null or failures <> '[]')`,
    ).run(JSON.stringify(forgotten), id!);
  }
}

/** A failure with its position in a row of failures. */
interface Streak {
  readonly failedScans?: number;
  readonly retryAt?: string;
}

function withoutStreak({ failedScans: _f, retryAt: _r, ...reason }: Streak): Streak {
  return reason;
}

function readEntries(db: DatabaseSync, where: string, values: readonly string[]): BlocklistEntry[] {
  const rows = db.prepare(`select * from blocklist ${where} order by location, plugin_id`).all(...values);
  return rows.map((row) => ({
    ...present({
      location: emptyIsUnknown(row["location"]),
      format: emptyIsUnknown(row["format"]) as PluginFormat | undefined,
      plugin: text(row["plugin_id"]),
    }),
    names: namesOfTarget(db, { location: String(row["location"]), plugin: text(row["plugin_id"]) }),
    code: row["code"] as BlockCode,
    message: String(row["message"]),
    attempts: Number(row["attempts"]),
    at: String(row["blocked_at"]),
    ...present({ fingerprint: text(row["fingerprint"]) }),
  }));
}

function emptyIsUnknown(value: unknown): string | undefined {
  return value === "" ? undefined : text(value);
}
