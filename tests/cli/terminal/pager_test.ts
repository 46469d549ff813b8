import assert from "node:assert/strict";
import type { Console } from "../../../src/cli/terminal/console.ts";
import { pagerCommand, printPaged } from "../../../src/cli/terminal/pager.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { samplePlugin } from "../support/scan_events.ts";

const needsTerminal = { ignore: Deno.build.os !== "linux" };

/** A catalog whose list is longer than a terminal of 24 lines. */
async function longCatalog(folder: TemporaryFolder): Promise<string> {
  const path = folder.join("catalog.db");
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog);
  const plugins = Array.from({ length: 40 }, (_, index) => samplePlugin({ name: `Plugin ${100 + index}` }));
  await commitModule(journal, moduleWith("A", plugins));
  await journal.end({ isComplete: true, interruptedBy: null });
  return path;
}

function pagerFor(environment: Record<string, string>): readonly string[] | undefined {
  return pagerCommand({ environment: (name) => environment[name] });
}

Deno.test("pagerCommand() asks PLUGINARY_PAGER, then PAGER, then takes less", needsTerminal, () => {
  assert.deepEqual(pagerFor({}), ["less"]);
  assert.deepEqual(pagerFor({ PAGER: "more -p" }), ["more", "-p"]);
  assert.deepEqual(pagerFor({ PAGER: "more", PLUGINARY_PAGER: "less -S" }), ["less", "-S"]);
  assert.deepEqual(pagerFor({ PAGER: "less | tee ~/x" }), ["sh", "-c", "less | tee ~/x"]);
});

Deno.test("pagerCommand() is none for cat, for nothing and on a dumb terminal", () => {
  assert.equal(pagerFor({ PAGER: "cat" }), undefined);
  assert.equal(pagerFor({ PAGER: "" }), undefined);
  assert.equal(pagerFor({ PAGER: "less", PLUGINARY_PAGER: " " }), undefined);
  assert.equal(pagerFor({ PAGER: "less", TERM: "dumb" }), undefined);
});

/** What reaches the console of `rows` lines when `lines` lines are printed, with a pager that is not there. */
async function printedLines(lines: number, rows: number, line = "line"): Promise<string> {
  const console = fakeConsole({
    isTerminal: true,
    rows,
    columns: 10,
    environment: { PAGER: "/nowhere/pager" },
  });
  await printPaged(console, async ({ stdout, stderr }: Console) => {
    await stderr.write("a message\n");
    for (let i = 0; i < lines; i++) await stdout.write(`${line}\n`);
  });
  const { stdout, stderr } = await console.printed();
  assert.equal(stderr, "a message\n");
  return stdout;
}

Deno.test("printPaged() prints everything without a pager where there is none", async () => {
  for (const lines of [0, 1, 9, 10, 100, 50_000]) {
    assert.equal(await printedLines(lines, 10), "line\n".repeat(lines));
  }
  const wrapped = "\x1b[1mlonger than ten columns\x1b[22m …";
  assert.equal(await printedLines(5, 10, wrapped), `${wrapped}\n`.repeat(5));
});

Deno.test("long output goes through the pager, messages follow it", needsTerminal, async () => {
  await using folder = await TemporaryFolder.make();
  const env = {
    PLUGINARY_CATALOG: await longCatalog(folder),
    PLUGINARY_PAGER: "sed 's/^/paged: /'",
    NO_COLOR: "1",
  };
  const { code, stdout } = await runProgram(["list"], { env, terminal: { columns: 80 } });
  assert.equal(code, 0);
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 42);
  for (const line of lines.slice(0, 41)) assert.match(line, /^paged: /);
  assert.equal(lines[41], "40 plugins");
});

Deno.test("short output, --no-pager, --ndjson, --csv and files need no pager", needsTerminal, async () => {
  await using folder = await TemporaryFolder.make();
  const env = { PLUGINARY_CATALOG: await longCatalog(folder), PLUGINARY_PAGER: "sed s/^/paged:/" };
  for (
    const args of [["--limit", "10"], ["--no-pager"], ["--ndjson"], ["--csv"], ["--output", folder.join("x")]]
  ) {
    const { code, stdout } = await runProgram(["list", ...args], { env, terminal: { columns: 80 } });
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /paged/);
  }
});

Deno.test("a pager that ends early is no error", needsTerminal, async () => {
  await using folder = await TemporaryFolder.make();
  const env = { PLUGINARY_CATALOG: await longCatalog(folder), PLUGINARY_PAGER: "head -n 1", NO_COLOR: "1" };
  const { code, stdout } = await runProgram(["list"], { env, terminal: { columns: 80 } });
  assert.equal(code, 0);
  assert.match(stdout, /^NAME .*\n40 plugins\n$/);
  const none = await runProgram(["list"], {
    env: { ...env, PLUGINARY_PAGER: "true" },
    terminal: { columns: 80 },
  });
  assert.deepEqual([none.code, none.stdout], [0, "40 plugins\n"]);
});

Deno.test("less shows colours and ends by itself when all fits", needsTerminal, async () => {
  await using folder = await TemporaryFolder.make();
  const env = {
    PLUGINARY_CATALOG: await longCatalog(folder),
    PLUGINARY_PAGER: 'sh -c \'printf "%s" "$LESS" >&2; cat\'',
    LESS: undefined,
  };
  const { stdout } = await runProgram(["list"], { env, terminal: { columns: 80 } });
  assert.ok(stdout.startsWith("FRX\x1b[1mNAME"), stdout);
});
