import { catalogPath } from "../../catalog/catalog_path.ts";
import { unpackDocument } from "../../catalog/plugins/description_document.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { listPluginEnds } from "../../catalog/plugins/plugin_history.ts";
import { listPresets } from "../../catalog/plugins/presets.ts";
import { withCuration } from "../../catalog/curation/read_curation.ts";
import { ShownVendors } from "../../catalog/plugins/shown_vendors.ts";
import { siblingsOf } from "../../catalog/alike/siblings.ts";
import { readPlugin } from "../../catalog/plugins/read_plugin.ts";
import type { DocumentHead } from "../../model/documents/document_head.ts";
import type { InfoDocument } from "../../model/documents/info_document.ts";
import type { Parameter, Plugin } from "../../model/plugin.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { InfoFlags } from "./info_flags.ts";
import { listenForInterrupts } from "../terminal/interrupt.ts";
import { getPluginMatch } from "../plugins/plugin_reference.ts";
import { namedColumns } from "../output/column.ts";
import { printAnswer } from "../output/print_answer.ts";
import { infoPage } from "./info_page.ts";
import { PARAMETER_TABLE } from "./parameter_columns.ts";

/** Runs `pluginary info`. */
export async function runInfo(this: ProgramContext, flags: InfoFlags, ...words: string[]): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { rowId } = await getPluginMatch(catalog, words.join(" "), { isAnyFormat: true });
  const { plugin, history } = await catalog.read((db) => {
    const read = readPlugin(db, rowId, undefined, unpackDocument);
    const [stored] = withCuration(db, new ShownVendors(db).add([read])) as [Plugin];
    const presets = flags.presets ? { presets: listPresets(db, stored.id) } : {};
    const formats = (siblingsOf(db, [rowId]).get(rowId) ?? [])
      .map(({ rowId: _rowId, name: _name, ...sibling }) => sibling);
    return { plugin: { ...stored, ...presets, formats }, history: listPluginEnds(db, rowId) };
  });
  const document: InfoDocument = { schema: "info", schemaVersion: 1, plugin, history };
  if (flags.load) {
    const interrupt = listenForInterrupts();
    const { loadPlugin } = await import("./load_plugin.ts");
    const load = await loadPlugin(catalog, { rowId, plugin }, interrupt.signal);
    if (load !== undefined) document.load = load;
    const isLoaded = load?.outcome === "scanned";
    if (!isLoaded) this.process.exitCode = interrupt.exitCode ?? 1;
  }
  await printAnswer<Parameter>(
    {
      document: flags.columns === undefined ? document : await withChosenParameters(document, flags.columns),
      text: (console) => infoPage(document, flags, console),
      table: { columns: PARAMETER_TABLE, rows: plugin.parameters ?? [] },
    },
    flags,
    this.console,
  );
}

/** Only the named fields of each parameter. */
async function withChosenParameters(document: InfoDocument, names: readonly string[]): Promise<DocumentHead> {
  const { chosenFields } = await import("../output/chosen_fields.ts");
  const columns = namedColumns(PARAMETER_TABLE, names);
  const { parameters, ...plugin } = document.plugin;
  const chosen = parameters?.map((parameter) => chosenFields(parameter, columns));
  const withChosen = {
    ...document,
    columns: columns.map(({ name }) => name),
    plugin: { ...plugin, ...chosen === undefined ? {} : { parameters: chosen } },
  };
  return withChosen;
}
