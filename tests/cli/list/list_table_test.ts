import assert from "node:assert/strict";
import stringWidth from "string-width";
import { tableColumns } from "../../../src/cli/output/column.ts";
import { PLUGIN_COLUMNS } from "../../../src/cli/list/list_columns.ts";
import { tableText } from "../../../src/cli/output/table.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { samplePlugin } from "../support/scan_events.ts";

const PLUGINS = [
  samplePlugin({
    name: "シンセサイザー プロフェッショナル",
    vendor: "アクメ音響",
    category: "synthesizer",
    isMissing: true,
  }),
  samplePlugin({
    name: "A name that is much longer than what any other plugin has",
    vendor: "Nobody in particular",
  }),
  samplePlugin({ name: "🎹 Keys 👩‍🎤", vendor: "Émoji", version: "10.20.30" }),
];

for (const columns of [40, 80, 120]) {
  Deno.test(`a list fits a terminal of ${columns} columns`, async (t) => {
    const console = fakeConsole({ isTerminal: true, columns, environment: { NO_COLOR: "1" } });
    const text = await tableText(tableColumns(PLUGIN_COLUMNS, {}), PLUGINS, {}, console);
    for (const line of text.split("\n")) assert.ok(stringWidth(line) <= columns, line);
    await t.assertSnapshot(text);
  });
}
