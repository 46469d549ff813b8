import assert from "node:assert/strict";
import fc from "fast-check";
import stringWidth from "string-width";
import type { Column } from "../../../src/cli/output/column.ts";
import { formatTable } from "../../../src/cli/output/table.ts";

interface Row {
  readonly name: string;
  readonly count: string;
  readonly note: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: "name", title: "NAME", cell: (row) => row.name, align: "left", priority: 3, minimumWidth: 8 },
  { name: "count", title: "COUNT", cell: (row) => row.count, align: "right", priority: 2, minimumWidth: 5 },
  { name: "note", title: "NOTE", cell: (row) => row.note, align: "left", priority: 1, minimumWidth: 6 },
];

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());
const anyRow = fc.record({ name: anyText, count: anyText, note: anyText });

Deno.test("formatTable() gives one line for the titles and one per row, for any text and width", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 8 }),
      fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
      async (rows, width) => {
        const lines = await formatTable(COLUMNS, rows, width);
        assert.equal(lines.length, rows.length + 1);
        assert.equal(lines.join("\n").split(/[\n\r\v\f\u0085\u2028\u2029]/).length, rows.length + 1);
      },
    ),
  );
});

Deno.test("formatTable() keeps within the width, for any text", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRow, { maxLength: 8 }),
      fc.integer({ min: 1, max: 120 }),
      async (rows, width) => {
        for (const line of await formatTable(COLUMNS, rows, width)) {
          assert.ok(stringWidth(line) <= width, `${stringWidth(line)} > ${width}: ${JSON.stringify(line)}`);
        }
      },
    ),
  );
});

const ROWS: readonly Row[] = [
  { name: "Plain", count: "7", note: "short" },
  { name: "シンセサイザー", count: "12", note: "wide letters" },
  { name: "A name that is much longer than others", count: "1234", note: "🎹 emoji" },
];

for (const width of [undefined, 60, 40, 20, 6]) {
  Deno.test(`formatTable() at width ${width ?? "unlimited"}`, async (t) => {
    await t.assertSnapshot((await formatTable(COLUMNS, ROWS, width)).join("\n"));
  });
}

Deno.test("formatTable() cuts where the fewest characters are lost, and a weighty column last", async () => {
  const rows = [
    { name: "Twenty letters long.", count: "1", note: "short" },
    { name: "Twenty letters more.", count: "2", note: "a note of twenty two." },
  ];
  const lines = await formatTable(COLUMNS, rows, 45);
  assert.equal(lines[2], "Twenty letters more.      2  a note of twent…");
  const [name, ...others] = COLUMNS;
  const [, , weighty] = await formatTable([{ ...name!, weight: 5 }, ...others], rows, 36);
  assert.equal(weighty, "Twenty letters more.      2  a note…");
});

Deno.test("formatTable() leaves a column out before it cuts a title", async () => {
  const narrow = COLUMNS.map((column) => ({ ...column, minimumWidth: 2 }));
  for (let width = 4; width <= 60; width++) {
    const [titles] = await formatTable(narrow, ROWS, width);
    assert.doesNotMatch(titles!, /…/, `at ${width} columns`);
  }
});

Deno.test("formatTable() cuts the beginning of a path, so that the file name stays", async () => {
  const path: Column<string> = {
    name: "path",
    title: "PATH",
    cell: (row) => row,
    align: "left",
    priority: 1,
    minimumWidth: 8,
    keepsEnd: true,
  };
  assert.deepEqual(await formatTable([path], ["/usr/lib/vst3/Amp.vst3", "/Amp.vst3"], 12), [
    "PATH",
    "…t3/Amp.vst3",
    "/Amp.vst3",
  ]);
});
