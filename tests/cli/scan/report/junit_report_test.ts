import assert from "node:assert/strict";
import fc from "fast-check";
import { JunitReport } from "../../../../src/cli/scan/report/junit_report.ts";
import { xmlText } from "../../../../src/cli/scan/report/xml_text.ts";
import type { ScannedModule } from "../../../../src/model/module.ts";
import { makeBundle } from "../../../support/bundles.ts";
import { parseWithExpat, WITHOUT_EXPAT, type XmlElement } from "../../../support/expat.ts";
import { SEED } from "../../../support/seed.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { fakeConsole } from "../../support/fake_console.ts";
import { eventsOf, sampleModule, samplePlugin } from "../../support/scan_events.ts";

if (WITHOUT_EXPAT !== undefined) console.warn(`Ignored: reading the report with expat, ${WITHOUT_EXPAT}`);
const ignore = WITHOUT_EXPAT !== undefined;

async function reportOn(
  modules: readonly ScannedModule[],
  more: Parameters<typeof eventsOf>[1] = {},
  report = new JunitReport(),
): Promise<string> {
  for await (const event of eventsOf(modules, more)) report.see(event);
  const console = fakeConsole();
  await report.write(console.stdout);
  return (await console.printed()).stdout;
}

/** Suites by name, with what became of each test in them. */
function outcomesIn(root: XmlElement): Record<string, [name: string, result: string][]> {
  return Object.fromEntries(root.children.map((suite) => [
    suite.attributes["name"],
    suite.children.map((one) => [one.attributes["name"]!, one.children[0]?.tag ?? "passed"]),
  ]));
}

const CRASH = {
  code: "crashed",
  message: "Crashed with SIGSEGV",
  signal: "SIGSEGV",
  stderrTail: "one\n<two> & ]]>",
} as const;

Deno.test({
  name: "JunitReport has a test for each plugin, and for each module without any",
  ignore,
  fn: async () => {
    const lost = [
      { id: "vst3:X", name: "X", outcome: "timed-out", reason: { code: "timed-out", message: "Hung" } },
      { id: "vst3:Y", name: "", outcome: "blocked", reason: { code: "blocked-by-user", message: "No" } },
    ] as const;
    const xml = await reportOn([
      sampleModule({ location: "/c.vst3", outcome: "crashed", reason: CRASH }),
      sampleModule({ location: "/a.vst3", plugins: [samplePlugin()], failures: [...lost], durationMs: 30 }),
      sampleModule({ location: "/b.vst3" }),
      sampleModule({
        location: "/d.vst3",
        outcome: "failed",
        reason: { code: "load-error", message: "Cannot" },
      }),
      sampleModule({
        location: "/e.dll",
        outcome: "unsupported",
        reason: { code: "vst2", message: "Is VST2" },
      }),
    ]);
    const root = await parseWithExpat(xml);
    assert.deepEqual(outcomesIn(root), {
      "/a.vst3": [["Sample", "passed"], ["X", "error"], ["vst3:Y", "skipped"]],
      "/b.vst3": [["b.vst3", "passed"]],
      "/c.vst3": [["c.vst3", "error"]],
      "/d.vst3": [["d.vst3", "failure"]],
      "/e.dll": [["e.dll", "skipped"]],
    });
    const { tests, failures, errors, skipped, time } = root.attributes;
    assert.deepEqual([tests, failures, errors, skipped, time], ["7", "1", "2", "2", "0.900"]);
    const suite = root.children[0]!;
    assert.deepEqual([suite.attributes["tests"], suite.attributes["time"]], ["3", "0.030"]);
    const error = root.children[2]!.children[0]!.children[0]!;
    assert.deepEqual(error.attributes, { message: "Crashed with SIGSEGV", type: "crashed" });
    assert.equal(error.text, "crashed: crashed\nsignal: SIGSEGV\noutput:\none\n<two> & ]]>");
  },
});

