import assert from "node:assert/strict";
import fc from "fast-check";
import { parse as parseYaml } from "yaml";
import type { Column } from "../../../src/cli/output/column.ts";
import type { StreamFlags, TableFlags } from "../../../src/cli/output/output_options.ts";
import { printRecords } from "../../../src/cli/output/print_records.ts";
import { timesOf } from "../../support/counts.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { Output } from "../../../src/cli/terminal/output.ts";
import { fakeConsole, FakeStream } from "../support/fake_console.ts";

interface Row {
  readonly name: string;
  readonly tags: readonly string[];
  readonly gain: number | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { name: "name", title: "NAME", cell: ({ name }) => name, align: "left", priority: 3, minimumWidth: 8 },
  { name: "gain", title: "GAIN", cell: ({ gain }) => gain, align: "right", priority: 2, minimumWidth: 4 },
  {
    name: "tags",
    title: "TAGS",
    cell: ({ tags }) => tags,
    align: "left",
    priority: 1,
    minimumWidth: 4,
    appears: "wide",
  },
];

const FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"];
const hostileText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    ...FORMULAS,
    "\x1b[2J",
    "a\nforged",
    "\u202egnol",
    "no",
    "1:30",
    "~",
    "- x",
    "# y",
    'q"q',
    "a,b",
  ),
);
const anyRow: fc.Arbitrary<Row> = fc.record({
  name: hostileText,
  tags: fc.array(hostileText, { maxLength: 3 }),
  gain: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
});
const anyRows = fc.array(anyRow, { maxLength: 5 });

/** What a terminal obeys, or takes for the end of a line. */
// deno-lint-ignore no-control-regex
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

async function printed(
  rows: readonly Row[],
  flags: TableFlags & StreamFlags,
  options: Parameters<typeof fakeConsole>[0] = {},
): Promise<{ stdout: string; stderr: string }> {
  const console = fakeConsole({ environment: { PAGER: "cat" }, ...options });
  const head = { schema: "rows", schemaVersion: 1, total: rows.length };
  const footer = (shown: number) => `${shown} rows`;
  await printRecords(
    { head, list: "rows", item: "row", rows, columns: COLUMNS, footer },
    flags,
    console,
  );
  return await console.printed();
}

function property(check: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(anyRows, check), { numRuns: timesOf(1000) });
}

Deno.test("--json, --yaml and --ndjson hold the same records, whatever their texts", async () => {
  await property(async (rows) => {
    const expected = JSON.parse(
      JSON.stringify({ schema: "rows", schemaVersion: 1, total: rows.length, rows }),
    );
    assert.deepEqual(JSON.parse((await printed(rows, { json: true })).stdout), expected);
    assert.deepEqual(parseYaml((await printed(rows, { yaml: true })).stdout), expected);
    const events = (await printed(rows, { ndjson: true })).stdout.trimEnd().split("\n").map((line) =>
      JSON.parse(line)
    );
    assert.deepEqual(events.map(({ event }) => event), ["started", ...rows.map(() => "row"), "finished"]);
    assert.deepEqual(events.slice(1, -1).map(({ row }) => row), expected.rows);
  });
});

Deno.test("no output has what a terminal obeys, whatever the texts", async () => {
  await property(async (rows) => {
    for (
      const flags of [{ json: true }, { yaml: true }, { ndjson: true }, { csv: true }, {}, { wide: true }]
    ) {
      assert.doesNotMatch((await printed(rows, flags)).stdout, OBEYED);
    }
    assert.doesNotMatch((await printed(rows, {}, { isTerminal: true })).stdout.replace(/^.*/, ""), OBEYED);
  });
});

Deno.test("--csv has a line of names and a line per record, whatever the texts", async () => {
  await property(async (rows) => {
    const { stdout, stderr } = await printed(rows, { csv: true });
    assert.equal(stderr, "");
    assert.equal(stdout.split("\n").length, rows.length + 2);
    const cells = parseCsv(stdout);
    assert.deepEqual(cells[0], ["name", "gain", "tags"]);
    for (const [index, { gain }] of rows.entries()) {
      assert.equal(cells[index + 1]![1], gain === null ? "" : String(gain));
    }
  });
});

Deno.test("--csv has no cell that a spreadsheet takes for a formula, but numbers stay numbers", async () => {
  await property(async (rows) => {
    for (const [name, , tags] of parseCsv((await printed(rows, { csv: true })).stdout).slice(1)) {
      for (const cell of [name!, tags!]) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
    }
  });
  const { stdout } = await printed([{ name: "-1", tags: ["=1", "b"], gain: -1.5 }], { csv: true });
  assert.equal(stdout, "name,gain,tags\n'-1,-1.5,'=1;b\n");
});

Deno.test("--columns chooses the columns and their order, in tables and CSV", async () => {
  const rows = [{ name: "A", tags: ["x", "y"], gain: 1 }];
  const columns = ["tags", "name", "tags"];
  assert.equal((await printed(rows, { columns })).stdout, "TAGS  NAME\nx, y  A\n");
  assert.equal((await printed(rows, { columns, csv: true })).stdout, "tags,name\nx;y,A\n");
  const narrow = await printed(rows, { columns: ["name", "gain", "tags"] }, {
    isTerminal: true,
    columns: 12,
  });
  assert.equal(narrow.stdout.split("\n")[1], "A    1  x, y");
});

Deno.test("a table leaves out columns without content, in a pipe too, unless --columns names them", async () => {
  const rows = [{ name: "A", tags: [], gain: null }];
  for (const isTerminal of [false, true]) {
    const environment = { NO_COLOR: "1", PAGER: "cat" };
    assert.equal((await printed(rows, {}, { isTerminal, environment })).stdout, "NAME\nA\n");
    assert.equal((await printed(rows, { wide: true }, { isTerminal, environment })).stdout, "NAME\nA\n");
    const named = await printed(rows, { columns: ["gain", "name"] }, { isTerminal, environment });
    assert.equal(named.stdout, "GAIN  NAME\n      A\n");
  }
});

