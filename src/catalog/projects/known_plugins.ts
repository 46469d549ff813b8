import type { DatabaseSync } from "node:sqlite";
import { siblingName } from "../../model/alike/sibling_name.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { ProjectPlugin } from "../../model/projects/project_plugin.ts";
import { fileStem } from "../../platform/paths.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** A plugin of the catalog, as far as projects need it to find theirs. */
export interface KnownPlugin {
  readonly rowId: number;
  readonly id: string;
  readonly format: PluginFormat;
  readonly name: string;
  readonly vendor: string;
  readonly category: string;
  /** Without folder and ending, in small letters; empty if unknown. */
  readonly stem: string;
  readonly isMissing: boolean;
}

type Row = [number, string, PluginFormat, string, string | null, string, string | null, number];

const COLUMNS = "json_array(id, plugin_id, format, name, vendor, category, location, missing_at is not null)";

/** Whether nothing has been scanned, so that nothing is known to be installed. */
export function isWithoutPlugins(db: DatabaseSync): boolean {
  return statement(db, "select 1 from plugins limit 1").get() === undefined;
}

/**
 * The VST2 modules that are there. Scans list them and never load them, so the
 * name of the file, or that of the plugin, has to do.
 */
export class Vst2Modules {
  readonly #names: ReadonlySet<string>;

  constructor(db: DatabaseSync) {
    const rows = statement(
      db,
      "select location from modules where format = 'vst2' and missing_at is null",
    ).all();
    this.#names = new Set(rows.map(({ location }) => bareName(stemOf(String(location)))));
  }

  /** Whether one of them is the plugin of a project. */
  has({ format, file, name }: Pick<ProjectPlugin, "format" | "file" | "name">): boolean {
    return format === "vst2" &&
      [stemOf(file), name].some((text) => text !== "" && this.#names.has(bareName(text)));
  }
}

/** Without what tells processors and formats apart. */
function bareName(name: string): string {
  return siblingName(name, undefined).own;
}

/** All plugins of the catalog. */
export function allKnownPlugins(db: DatabaseSync): KnownPlugin[] {
  const { found } = statement(
    db,
    `select json_group_array(${COLUMNS} order by plugin_id) as found from plugins`,
  )
    .get()!;
  return fromJson<Row[]>(found)!.map(known);
}

/**
 * The plugin that a project means: by its id, or by its name where the file has
 * no whole id. A missing one is only given where no installed one is meant.
 */
export function meantPlugin(db: DatabaseSync, plugin: ProjectPlugin): KnownPlugin | undefined {
  const found = plugin.id === undefined ? byName(db, plugin) : byId(db, plugin, plugin.id);
  return found.find(({ isMissing }) => !isMissing) ?? found[0];
}

/** LADSPA names a plugin by number and label, of which some programs store the number alone. */
function byId(db: DatabaseSync, { format, name }: ProjectPlugin, id: string): KnownPlugin[] {
  if (format !== "ladspa" || id.split(":").length > 2) return select(db, "plugin_id = ?", [id]);
  const found = select(db, "plugin_id > ? and plugin_id < ?", [`${id}:`, `${id};`]);
  return found.toSorted((a, b) => Number(b.name === name) - Number(a.name === name));
}

function byName(db: DatabaseSync, { format, name, vendor, file, label }: ProjectPlugin): KnownPlugin[] {
  if (format === "ladspa" && label !== undefined) {
    const stem = stemOf(file);
    return select(db, "format = 'ladspa' and instr(plugin_id, ':' || ?) > 0", [label])
      .filter(({ id, stem: of }) => id.endsWith(`:${label}`) && (stem === "" || of === stem));
  }
  const named = select(db, "format = ? and name = ? collate nocase", [format, name]);
  const ofVendor = vendor === ""
    ? named
    : named.filter((known) => known.vendor.toLowerCase() === vendor.toLowerCase());
  if (named.length > 0) return ofVendor.length > 0 ? ofVendor : named;
  const stem = stemOf(file);
  if (stem === "") return [];
  // The file is of another computer, so only its name counts, and only where it has one plugin.
  const inFile = select(db, "format = ? and instr(lower(location), ?) > 0", [format, stem])
    .filter((known) => known.stem === stem);
  return inFile.length === 1 ? inFile : [];
}

/** The name of a module without folder and ending, in small letters. */
export function stemOf(path: string | undefined): string {
  const name = path?.split(/[\\/]/).findLast((part) => part !== "") ?? "";
  return fileStem(name).toLowerCase();
}

function select(db: DatabaseSync, where: string, values: readonly string[]): KnownPlugin[] {
  const { found } = statement(
    db,
    `select json_group_array(${COLUMNS} order by plugin_id) as found from plugins where ${where}`,
  ).get(...values)!;
  return fromJson<Row[]>(found)!.map(known);
}

function known([rowId, id, format, name, vendor, category, location, isMissing]: Row): KnownPlugin {
  return {
    rowId,
    id,
    format,
    name,
    vendor: vendor ?? "",
    category,
    stem: location === null ? "" : stemOf(location),
    isMissing: isMissing === 1,
  };
}
