import assert from "node:assert/strict";
import { openCatalog, openForReading } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, countRows, moduleWith } from "../../catalog/support/test_catalog.ts";
import { startProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { samplePlugin } from "../support/scan_events.ts";

/** Runs `cache clear` in a terminal, and types an answer when it is asked for one. */
async function clearAndAnswer(path: string, answer: string): Promise<{ code: number; screen: string }> {
  const child = startProgram(["catalog", "clear"], {
    env: { PLUGINARY_CATALOG: path },
    terminal: { columns: 100 },
  });
  const keyboard = child.stdin.getWriter();
  let screen = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const wasAsked = screen.includes("[y/N]");
    screen += text;
    if (!wasAsked && screen.includes("[y/N]")) await keyboard.write(new TextEncoder().encode(answer));
  }
  const { code } = await child.status;
  await keyboard.abort();
  await child.stderr.cancel();
  return { code, screen };
}

async function pluginsIn(path: string): Promise<number> {
  using catalog = await openForReading(path);
  return await countRows(catalog, "plugins");
}

const ANSWERS: [what: string, answer: string, isCleared: boolean][] = [
  ["yes", "yes\r", true],
  ["Y", "Y\r", true],
  ["no", "n\r", false],
  ["nothing", "\r", false],
  ["something else", "yesterday\r", false],
  ["the end of the input", "\x04", false],
];

for (const [what, answer, isCleared] of ANSWERS) {
  Deno.test(`pluginary catalog clear takes ${what} for ${isCleared ? "a yes" : "a no"}`, {
    ignore: Deno.build.os !== "linux",
    // A prompt that is never answered would wait for ever.
    timeout: 60_000,
  }, async () => {
    await using folder = await TemporaryFolder.make();
    const path = folder.join("catalog.db");
    {
      using catalog = await openCatalog(path);
      const journal = await beginScan(catalog);
      await commitModule(journal, moduleWith("A", [samplePlugin({ name: "Alpha" })]));
    }
    const { code, screen } = await clearAndAnswer(path, answer);
    assert.match(screen, /Delete all scan results in .* \(1 plugin, last scanned .*\)\? \[y\/N\] /s);
    assert.match(screen, isCleared ? /Cleared .*: deleted 1 plugin/s : /Nothing was changed/);
    assert.deepEqual([code, await pluginsIn(path)], isCleared ? [0, 0] : [1, 1]);
  });
}
