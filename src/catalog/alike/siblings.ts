import type { DatabaseSync } from "node:sqlite";
import { groupKey } from "../../model/search/search_ranking.ts";
import { statement } from "../sqlite/statement.ts";

/** Why two plugins are held to be one. */
export interface SiblingReason {
  readonly code: string;
  readonly message: string;
}

/** The same plugin in another format. */
export interface Sibling {
  readonly rowId: number;
  readonly reason: SiblingReason;
  /** 0 to 1; 1 for what a person has decided. */
  readonly confidence: number;
}

/**
 * The same plugins in other formats, for each row that has some.
 *
 * Plugins that are missing are left out, unless they are asked for themselves.
 */
export function siblingsOf(db: DatabaseSync, rowIds: readonly number[]): Map<number, Sibling[]> {
  const read = statement(
    db,
    `select e.id as asked, o.id, e.format, o.format as other, e.name_key, e.vendor_words, o.vendor_words as other_vendor,
       e.is_instrument, o.is_instrument as other_instrument
       from search_entries e join search_entries o on o.name_key = e.name_key and o.format <> e.format
       join plugins p on p.id = o.id
      where e.id in (select value from json_each(?)) and p.missing_at is null order by o.id`,
  );
  const siblings = new Map<number, Sibling[]>();
  for (const row of read.iterate(JSON.stringify(rowIds))) {
    const name = String(row["name_key"]);
    const key = groupKey(name, String(row["vendor_words"]), row["is_instrument"] === 1);
    if (key !== groupKey(name, String(row["other_vendor"]), row["other_instrument"] === 1)) continue;
    const asked = Number(row["asked"]);
    const found = siblings.get(asked) ?? [];
    siblings.set(asked, found);
    found.push({
      rowId: Number(row["id"]),
      reason: { code: "name-and-vendor", message: "Same name and vendor" },
      confidence: 0.99,
    });
  }
  return siblings;
}