Deno.test("the columns of a table in a pipe are aligned and complete", async () => {
  const names = ["A", "B".repeat(150), "C".repeat(1000)];
  const rows = names.map((name) => ({ name, tags: [], gain: 1 }));
  const lines = (await printed(rows, {})).stdout.trimEnd().split("\n");
  assert.deepEqual(lines.map((line) => line.length), [206, 206, 206, 1006]);
  for (const [index, name] of names.entries()) assert.ok(lines[index + 1]!.startsWith(`${name} `));
  const environment = { NO_COLOR: "1", PAGER: "cat" };
  const [, cut] = (await printed(rows.slice(2), {}, { isTerminal: true, columns: 40, environment })).stdout
    .split("\n");
  assert.equal(cut, `${"C".repeat(33)}…     1`);
});

Deno.test("--columns chooses the fields of documents and events, and the document says so", async () => {
  const rows = [{ name: "A", tags: ["x", "y"], gain: null }];
  const columns = ["tags", "gain", "tags"];
  const row = { tags: ["x", "y"], gain: null };
  const expected = { schema: "rows", schemaVersion: 1, total: 1, columns: ["tags", "gain"], rows: [row] };
  const { stdout } = await printed(rows, { columns, json: true });
  assert.equal(stdout, `${JSON.stringify(expected)}\n`);
  assert.deepEqual(parseYaml((await printed(rows, { columns, yaml: true })).stdout), expected);
  const [started, event] = (await printed(rows, { columns, ndjson: true })).stdout.split("\n");
  assert.deepEqual(JSON.parse(started!).columns, ["tags", "gain"]);
  assert.deepEqual(JSON.parse(event!), { event: "row", row });
});

Deno.test("--wide shows all columns and cuts none on a terminal", async () => {
  const rows = [{ name: "A name that is long", tags: ["x"], gain: 1 }];
  const options = { isTerminal: true, columns: 20 };
  assert.equal(
    (await printed(rows, { wide: true }, options)).stdout.split("\n")[1],
    `${rows[0]!.name}     1  x`,
  );
  assert.equal((await printed(rows, {}, options)).stdout.split("\n")[1], "A name that i…     1");
});

Deno.test("a table's footer goes to standard error, below the table alone", async () => {
  const rows = [{ name: "A", tags: [], gain: null }];
  assert.deepEqual(await printed(rows, {}), { stdout: "NAME\nA\n", stderr: "1 rows\n" });
  assert.deepEqual(await printed([], {}), { stdout: "", stderr: "0 rows\n" });
  assert.equal((await printed(rows, { json: true })).stderr, "");
});

Deno.test("a table's footer comes after the table where both go to one terminal", async () => {
  const stream = new FakeStream({ isTerminal: true });
  for (const [noPager, isTerminal] of [[true, true], [false, true], [false, false]] as const) {
    const stdout = isTerminal ? new Output(stream) : new Output({
      write: (bytes) => stream.write(bytes),
      isTerminal: () => false,
    });
    const console = {
      ...fakeConsole({ environment: { NO_COLOR: "1" } }),
      stdout,
      stderr: new Output(stream),
    };
    const rows = [{ name: "A", tags: [], gain: null }];
    const records = {
      head: { schema: "rows", schemaVersion: 1 },
      list: "rows",
      item: "row",
      rows,
      columns: COLUMNS,
      footer: () => "1 row",
    };
    await printRecords(records, { noPager }, console);
  }
  assert.equal(stream.text(), "NAME\nA\n1 row\n".repeat(3));
});

Deno.test("two formats exclude each other", async () => {
  await assert.rejects(printed([], { json: true, csv: true }), /"--json" and "--csv" cannot be combined/);
  await assert.rejects(
    printed([], { ndjson: true, yaml: true }),
    /"--ndjson" and "--yaml" cannot be combined/,
  );
});

Deno.test("--output writes the same into a file, plain and complete, and nothing else anywhere", async () => {
  await using folder = await TemporaryFolder.make();
  const rows = [{ name: "A name that is long", tags: [], gain: 1 }];
  const output = folder.join("out");
  const terminal = { isTerminal: true, columns: 12 };
  for (const flags of [{ json: true }, { csv: true }, {}]) {
    assert.equal((await printed(rows, { ...flags, output }, terminal)).stdout, "");
    assert.equal(await Deno.readTextFile(output), (await printed(rows, flags)).stdout);
  }
  assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name), ["out"]);
});

Deno.test("-, /dev/stdout and /dev/fd/1 are standard output", async () => {
  for (const output of ["-", "/dev/stdout", "/dev/fd/1"]) {
    assert.equal((await printed([], { csv: true, output })).stdout, "name,gain,tags\n");
  }
});

Deno.test("an answer that breaks off leaves the file as it was, and nothing beside it", async () => {
  await using folder = await TemporaryFolder.make();
  const output = folder.join("out");
  await Deno.writeTextFile(output, "before");
  const console = fakeConsole();
  function* rows(): Generator<Row> {
    yield { name: "A", tags: [], gain: 1 };
    throw new Error("the catalog is gone");
  }
  const head = { schema: "rows", schemaVersion: 1 };
  const records = { head, list: "rows", item: "row", rows: rows(), columns: COLUMNS };
  await assert.rejects(printRecords(records, { json: true, output }, console), /the catalog is gone/);
  assert.equal(await Deno.readTextFile(output), "before");
  assert.deepEqual((await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name), ["out"]);
});
