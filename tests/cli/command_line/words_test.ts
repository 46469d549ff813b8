import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import { kebabCase } from "../../../src/cli/command_line/kebab_case.ts";
import { LIST_COLUMNS, LIST_SORTS } from "../../../src/cli/list/list_flags.ts";
import { FILTER_NAMES } from "../../../src/cli/plugins/filter_options.ts";
import { SEARCH_FIELDS } from "../../../src/model/search/search_fields.ts";
import { pluginSchema } from "../../../src/model/plugin.ts";

/** The words in each column of the table in docs/words.md. */
async function wordsByColumn(): Promise<string[][]> {
  const text = await Deno.readTextFile(projectPath("docs/words.md"));
  const rows = text.split("\n").filter((line) => line.startsWith("|")).slice(2)
    .map((line) =>
      line.split("|").slice(2, -1).map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!))
    );
  assert.ok(rows.length > 10);
  return rows[0]!.map((_, column) => rows.flatMap((row) => row[column]!));
}

Deno.test("docs/words.md names every option, column, field and order of plugins", async () => {
  const [options, columns, fields, orders, json] = await wordsByColumn();
  assert.deepEqual(options!.toSorted(), FILTER_NAMES.map((name) => `--${kebabCase(name)}`).toSorted());
  const unlisted = ["version", "isInstrument", "features", "isMissing"];
  assert.deepEqual(columns!.toSorted(), LIST_COLUMNS.filter((name) => !unlisted.includes(name)).toSorted());
  const older = ["manufacturer", "cat", "param", "params"];
  const known = [...SEARCH_FIELDS.keys()].filter((name) => !older.includes(name));
  assert.deepEqual(fields!.toSorted(), known.map((name) => `${name}:`).toSorted());
  assert.deepEqual(orders!.toSorted(), LIST_SORTS.toSorted());
  for (const name of json!) assert.ok(name in pluginSchema.entries, name);
});
