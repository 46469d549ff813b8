import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import { readPlugin } from "../../catalog/plugins/read_plugin.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { absolutePath, parentFolder } from "../../platform/paths.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { getPluginMatch, isPath, isThere, knownLocation } from "../plugins/plugin_reference.ts";
import { writeMessage } from "../terminal/console.ts";
import { printable } from "../terminal/terminal.ts";
import type { OpenFlags } from "./open_flags.ts";

/** Runs `pluginary open`. */
export async function runOpen(this: ProgramContext, flags: OpenFlags, ...words: string[]): Promise<void> {
  const { stdout, stderr, environment } = this.console;
  const reference = words.join(" ");
  using catalog = await openForReading(catalogPath(environment));
  const location = await locationOf(catalog, reference);
  if (!await isThere(location)) {
    throw new PluginaryError(
      "plugin-not-found",
      `Cannot open "${reference}": it is not installed${location === "" ? "" : ` in "${location}"`}`,
      'Run "pluginary scan" to find it if it has moved',
    );
  }
  if (flags.print) await stdout.write(`${stdout.isTerminal ? printable(location) : location}\n`);
  else {
    await (await import("./show_in_file_manager.ts")).showInFileManager(location, environment);
    await writeMessage(stderr, `Opened "${printable(parentFolder(location))}"\n`);
  }
}

/** The path of a module on record, or of the preferred installation of a plugin. */
async function locationOf(catalog: Catalog, reference: string): Promise<string> {
  const known = isPath(reference) ? await knownLocation(catalog, absolutePath(reference)) : undefined;
  if (known !== undefined) return known;
  const { rowId } = await getPluginMatch(catalog, reference, { isAnyFormat: true });
  return (await catalog.read((db) => readPlugin(db, rowId))).location;
}
