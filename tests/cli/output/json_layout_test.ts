import assert from "node:assert/strict";
import fc from "fast-check";
import { printLaidOut } from "../../../src/cli/output/json_layout.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** JSON as a terminal gets it when it is written in pieces of so many bytes. */
async function laidOut(json: string, size: number, environment: Record<string, string>): Promise<string> {
  const console = fakeConsole({ isTerminal: true, environment: { TERM: "xterm", ...environment } });
  await printLaidOut(console, async ({ stdout }) => {
    const bytes = new TextEncoder().encode(json);
    for (let at = 0; at < bytes.length; at += size) {
      await stdout.write(bytes.slice(at, at + size));
      await stdout.flush();
    }
  });
  return (await console.printed()).stdout;
}

// deno-lint-ignore no-control-regex
const STYLES = /\x1b\[\d+m/g;

Deno.test("printLaidOut() indents any JSON as JSON.stringify() does, however it is split", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), async (value, size) => {
      const expected = `${JSON.stringify(value, null, 2)}\n`;
      const compact = `${JSON.stringify(value)}\n`;
      assert.equal(await laidOut(compact, size, { NO_COLOR: "1" }), expected);
      // A text of the value cannot have the escape character: JSON escapes it.
      assert.equal((await laidOut(compact, size, {})).replace(STYLES, ""), expected);
    }),
  );
});

Deno.test("printLaidOut() colors keys, texts and other values", async () => {
  assert.equal(
    await laidOut('{"a":"x\\"y","b":[1,null],"c":{},"d":[]}\n', 100, {}),
    [
      "{",
      '  \x1b[36m"a"\x1b[39m: \x1b[32m"x\\"y"\x1b[39m,',
      '  \x1b[36m"b"\x1b[39m: [',
      "    \x1b[33m1\x1b[39m,",
      "    \x1b[33mnull\x1b[39m",
      "  ],",
      '  \x1b[36m"c"\x1b[39m: {},',
      '  \x1b[36m"d"\x1b[39m: []',
      "}",
      "",
    ].join("\n"),
  );
});

const needsTerminal = { ignore: Deno.build.os !== "linux" };

Deno.test("--json is indented and paged on a terminal, and one line elsewhere", needsTerminal, async () => {
  await using sandbox = await Sandbox.make({ NO_COLOR: "1", PLUGINARY_PAGER: "sed s/^/paged:/" });
  {
    using catalog = await openCatalog(sandbox.catalog);
    const journal = await beginScan(catalog);
    await commitModule(journal, moduleWith("A", [samplePlugin({ name: "Amp" })]));
    await journal.end({ isComplete: true, interruptedBy: null });
  }
  const terminal = { columns: 80 };
  const piped = (await sandbox.run(["list", "--json"])).stdout;
  assert.match(piped, /^\{"schema":"list",.*\}\n$/);
  await sandbox.run(["list", "--json", "--output", "out.json"]);
  assert.equal(await Deno.readTextFile(sandbox.join("out.json")), piped);
  const pretty = `${JSON.stringify(JSON.parse(piped), null, 2)}\n`;
  const paged = await sandbox.run(["list", "--json"], { terminal });
  assert.equal(paged.stdout, pretty.replace(/^(?=.)/gm, "paged:"));
  assert.equal((await sandbox.run(["list", "--json", "--no-pager"], { terminal })).stdout, pretty);
  const failed = await sandbox.run(["info", "None", "--json"], { terminal });
  assert.match(failed.stdout, /^\{\n {2}"schema": "error",\n/);
  assert.match(
    (await sandbox.run(["--version", "--json"], { terminal })).stdout,
    /^\{\n {2}"schema": "version",\n/,
  );
  const always = (await sandbox.run(["list", "--json", "--color", "always"])).stdout;
  assert.equal(always, piped, "a pipe gets data");
});
