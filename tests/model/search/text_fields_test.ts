import assert from "node:assert/strict";
import { SEARCH_FIELDS } from "../../../src/model/search/search_fields.ts";
import { MATCHED_FIELDS, QUERY_FIELDS, TEXT_FIELDS } from "../../../src/model/search/text_fields.ts";

Deno.test("TEXT_FIELDS gives each query name, matched name and column to one field", () => {
  const rows = Object.values(TEXT_FIELDS);
  const names = QUERY_FIELDS.flatMap(({ name, query }) => [name, ...query.aliases]);
  for (const all of [names, MATCHED_FIELDS, rows.flatMap(({ columns }): readonly string[] => columns)]) {
    assert.equal(new Set(all).size, all.length);
  }
  for (const { name, query } of QUERY_FIELDS) {
    for (const called of [name, ...query.aliases]) {
      assert.deepEqual(SEARCH_FIELDS.get(called), { kind: "text", field: name });
    }
  }
});
