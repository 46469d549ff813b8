import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { listNeighbours } from "../../catalog/plugins/plugin_history.ts";
import { ScanRules } from "../../catalog/rules/scan_rules.ts";
import type { Block } from "../../model/block.ts";
import type { LoadReport } from "../../model/documents/info_document.ts";
import type { ScannedModule } from "../../model/module.ts";
import type { Plugin } from "../../model/plugin.ts";
import { comparePlugins } from "../../model/plugins/plugin_difference.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { NO_JOURNAL, type ScanJournal } from "../../model/scan_journal.ts";
import { scan } from "../../scan/scanner.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";

/**
 * Loads a plugin in a confined worker, as a scan does, and compares its
 * description with the stored one. Stores nothing, and loads no other plugin of
 * its module.
 *
 * @returns `undefined` if it was interrupted.
 * @throws {PluginaryError} `plugin-not-found` if it is not installed.
 */
export async function loadPlugin(
  catalog: Catalog,
  { rowId, plugin }: { rowId: number; plugin: Plugin },
  interrupt: AbortSignal,
): Promise<LoadReport | undefined> {
  if (plugin.isMissing || plugin.installations.length === 0) throw notThere(plugin);
  const { format, location } = plugin;
  const journal = await journalFor(catalog, rowId, location);
  const events = scan({ version: PROGRAM_VERSION, paths: [location], formats: [format], journal, interrupt });
  let module: ScannedModule | undefined;
  for await (const event of events) {
    if (event.event === "module" && event.module.location === location) module = event.module;
  }
  if (module === undefined) {
    if (interrupt.aborted) return undefined;
    throw notThere(plugin);
  }
  return reportOf(module, plugin);
}

/** A journal with the user's overrides for the module, which blocks its other plugins. */
async function journalFor(catalog: Catalog, rowId: number, location: string): Promise<ScanJournal> {
  return await catalog.read((db) => {
    const rules = ScanRules.read(db);
    const plugins = new Map(listNeighbours(db, rowId, location).map((id) => [id, NOT_ASKED_FOR]));
    return { ...NO_JOURNAL, overrides: (key) => rules.overrides(key), blocks: () => ({ plugins }) };
  });
}

const NOT_ASKED_FOR: Block = {
  code: "blocked-by-user",
  message: "Is not the requested plugin",
  attempts: 0,
  at: new Date(0).toISOString(),
};

function reportOf(module: ScannedModule, stored: Plugin): LoadReport {
  const { location, durationMs, confinement } = module;
  const loaded = module.plugins.find(({ id }) => id === stored.id);
  const failure = module.failures.find(({ id }) => id === stored.id);
  const isGone = loaded === undefined && failure === undefined && module.outcome === "scanned";
  const reason = isGone ? GONE : loaded === undefined ? failure?.reason ?? module.reason : undefined;
  return {
    location,
    outcome: isGone ? "failed" : loaded === undefined ? failure?.outcome ?? module.outcome : "scanned",
    ...(reason === undefined ? {} : { reason }),
    durationMs,
    ...(confinement === undefined ? {} : { confinement }),
    differences: loaded === undefined ? [] : comparePlugins(stored, loaded),
  };
}

const GONE = { code: "not-found", message: "Its module no longer contains it" } as const;

function notThere({ name, location }: Plugin): PluginaryError {
  return new PluginaryError(
    "plugin-not-found",
    `Cannot load "${name}": it is not installed${location === "" ? "" : ` in "${location}"`}`,
    'Run "pluginary scan" to find it if it has moved',
  );
}
