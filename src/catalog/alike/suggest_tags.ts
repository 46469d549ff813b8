import type { DatabaseSync } from "node:sqlite";
import type { TagSuggestion } from "../../model/documents/curation/tags_documents.ts";
import { LOCAL_OWNER } from "../curation/registers.ts";
import { TagBook } from "../curation/tags.ts";
import { UNKNOWN_CATEGORY } from "../plugins/refresh_plugin.ts";
import type { Catalog } from "../sqlite/catalog.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { readSimilarPage } from "./similar_page.ts";

/** Plugins whose neighbours are looked at: each takes some hundredths of a second. */
export const MOST_COMPARED = 50;

/** Neighbours of a plugin that are asked for their tags. */
const NEIGHBOURS = 10;

/** A tag that fewer plugins have says little about another one. */
const LEAST_PLUGINS = 2;

/** Part of the tagged plugins of a vendor which must have a tag. */
const LEAST_PART = 0.5;

/** Share of a vendor's plugins that must have tags before these say something of the others. */
const LEAST_TAGGED = 0.1;

type Reason = Omit<TagSuggestion["reasons"][number], "plugins">;

/** A plugin to which tags are suggested. */
interface Untagged {
  readonly rowId: number;
  readonly id: string;
  readonly category: string;
  readonly vendor: string | null;
  readonly vendorKey: string | null;
  /** Keys of the tags that it has in any format. */
  readonly tags: readonly string[];
}

/**
 * Tags that plugins could have: their categories, what other plugins of the
 * vendor have, and what similar plugins have; those for most plugins first.
 *
 * @param products Rows of plugins, each with its other formats.
 */
export async function suggestTags(
  catalog: Catalog,
  products: readonly (readonly number[])[],
): Promise<TagSuggestion[]> {
  const { book, plugins, ofVendors } = await catalog.read((db) => {
    const plugins = products.map((rows) => readUntagged(db, rows));
    const keys = new Set(plugins.map(({ vendorKey }) => vendorKey).filter((key) => key !== null));
    return { book: new TagBook(db), plugins, ofVendors: readVendorTags(db, [...keys]) };
  });
  const found = new Map<string, Map<string, { reason: Reason; ids: Set<string> }>>();
  const suggest = (plugin: Untagged, key: string, reason: Reason) => {
    if (plugin.tags.includes(key)) return;
    const reasons = found.get(key) ?? new Map<string, { reason: Reason; ids: Set<string> }>();
    found.set(key, reasons);
    const known = reasons.get(reason.code) ?? { reason, ids: new Set<string>() };
    reasons.set(reason.code, known);
    known.ids.add(plugin.id);
  };
  for (const [index, plugin] of plugins.entries()) {
    const { category, vendor, vendorKey } = plugin;
    if (category !== UNKNOWN_CATEGORY) {
      suggest(plugin, book.resolve(category).key, {
        code: "category",
        message: `The category is ${category}`,
      });
    }
    for (const { key, having, tagged } of ofVendors.get(vendorKey ?? "") ?? []) {
      const message = `${having} of ${tagged} tagged plugins of ${vendor} have it`;
      suggest(plugin, key, { code: "vendor", message });
    }
    if (index >= MOST_COMPARED) continue;
    for (const { key, names } of await neighbourTags(catalog, plugin.rowId)) {
      const message = `Similar plugins have it, such as "${names[0]}"`;
      suggest(plugin, key, { code: "similar", message });
    }
  }
  return [...found].map(([key, byCode]) => {
    const reasons = [...byCode.values()];
    const ids = [...new Set(reasons.flatMap(({ ids }) => [...ids]))];
    return {
      tag: book.nameOf(key),
      plugins: ids.length,
      reasons: reasons.map(({ reason, ids }) => ({ ...reason, plugins: ids.size })),
      ids,
    };
  }).sort((a, b) => b.plugins - a.plugins || b.reasons.length - a.reasons.length || (a.tag < b.tag ? -1 : 1));
}

