import type { DatabaseSync } from "node:sqlite";
import { nameKey } from "../../model/curation/names.ts";
import { itemField, itemOfField, tagField, tagOfField } from "../../model/curation/plugin_field.ts";
import { NO_CURATION } from "../../model/curation/plugin_curation.ts";
import type { Register } from "../../model/curation/register.ts";
import type {
  CurationDocument,
  ExchangedPlugin,
  ExchangedRegister,
} from "../../model/documents/curation/exchange_documents.ts";
import { compareBytes } from "../../platform/paths.ts";
import { readCuration } from "../curation/read_curation.ts";
import { LOCAL_OWNER, registerOfRow, SELECT_REGISTER } from "../curation/registers.ts";
import { fromJson, present, text } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/**
 * Reads all that people say, in an order that is the same for each export.
 *
 * @param rows Rows of plugins; then only what is said of these, with their tags
 *     and collections. Unset for all.
 */
export function exportCuration(
  db: DatabaseSync,
  rows?: readonly number[],
): Pick<CurationDocument, "registers" | "plugins"> {
  const all = db.prepare(`${SELECT_REGISTER} order by owner, kind, target, field`).all().map(registerOfRow);
  const registers = rows === undefined ? all : aboutPlugins(all, idsOf(db, rows));
  return { registers: registers.map(written), plugins: pluginsOf(db, registers) };
}

function idsOf(db: DatabaseSync, rows: readonly number[]): Set<string> {
  const found = db.prepare("select plugin_id from plugins where id in (select value from json_each(?))")
    .all(JSON.stringify(rows));
  return new Set(found.map((row) => String(row["plugin_id"])));
}

function written({ value, ...register }: Register): ExchangedRegister {
  const { owner, kind, target, field, updatedAt, writer } = register;
  return { owner, kind, target, field, value: fromJson<unknown>(value) ?? null, updatedAt, writer };
}

function aboutPlugins(registers: readonly Register[], ids: ReadonlySet<string>): Register[] {
  const tags = new Set<string>();
  const collections = new Set<string>();
  for (const { kind, target, field } of registers) {
    const tag = kind === "plugin" && ids.has(target) ? tagOfField(field) : undefined;
    if (tag !== undefined) tags.add(tag);
    if (kind === "collection" && isItemOf(field, ids)) collections.add(target);
  }
  return registers.filter(({ kind, target, field }) => {
    if (kind === "plugin") return ids.has(target);
    if (kind === "tag") return tags.has(target);
    if (kind !== "collection" || !collections.has(target)) return false;
    return itemOfField(field) === undefined || isItemOf(field, ids);
  });
}

function isItemOf(field: string, ids: ReadonlySet<string>): boolean {
  const item = itemOfField(field);
  return item !== undefined && ids.has(item);
}

function pluginsOf(db: DatabaseSync, registers: readonly Register[]): ExchangedPlugin[] {
  const ids = new Set<string>();
  for (const { kind, target, field, value } of registers) {
    if (value === null) continue;
    if (kind === "plugin") ids.add(target);
    const item = kind === "collection" ? itemOfField(field) : undefined;
    if (item !== undefined) ids.add(item);
  }
  const curation = readCuration(db, [...ids]);
  return [...ids].sort(compareBytes).map((id) => ({
    id,
    ...nameOf(db, id),
    curation: curation.get(id) ?? NO_CURATION,
  }));
}

function nameOf(db: DatabaseSync, id: string): Pick<ExchangedPlugin, "name" | "vendor" | "format"> {
  const row = statement(db, "select name, vendor, format from plugins where plugin_id = ?").get(id);
  return present({
    name: text(row?.["name"]),
    vendor: text(row?.["vendor"]),
    format: text(row?.["format"]),
  });
}

/** A plugin with one of its tags, as CSV has it. */
export interface CurationRow {
  readonly id: string;
  readonly name: string | undefined;
  readonly vendor: string | undefined;
  readonly format: string | undefined;
  /** Unset for a plugin without tags. */
  readonly tag: string | undefined;
  /** `false` where it was taken back, unset where nothing was ever said. */
  readonly favorite: boolean | undefined;
  readonly hidden: boolean | undefined;
  readonly rating: number | undefined;
  readonly note: string | undefined;
  readonly collections: readonly string[];
  /** The last time of all that the row says. */
  readonly updatedAt: string;
}

/** The rows of a table of {@linkcode exportCuration}'s answer. */
export function* curationRows(
  { registers, plugins }: Pick<CurationDocument, "registers" | "plugins">,
): Generator<CurationRow> {
  const said = new Map<string, Map<string, ExchangedRegister>>();
  for (const register of registers) {
    if (register.owner !== LOCAL_OWNER) continue;
    const { kind, target, field } = register;
    const item = kind === "collection" ? itemOfField(field) : undefined;
    if (kind !== "plugin" && item === undefined) continue;
    const id = item ?? target;
    const fields = said.get(id) ?? new Map<string, ExchangedRegister>();
    // A plugin's collections are told apart by their keys.
    said.set(id, fields.set(item === undefined ? field : itemField(target), register));
  }
  const known = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  for (const [id, fields] of [...said].sort(([a], [b]) => compareBytes(a, b))) {
    yield* rowsOf(id, known.get(id), fields);
  }
}

function* rowsOf(
  id: string,
  plugin: ExchangedPlugin | undefined,
  fields: ReadonlyMap<string, ExchangedRegister>,
): Generator<CurationRow> {
  const { name, vendor, format, curation } = plugin ?? {};
  const [favorite, hidden, rating, note] = ["favorite", "hidden", "rating", "note"].map((field) =>
    fields.get(field)
  );
  const items = [...fields].filter(([field, { value }]) =>
    itemOfField(field) !== undefined && value !== null
  );
  const shared = [favorite, hidden, rating, note, ...items.map(([, item]) => item)];
  const row = (tag?: string, register?: ExchangedRegister): CurationRow => ({
    id,
    name,
    vendor,
    format,
    tag,
    favorite: flagOf(favorite),
    hidden: flagOf(hidden),
    rating: rating?.value === null ? undefined : rating?.value as number | undefined,
    note: note?.value === null ? undefined : note?.value as string | undefined,
    collections: curation?.collections ?? [],
    updatedAt: [...shared, register].map((one) => one?.updatedAt ?? "").sort().at(-1)!,
  });
  const tags = curation?.tags ?? [];
  for (const tag of tags) yield row(tag, fields.get(tagField(nameKey(tag))));
  if (tags.length === 0 && shared.some((register) => register !== undefined)) yield row();
}

function flagOf(register: ExchangedRegister | undefined): boolean | undefined {
  return register === undefined ? undefined : register.value === true;
}
