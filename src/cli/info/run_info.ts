import type { Catalog } from "../../catalog/catalog.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { unpackDocument } from "../../catalog/description_document.ts";
import { findPlugins, type PluginMatch } from "../../catalog/find_plugins.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readPlugin } from "../../catalog/read_plugin.ts";
import type { InfoDocument } from "../../model/list_document.ts";
import type { Plugin } from "../../model/plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_context.ts";
import type { InfoFlags } from "../commands/info_command.ts";
import { jsonText } from "../json_text.ts";
import { infoPage } from "./info_page.ts";

/** Runs `pluginary info`. */
export async function runInfo(this: ProgramContext, flags: InfoFlags, reference: string): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const plugin = await getPlugin(catalog, reference);
  if (!flags.json) return await this.console.stdout.write(await infoPage(plugin, this.console));
  const document: InfoDocument = { schema: "info", schemaVersion: 1, plugin };
  await this.console.stdout.write(`${jsonText(document)}\n`);
}

/** @throws {PluginaryError} `plugin-not-found` or `plugin-ambiguous`. */
async function getPlugin(catalog: Catalog, reference: string): Promise<Plugin> {
  return await catalog.read((db) => {
    const matches = findPlugins(db, reference);
    if (matches.length === 1) return readPlugin(db, matches[0]!.rowId, undefined, unpackDocument);
    throw matches.length === 0 ? notFound(reference) : ambiguous(reference, matches);
  });
}

function notFound(reference: string): PluginaryError {
  return new PluginaryError(
    "plugin-not-found",
    `Cannot find a plugin "${reference}" in the catalog`,
    '"pluginary list" shows what is there; "pluginary scan" looks for more',
  );
}

const MOST_NAMED = 10;

function ambiguous(reference: string, matches: readonly PluginMatch[]): PluginaryError {
  const named = matches.slice(0, MOST_NAMED).map(({ id }) => id).join(", ");
  const more = matches.length > MOST_NAMED ? ` and ${matches.length - MOST_NAMED} more` : "";
  return new PluginaryError(
    "plugin-ambiguous",
    `Cannot tell which plugin "${reference}" is: ${matches.length} have that name`,
    `Name one by its id: ${named}${more}`,
  );
}
