import { catalogPath } from "../../catalog/catalog_path.ts";
import { unpackDocument } from "../../catalog/description_document.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readPlugin } from "../../catalog/read_plugin.ts";
import type { InfoDocument } from "../../model/list_document.ts";
import type { ProgramContext } from "../command_context.ts";
import type { InfoFlags } from "../commands/info_command.ts";
import { jsonText } from "../json_text.ts";
import { getPluginMatch } from "../plugin_reference.ts";
import { infoPage } from "./info_page.ts";

/** Runs `pluginary info`. */
export async function runInfo(this: ProgramContext, flags: InfoFlags, reference: string): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { rowId } = await getPluginMatch(catalog, reference);
  const plugin = await catalog.read((db) => readPlugin(db, rowId, undefined, unpackDocument));
  if (!flags.json) return await this.console.stdout.write(await infoPage(plugin, this.console));
  const document: InfoDocument = { schema: "info", schemaVersion: 1, plugin };
  await this.console.stdout.write(`${jsonText(document)}\n`);
}
