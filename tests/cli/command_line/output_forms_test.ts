import assert from "node:assert/strict";
import { commandPages } from "../../../scripts/write_docs.ts";
import { addBlock } from "../../../src/catalog/rules/blocklist.ts";
import { replaceOverrides } from "../../../src/catalog/rules/overrides.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { runApp } from "../../../src/cli/app.ts";
import { commandOf } from "../../../src/cli/command_line/command_target.ts";
import { kebabCase } from "../../../src/cli/command_line/kebab_case.ts";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { FORMAT_OPTIONS } from "../../../src/cli/output/output_options.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { curate } from "../../catalog/support/curate.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { sampleParameter, samplePlugin } from "../support/scan_events.ts";

/** A folder with a catalog in which every option of a list makes a difference. */
class Place extends TemporaryFolder {
  static override async make(): Promise<Place> {
    const place = new Place(await Place.makeFolder());
    using catalog = await openCatalog(place.join("catalog.db"));
    const journal = await beginScan(catalog, { paths: ["/plugins/in/a/folder/with/a/long/name"] });
    const amp = { name: "Long Name of an Amplifier", vendor: "A Vendor with a Long Name" };
    await commitModule(journal, moduleWith("A", [samplePlugin({ ...amp, id: "vst3:A", nativeId: "A" })]));
    const clap = samplePlugin({ ...amp, format: "clap", id: "clap:a", nativeId: "a" });
    await commitModule(journal, moduleWith("a", [clap], { format: "clap" }));
    const parameters = [sampleParameter({ name: "Name" })];
    const presets = [{ name: "Warm", location: "/p/warm", loadKey: "urn:warm" }];
    await commitModule(
      journal,
      moduleWith("B", [samplePlugin({ name: "Bass", vendor: "B", parameters, presets, presetCount: 1 })]),
    );
    await commitModule(journal, moduleWith("H", [samplePlugin({ name: "Hidden Name" })]));
    await journal.end({ isComplete: true, interruptedBy: null });
    await catalog.write((db) => {
      curate(db, "vst3:Hidden Name", "hidden", true);
      addBlock(db, { plugin: "vst3:Bass" }, "it opens a window on each screen", "2026-01-01T00:00:00.000Z");
      replaceOverrides(
        db,
        { plugin: "clap:a" },
        { timeoutMs: 90_000, isolate: true },
        "2026-01-01T00:00:00.000Z",
      );
    });
    return place;
  }

  /** The answer on a narrow terminal, or the code of the error. */
  async answer(words: readonly string[]): Promise<string> {
    const environment = {
      PLUGINARY_CATALOG: this.join("catalog.db"),
      HOME: this.path,
      PLUGINARY_LIST_SORT: "name",
    };
    const console = fakeConsole({ environment, isTerminal: true, columns: 40 });
    try {
      await runApp(readLine(words), console);
    } catch (error) {
      if (error instanceof PluginaryError && error.code === "usage") return `usage: ${error.message}`;
      throw error;
    }
    return (await console.printed()).stdout;
  }
}

/** Commands that only read, with arguments. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  "list": [],
  "search": ["name"],
  "info": ["Bass"],
  "stats": [],
  "scan history": [],
  "scan show": [],
  "blocklist list": [],
  "override list": [],
  "config list": [],
  "config get": ["list.sort"],
};

/** Options that change no answer: exit codes, messages, the way to the screen, and a plugin that is loaded now. */
const WITHOUT_ANSWER = ["exitCode", "quiet", "noPager", "load"];

/** Options that ask for what a form has anyway. */
const HAS_ANYWAY: Readonly<Record<string, readonly string[]>> = { origin: ["json", "yaml", "csv"] };

Deno.test("an option changes the answer in each form, or is refused there", async (t) => {
  await using place = await Place.make();
  for (const { words, target } of await commandPages()) {
    const name = words.slice(1).join(" ");
    if (!(name in READERS)) continue;
    const call = [...words.slice(1), ...READERS[name]!, "--no-pager"];
    const flags = commandOf(target)?.parameters.flags ?? {};
    const forms = ["table", ...FORMAT_OPTIONS.filter((form) => form in flags)];
    const options = Object.keys(flags).filter((option) =>
      flags[option]!.kind === "boolean" && !forms.includes(option) && !WITHOUT_ANSWER.includes(option)
    );
    for (const form of forms) {
      const inForm = form === "table" ? call : [...call, `--${form}`];
      const plain = await place.answer(inForm);
      assert.doesNotMatch(plain, /^usage:/, inForm.join(" "));
      for (const option of options) {
        if (HAS_ANYWAY[option]?.includes(form)) continue;
        const line = [...inForm, `--${kebabCase(option)}`];
        await t.step(line.join(" "), async () => {
          const changed = await place.answer(line);
          assert.notEqual(changed, plain);
          if (changed.startsWith("usage:")) assert.ok(changed.includes(`"--${kebabCase(option)}`), changed);
        });
      }
    }
  }
});

Deno.test("every command refuses options of tables with formats for programs", async () => {
  await using place = await Place.make();
  for (const { words, target } of await commandPages()) {
    const flags = commandOf(target)?.parameters.flags ?? {};
    for (const form of FORMAT_OPTIONS.filter((form) => "wide" in flags && form in flags)) {
      const line = [...words.slice(1), "--wide", `--${form}`];
      const message = `usage: Options "--wide" and "--${form}" cannot be combined`;
      assert.equal(await place.answer(line), message, line.join(" "));
    }
  }
  assert.match(await place.answer(["list", "--wide", "-o", "x.csv"]), /"--wide" and "--output x.csv" cannot/);
  assert.match(await place.answer(["list", "--full"]), /"--full" requires "--json", "--ndjson" or "--yaml"/);
  assert.match(await place.answer(["info", "Bass", "--presets", "--csv"]), /"--presets" and "--csv" cannot/);
  assert.match(await place.answer(["scan", "--ci", "-q"]), /"--ci" and "--quiet" cannot be combined/);
});

Deno.test("an option of tables wins over a configured format", async () => {
  await using place = await Place.make();
  const environment = { PLUGINARY_CATALOG: place.join("catalog.db"), HOME: place.path, PLUGINARY_JSON: "1" };
  const printed = async (line: string) => {
    const console = fakeConsole({ environment });
    await runApp(readLine(line.split(" ")), console);
    return (await console.printed()).stdout;
  };
  assert.match(await printed("list"), /^{"schema":"list"/);
  assert.match(await printed("list --wide"), /^NAME/);
});
