import assert from "node:assert/strict";
import fc from "fast-check";
import { addBlock } from "../../src/catalog/rules/blocklist.ts";
import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { replaceOverrides } from "../../src/catalog/rules/overrides.ts";
import { readLine } from "../../src/cli/command_line/typed_line.ts";
import { runApp } from "../../src/cli/app.ts";
import { printScanTable } from "../../src/cli/scan/report/scan_table_output.ts";
import type { ScannedModule } from "../../src/model/module.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { beginScan, commitModule } from "../catalog/support/test_catalog.ts";
import { timesOf } from "../support/counts.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { fakeConsole } from "./support/fake_console.ts";
import { eventsOf, sampleModule, sampleParameter, samplePlugin } from "./support/scan_events.ts";

/** What terminals and build servers obey, or readers are deceived by, more often than chance would have it. */
const hostileText = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\r", "\n", "\r\n", "\t", "\u{85}", "\u{2028}"),
    fc.constantFrom("\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{d800}", "\u{e0041}"),
    fc.constantFrom("::error::x", " ::warning file=a::", "##[error]x", "##", "[group]", ":", "::", " "),
    fc.constantFrom("l".repeat(3000), "宽".repeat(200), "=1+1", "'", '"', "|"),
  ),
  { maxLength: 8 },
  // With something at its end that can be seen: that there is a line at all does not depend on the text.
).map((parts) => `${parts.join("")}z`);

/** What may stand in no output of ours: all but line breaks and our own styles. */
const OBEYED = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u200b-\u200f\u2060\ufeff]/u;
// deno-lint-ignore no-control-regex
const OUR_STYLES = /\x1b\[(1|2|22|31|32|33|36|39)m/g;

function assertHarmless(text: string, what: string): void {
  for (const line of text.replace(OUR_STYLES, "").split("\n")) {
    const shown = `${what}: ${JSON.stringify(line.slice(0, 500))}`;
    assert.doesNotMatch(line, OBEYED, shown);
    assert.doesNotMatch(line, /^\s*::|##\[/, shown);
  }
}

/** A plugin that says the text wherever it can. */
function pluginThatSays(text: string): Plugin {
  const parameter = {
    name: text,
    group: text,
    unit: text,
    minimumText: text,
    maximumText: text,
    defaultText: text,
  };
  const scalePoints = [{ value: 1, label: text }];
  return samplePlugin({
    id: "vst3:A",
    name: text,
    vendor: text,
    version: text,
    description: text,
    url: text,
    features: [text],
    rawCategories: [text],
    replaces: [text],
    snapshots: [text],
    buses: [{
      direction: "input",
      type: "audio",
      name: text,
      channels: 2,
      role: "main",
      isDefaultActive: true,
    }],
    parameters: [
      sampleParameter({ ...parameter, scalePoints }),
      sampleParameter({ id: text, name: "needle" }),
    ],
    programs: [text],
    presets: [{ name: text, location: text, loadKey: text }],
    presetCount: 1,
    installations: [],
  });
}

/** A module with that plugin, and one that failed, as far as the text goes in its reason. */
function modulesThatSay(text: string): ScannedModule[] {
  const reason = {
    code: "crashed" as const,
    message: text,
    signal: text,
    // Its lines are shown one by one, so here it is one.
    stderrTail: text.replaceAll(/[\r\n]/g, " "),
    denied: [text],
    failedScans: 1,
    retryAt: text,
  };
  return [
    sampleModule({
      location: `/plugins/${text}.vst3`,
      fingerprint: "a",
      plugins: [pluginThatSays(text)],
      failures: [{ id: text, name: text, outcome: "crashed", reason }],
      warnings: [{ code: text, message: text }],
    }),
    sampleModule({ location: `/other/${text}`, fingerprint: "b", outcome: "crashed", reason }),
  ];
}

/** A catalog in which everything says the text. */
async function catalogThatSays(text: string, path: string): Promise<void> {
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog, { paths: [text], host: text, toolVersion: text });
  for (const module of modulesThatSay(text)) await commitModule(journal, module);
  await journal.end({ isComplete: false, interruptedBy: text });
  await catalog.write((db) => {
    addBlock(db, { plugin: "vst3:A" }, text, text);
    addBlock(db, { location: `/blocked/${text}` }, text, text);
    replaceOverrides(db, { plugin: "vst3:A" }, { environment: { KEY: text } }, text);
    // As the import of a hostile export leaves it.
    db.prepare("update scan_runs set started_at = ?").run(text);
  });
}

/** The pages with a layout of their own, and tables that highlight. */
const PAGES: readonly string[][] = [
  ["info", "vst3:A", "--presets"],
  ["catalog", "stats"],
  ["blocklist", "list"],
  ["override", "list"],
  ["scan", "history"],
  ["scan", "show"],
  ["search", "needle"],
  ["list"],
  ["stats"],
  ["stats", "--html", "-"],
];

/** What the pages print, on a terminal with colour or elsewhere. */
async function pagesOf(text: string, isTerminal: boolean): Promise<Map<string, string>> {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await catalogThatSays(text, path);
  const environment = { PLUGINARY_CATALOG: path };
  const pages = new Map<string, string>();
  for (const args of PAGES) {
    const console = fakeConsole({ isTerminal, environment });
    await runApp(readLine([...args, "--no-pager"]), console);
    const { stdout, stderr } = await console.printed();
    pages.set(args.join(" "), `${stdout}\n${stderr}`);
  }
  const console = fakeConsole({ isTerminal, environment });
  const more = {
    problems: [{ location: text, code: "read-error" as const, message: text }],
    interruptedBy: text,
  };
  await printScanTable(eventsOf(modulesThatSay(text), more), {}, console);
  const { stdout, stderr } = await console.printed();
  return pages.set("scan", `${stdout}\n${stderr}`);
}

Deno.test("no page has what a terminal or a build server obeys, or a line more, whatever plugins say", async () => {
  // On a terminal a long text goes on in lines that are indented, which nothing takes for another record.
  const linesOf = (page: string, isTerminal: boolean) =>
    page.split("\n").filter((line) => !isTerminal || !line.startsWith("  ")).length;
  const harmless = new Map([
    [true, await pagesOf("harmless z", true)],
    [false, await pagesOf("harmless z", false)],
  ]);
  await fc.assert(
    fc.asyncProperty(hostileText, fc.boolean(), async (text, isTerminal) => {
      for (const [page, printed] of await pagesOf(text, isTerminal)) {
        assertHarmless(printed, page);
        const lines = linesOf(harmless.get(isTerminal)!.get(page)!, isTerminal);
        assert.equal(linesOf(printed, isTerminal), lines, `${page}: ${printed}`);
      }
    }),
    {
      numRuns: timesOf(300),
      examples: [["::error::z", false], ["##[error]z", false], ["constructor", false]],
    },
  );
});
