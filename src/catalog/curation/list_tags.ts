import type { DatabaseSync } from "node:sqlite";
import type { Tag } from "../../model/documents/curation/tags_documents.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import { groupTable } from "./group_table.ts";
import { LOCAL_OWNER } from "./registers.ts";
import type { TagBook } from "./tags.ts";

type Counts = Pick<Tag, "plugins" | "pluginsWithBelow" | "products" | "productsWithBelow">;

const UNUSED: Counts = { plugins: 0, pluginsWithBelow: 0, products: 0, productsWithBelow: 0 };

/** Of a group, several plugins of one format are several products. */
const COUNTS = `with tagged as materialized (
    select wanted.value as key, p.id, p.format, max(c.field = 'tag:' || wanted.value) as is_own
      from json_each(:keys) as wanted
      cross join curation c indexed by curation_field_idx
        on c.owner = :owner and c.kind = 'plugin' and c.value is not null
          and c.field >= 'tag:' || wanted.value and c.field < 'tag:' || wanted.value || ';'
          and (c.field = 'tag:' || wanted.value or c.field >= 'tag:' || wanted.value || ':')
      cross join plugins p on p.plugin_id = c.target
     group by wanted.value, p.id),
  of_format as (
    select t.key, ifnull(s.group_id, -t.id) as product, count(*) as plugins, sum(t.is_own) as own
      from tagged t left join GROUPS s on s.id = t.id and s.group_id <> 0
     group by t.key, product, t.format),
  of_product as (
    select key, sum(plugins) as plugins, sum(own) as own, max(plugins) as products, max(own) as own_products
      from of_format group by key, product)
  select json_group_array(json_array(key, json_object('plugins', own, 'pluginsWithBelow', plugins,
           'products', own_products, 'productsWithBelow', products))) as found
    from (select key, sum(own) as own, sum(plugins) as plugins, sum(own_products) as own_products,
                 sum(products) as products from of_product group by key)`;

/**
 * Tags with their plugins in the catalog.
 *
 * @param keys Those that do not exist are left out.
 * @param groups As for {@linkcode groupTable}.
 */
export function readTags(
  db: DatabaseSync,
  book: TagBook,
  keys: readonly string[],
  groups?: string,
): Tag[] {
  const table = groupTable(groups);
  const { found } = statement(db, COUNTS.replace("GROUPS", table.sql))
    .get({ keys: JSON.stringify(keys), owner: LOCAL_OWNER, ...table.values })!;
  const counts = new Map(fromJson<[key: string, counts: Counts][]>(found)!);
  return keys.filter((key) => book.has(key)).map((key) => ({
    tag: book.nameOf(key),
    ...(counts.get(key) ?? UNUSED),
    color: book.colorOf(key) ?? null,
    aliases: book.aliasesOf(key),
  }));
}