function readUntagged(db: DatabaseSync, rows: readonly number[]): Untagged {
  const [rowId] = rows;
  const plugin = statement(db, "select plugin_id, category, vendor, vendor_key from plugins where id = ?")
    .get(rowId!)!;
  return {
    rowId: rowId!,
    id: String(plugin["plugin_id"]),
    category: String(plugin["category"]),
    vendor: plugin["vendor"] as string | null,
    vendorKey: plugin["vendor_key"] as string | null,
    tags: [...new Set(tagsOf(db, rows).map(({ key }) => key))],
  };
}

/** Tags of rows, one for each plugin that has it. */
function tagsOf(db: DatabaseSync, rows: readonly number[]): { key: string; name: string }[] {
  const { found } = statement(
    db,
    `select json_group_array(json_object('key', substr(c.field, length('tag:') + 1), 'name', p.name)) as found
       from json_each(:rows) as wanted cross join plugins p on p.id = wanted.value
       cross join curation c on c.owner = :owner and c.kind = 'plugin' and c.target = p.plugin_id
         and c.field >= 'tag:' and c.field < 'tag;' and c.value is not null`,
  ).get({ rows: JSON.stringify(rows), owner: LOCAL_OWNER })!;
  return fromJson<{ key: string; name: string }[]>(found)!;
}

interface VendorTag {
  readonly key: string;
  readonly having: number;
  readonly tagged: number;
}

/** The tags that most tagged plugins of each vendor have. */
function readVendorTags(db: DatabaseSync, vendorKeys: readonly string[]): Map<string, VendorTag[]> {
  const rows = statement(
    db,
    `with used as materialized (
       select p.vendor_key, c.target, substr(c.field, length('tag:') + 1) as key
         from json_each(:keys) as wanted
         cross join plugins p on p.vendor_key is null = 0 and p.vendor_key = wanted.value
         cross join curation c on c.owner = :owner and c.kind = 'plugin' and c.target = p.plugin_id
           and c.field >= 'tag:' and c.field < 'tag;' and c.value is not null)
     select u.vendor_key, u.key, count(*) as having_it,
            (select count(distinct target) from used t where t.vendor_key = u.vendor_key) as tagged,
            (select count(*) from plugins p where p.vendor_key = u.vendor_key) as total
       from used u group by u.vendor_key, u.key order by having_it desc, u.key`,
  ).all({ keys: JSON.stringify(vendorKeys), owner: LOCAL_OWNER });
  const tags = new Map<string, VendorTag[]>();
  for (const row of rows) {
    const [having, tagged] = [Number(row["having_it"]), Number(row["tagged"])];
    if (having < LEAST_PLUGINS || having < tagged * LEAST_PART) continue;
    if (tagged < Number(row["total"]) * LEAST_TAGGED) continue;
    const vendorKey = String(row["vendor_key"]);
    tags.set(vendorKey, [...tags.get(vendorKey) ?? [], { key: String(row["key"]), having, tagged }]);
  }
  return tags;
}

/** Tags of plugins that are like one, with the names of those that have them. */
async function neighbourTags(catalog: Catalog, rowId: number): Promise<{ key: string; names: string[] }[]> {
  const options = { isOtherVendors: false, isSplit: false, limit: NEIGHBOURS };
  const { similar } = await readSimilarPage(catalog, rowId, options);
  const ids = similar.filter(({ isSibling }) => !isSibling).map(({ plugin }) => plugin.id);
  const tags = await catalog.read((db) => {
    const { rows } = statement(
      db,
      `select json_group_array(p.id) as rows from json_each(?) as wanted
         cross join plugins p on p.plugin_id = wanted.value`,
    ).get(JSON.stringify(ids))!;
    return tagsOf(db, fromJson<number[]>(rows)!);
  });
  const names = Map.groupBy(tags, ({ key }) => key);
  return [...names].filter(([, { length }]) => length >= LEAST_PLUGINS)
    .map(([key, plugins]) => ({ key, names: plugins.map(({ name }) => name) }));
}