Deno.test({
  name: "JunitReport says that a scan did not get to everything",
  ignore,
  fn: async () => {
    const root = await parseWithExpat(await reportOn([], { interruptedBy: "SIGINT" }));
    assert.deepEqual(outcomesIn(root), { "pluginary scan": [["complete", "skipped"]] });
  },
});

Deno.test({
  name: "JunitReport is well-formed whatever plugins say, and keeps what XML can say",
  ignore,
  fn: async () => {
    const text = fc.string({ unit: "binary", maxLength: 30 });
    const nasty = fc.constantFrom(
      "\0",
      "\x1b[2J",
      "\ud800",
      "\udfff\ud800",
      "\ufffe",
      "]]>",
      "<!--",
      "&amp;",
      "a\r\nb\tc",
    );
    const said = fc.sample(fc.oneof(text, nasty), { numRuns: 200 });
    const modules = said.map((words, index) =>
      sampleModule({
        location: `/${index}/${words}`,
        outcome: "crashed",
        reason: { code: "crashed", message: words, stderrTail: words },
        failures: [{
          id: words,
          name: words,
          outcome: "failed",
          reason: { code: "load-error", message: words },
        }],
      })
    );
    const root = await parseWithExpat(await reportOn(modules)).catch((error) => {
      throw new Error(`Failed with PLUGINARY_TEST_SEED=${SEED}`, { cause: error });
    });
    const messages = new Set(
      root.children.flatMap((suite) => suite.children.map((one) => one.children[0]!.attributes["message"])),
    );
    for (const words of said) assert.ok(messages.has(expected(words)), JSON.stringify(words));
  },
});

/** Character by character what the XML specification's production `Char` allows. */
function expected(text: string): string {
  return [...text.toWellFormed()].map((character) => {
    const code = character.codePointAt(0)!;
    const isChar = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
    return isChar ? character : "\ufffd";
  }).join("");
}

Deno.test("xmlText() leaves plain text as it is", () => {
  assert.equal(xmlText("Größe 1 シンセ"), "Größe 1 シンセ");
});

Deno.test("pluginary scan --junit writes the file complete or not at all, and leaves standard output alone", async () => {
  await using folder = await Sandbox.make();
  await makeBundle(folder, "plugins/Broken.vst3");
  const args = ["scan", "plugins", "--no-catalog", "--log-level", "off", "--json", "--exclude", "Broken*"];
  const { code, stdout } = await folder.run([...args, "--junit", "scan.xml"]);
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).schema, "scan");
  const xml = await Deno.readTextFile(folder.join("scan.xml"));
  assert.match(
    xml,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="pluginary scan" tests="0"/,
  );
  const wrong = await folder.run([...args, "--junit", "nowhere/scan.xml"]);
  assert.equal(wrong.code, 1);
  assert.equal(JSON.parse(wrong.stdout).error.code, "output-not-writable");
  const usage = await folder.run([...args, "--junit", "-"]);
  assert.equal(usage.code, 2);
  const names = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name);
  assert.deepEqual(names.sort(), ["plugins", "scan.xml"]);
});

Deno.test({
  name: "JunitReport fails what is blocked after failures where that counts, and only that",
  ignore,
  fn: async () => {
    const blocked = (location: string, code: "blocked-after-failures" | "blocked-by-user") =>
      sampleModule({ location, outcome: "blocked", reason: { code, message: "Blocked" } });
    const xml = await reportOn(
      [
        blocked("/a.vst3", "blocked-after-failures"),
        blocked("/b.vst3", "blocked-by-user"),
        blocked("/c.vst3", "blocked-after-failures"),
      ],
      {},
      new JunitReport((location) => location !== "/c.vst3"),
    );
    const root = await parseWithExpat(xml);
    assert.deepEqual(outcomesIn(root), {
      "/a.vst3": [["a.vst3", "failure"]],
      "/b.vst3": [["b.vst3", "skipped"]],
      "/c.vst3": [["c.vst3", "skipped"]],
    });
    assert.equal(root.attributes["failures"], "1");
  },
});
