import type { DatabaseSync } from "node:sqlite";
import type { PluginName } from "../../model/curation/said_plugin.ts";
import { pluginId } from "../../model/plugin.ts";
import { reaperNumber } from "../../model/plugins/reaper_number.ts";
import { statement } from "../sqlite/statement.ts";
import { currentId } from "./current_id.ts";

/** A plugin of the catalog. */
export interface KnownPlugin {
  readonly row: number;
  readonly id: string;
}

/** A plugin of a file on the disk. */
interface Member extends KnownPlugin {
  readonly location: string;
  readonly nativeId: string;
}

/** Finds the plugins that files of other programs name. */
export class NamedPlugins {
  readonly #db: DatabaseSync;
  /** Read when the first file is named. */
  #byFile: Map<string, Member[]> | undefined;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** The plugin, if it is the only one that can be meant. */
  find(name: PluginName): KnownPlugin | undefined {
    const found = this.#all(name);
    return found.length === 1 ? found[0] : undefined;
  }

  #all(name: PluginName): KnownPlugin[] {
    switch (name.by) {
      case "id":
        return this.#select("plugin_id = ?", currentId(this.#db, name.id));
      case "native id":
        return this.#select("plugin_id = ?", pluginId(name.format, name.nativeId));
      case "number":
        // ";" comes after ":", which ends the number.
        return this.#select(
          "plugin_id > ? and plugin_id < ?",
          `ladspa:${name.number}:`,
          `ladspa:${name.number};`,
        );
      case "title":
        return this.#select("format = 'au' and vendor || ': ' || name = ?", name.title);
      case "file":
        return this.#inFile(name.file, name.member);
      case "nothing":
        return [];
    }
  }

  #select(where: string, ...values: string[]): KnownPlugin[] {
    return statement(this.#db, `select id, plugin_id from plugins where ${where}`).all(...values)
      .map((row) => ({ row: Number(row["id"]), id: String(row["plugin_id"]) }));
  }

  /** The plugins of a file at its full path, or else of files of its name. */
  #inFile(file: string, member: string | undefined): Member[] {
    this.#byFile ??= this.#readFiles();
    const ofName = this.#byFile.get(fileKey(file)) ?? [];
    const there = ofName.filter(({ location }) => location === file);
    const all = there.length > 0 ? there : ofName;
    const meant = member === undefined
      ? all
      : all.filter(({ nativeId }) => String(reaperNumber(nativeId)) === member);
    // Two copies of a file have the same plugins.
    return [...new Map(meant.map((one) => [one.id, one])).values()];
  }

  #readFiles(): Map<string, Member[]> {
    const rows = this.#db.prepare(
      `select m.location, p.id, p.plugin_id, p.native_id
         from modules m join installations i on i.module_id = m.id join plugins p on p.id = i.plugin_row_id
        where m.format not in ('au', 'lv2', 'clap')`,
    ).all();
    const members = rows.map((row) => ({
      location: String(row["location"]),
      row: Number(row["id"]),
      id: String(row["plugin_id"]),
      nativeId: String(row["native_id"]),
    }));
    return Map.groupBy(members, ({ location }) => fileKey(location));
  }
}

/** A file's name as REAPER writes it for a key, without its folder on any system. */
function fileKey(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
    .replaceAll(/[^A-Za-z0-9.<_]/g, "_").toLowerCase();
}
