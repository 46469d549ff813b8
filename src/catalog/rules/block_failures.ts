import type { DatabaseSync } from "node:sqlite";
import { messageOfFailures } from "../../model/block.ts";
import { isTooOften } from "../../model/failure_streak.ts";
import type { Reason, ScannedModule } from "../../model/module.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Blocks modules and plugins that have failed too often, and lifts the blocks
 * of those that have new content or did not fail. The user's blocks stay.
 *
 * @param module The module, with its failures counted.
 * @returns The module as it is stored, with new blocks as its outcomes.
 */
export function blockFailures(db: DatabaseSync, module: ScannedModule, at: string): ScannedModule {
  // Without a fingerprint there is nothing to compare, and a blocked module has not been tried.
  if (module.outcome === "blocked" || module.fingerprint === undefined) return module;
  liftBlocks(db, module);
  const block = (reason: Reason, pluginId: string | null) => {
    if (!isTooOften(reason.failedScans ?? 0)) return undefined;
    const blocked = blockedReason(reason);
    saveBlock(db, module, pluginId, blocked, at);
    return blocked;
  };
  const reason = module.reason === undefined ? undefined : block(module.reason, null);
  return {
    ...module,
    ...(reason === undefined ? {} : { outcome: "blocked", reason }),
    failures: module.failures.map((failure) => {
      const blocked = block(failure.reason, failure.id);
      return blocked === undefined ? failure : { ...failure, outcome: "blocked", reason: blocked };
    }),
  };
}

/** Plugins that were not tried stay blocked, including all plugins of a module that failed before them. */
function liftBlocks(
  db: DatabaseSync,
  { location, format, fingerprint, outcome, failures }: ScannedModule,
): void {
  const rows = statement(
    db,
    `select id, plugin_id, fingerprint from blocklist
      where location = ? and format = ? and code = 'blocked-after-failures'`,
  ).all(location, format);
  const untried = new Set(failures.filter((failure) => failure.outcome === "blocked").map(({ id }) => id));
  for (const row of rows) {
    const isSame = row["fingerprint"] === fingerprint;
    const isPlugin = row["plugin_id"] !== null;
    if (isSame && isPlugin && (outcome !== "scanned" || untried.has(String(row["plugin_id"])))) continue;
    statement(db, "delete from blocklist where id = ?").run(row["id"]!);
  }
}

function saveBlock(
  db: DatabaseSync,
  { location, format, fingerprint }: ScannedModule,
  pluginId: string | null,
  { message, attempts }: Reason,
  at: string,
): void {
  statement(
    db,
    `insert into blocklist (location, format, plugin_id, code, message, attempts, fingerprint, blocked_at)
     values (?, ?, ?, 'blocked-after-failures', ?, ?, ?, ?)
     on conflict do nothing`,
  ).run(location, format, pluginId, message, attempts ?? 0, fingerprint ?? null, at);
}

/** The evidence of the last failure stays with it. */
function blockedReason(reason: Reason): Reason {
  const { failedScans = 0, retryAt: _, ...evidence } = reason;
  return {
    ...evidence,
    code: "blocked-after-failures",
    message: messageOfFailures(failedScans, reason),
    attempts: failedScans,
    failedScans,
  };
}
