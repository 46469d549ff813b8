import assert from "node:assert/strict";
import { commandPages } from "../../../scripts/write_docs.ts";
import { chooseCategories } from "../../../src/catalog/curation/chosen_category.ts";
import { aliasTag } from "../../../src/catalog/curation/change_tags.ts";
import { inOperation } from "../../../src/catalog/curation/operations.ts";
import { addTag } from "../../../src/catalog/curation/tags.ts";
import { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { addBlock } from "../../../src/catalog/rules/blocklist.ts";
import { renameVendor } from "../../../src/catalog/vendors/change_vendors.ts";
import { decide } from "../../../src/catalog/alike/sibling_decisions.ts";
import { CollectionEditor } from "../../../src/catalog/collections/change_collections.ts";
import { saveSearch } from "../../../src/catalog/curation/saved_searches.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import { parentFolder } from "../../../src/platform/paths.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { replaceOverrides } from "../../../src/catalog/rules/overrides.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import { type ProgramRun, programTarget } from "../../support/program.ts";
import { missingSamples, zamBundle } from "../../support/sample_plugins.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { optionsOfCall } from "../support/command_calls.ts";
import { examplesOf } from "../support/examples.ts";
import { samplePlugin } from "../support/scan_events.ts";

const AT = "2026-01-01T00:00:00.000Z";

/** What `import --legacy` finds, where earlier versions kept it. */
const LEGACY_FILE = ".cache/com.twardoch.pedalboard-pluginary/plugins.json";
const ARDOUR_TAGS =
  '<PluginTags><Plugin type="LADSPA" id="1" tags="amp" name="Amp" user-set="1"/></PluginTags>\n';
const LEGACY_RECORD = { name: "Old", path: "/x/Old.vst3", filename: "Old", type: "vst3", params: {} };

/** A project whose plugin is installed. */
const SONG = `<REAPER_PROJECT 0.1 "7.06/linux-x86_64" 1702219845
  <TRACK {1}
    <FXCHAIN
      <VST "VST3: ZamTube (Damien Zammit)" ZamTube.vst3 0 "" 1976543755{2046504473616C634255545A00000000} ""
      >
    >
  >
>
`;

/** Vendors that examples merge, split and rename, and last a renamed one. */
const VENDORS = ["Waves", "Waves Audio", "NI", "Native", "LSP LV2", "LSP LADSPA", "Steinberg"];

/** No folders of plugins but those of the home and the system. */
const NO_PLUGIN_PATHS = { LV2_PATH: undefined, LADSPA_PATH: undefined, CLAP_PATH: undefined };

/** A shell whose completions are installed in the home. */
const SHELL = { SHELL: "/bin/zsh", FPATH: undefined, XDG_DATA_HOME: undefined };

/** A desktop whose file manager is a script of the home. */
const DESKTOP = { DISPLAY: ":0", DBUS_SESSION_BUS_ADDRESS: undefined };

/** Plugins to merge and to split. */
const ECHOES = [
  ["clap:echo", "clap", "Echo"],
  ["vst3:echo", "vst3", "Echo"],
  ["vst3:echoes", "vst3", "Echoes"],
] as const;

/** A home in which every example has something to do, whichever was run before it. */
class ExamplePlace implements AsyncDisposable {
  readonly #folder: Sandbox;

  private constructor(folder: Sandbox) {
    this.#folder = folder;
  }

  static async make(): Promise<ExamplePlace> {
    const place = new ExamplePlace(await Sandbox.make({ ...NO_PLUGIN_PATHS, ...SHELL, ...DESKTOP }));
    const folder = place.#folder;
    await Deno.chmod(await folder.write("bin/xdg-open", "#!/bin/sh\n"), 0o755);
    for (
      const [from, to] of [
        ["/usr/lib/clap/ZamTube.clap", ".clap/ZamTube.clap"],
        ["/usr/lib/ladspa/ZamTube-ladspa.so", ".ladspa/ZamTube-ladspa.so"],
      ] as const
    ) {
      await Deno.mkdir(folder.join(parentFolder(to)), { recursive: true });
      await Deno.copyFile(from, folder.join(to));
    }
    for (const name of [".vst3/ZamTube.vst3", ".vst3/Amp.vst3", "build/Amp.vst3", "Amp.vst3"]) {
      await copyFolder(zamBundle("ZamTube"), folder.join(name));
    }
    for (
      const [from, to] of [["clap/ZamTube.clap", ".clap"], ["ladspa/ZamTube-ladspa.so", ".ladspa"]] as const
    ) {
      await Deno.mkdir(folder.join(to), { recursive: true });
      await Deno.copyFile(`/usr/lib/${from}`, folder.join(`${to}/${from.replace(/^.*\//, "")}`));
    }
    // Those of this computer would take long, and be others on each.
    await folder.write("config/pluginary/ignore", "/usr/**\n");
    await folder.write(LEGACY_FILE, JSON.stringify({ Old: LEGACY_RECORD }));
    await folder.write("plugin_tags", ARDOUR_TAGS);
    await folder.write("projects/Song.RPP", SONG);
    await folder.write("config/REAPER/reaper-fxtags.ini", "[category]\nAmp.vst3=Amp\n");
    await place.#fillCatalog();
    await place.#succeed("pluginary scan");
    await place.#keepPresets();
    await place.#succeed("pluginary export --json --output export.json");
    await place.#succeed("pluginary curation export --output tags.json");
    await Deno.mkdir(folder.join("config/ardour7"));
    // The first for "daw undo reaper", the second for "daw undo".
    for (const daw of ["reaper", "ardour"]) await place.#succeed(`pluginary daw export ${daw}`);
    await Deno.copyFile(folder.join("catalog.db"), folder.join("prepared.db"));
    return place;
  }

  /** Runs a line as it is typed, with the catalog as it was at first. */
  async run(line: string): Promise<ProgramRun> {
    for (const name of ["catalog.db-wal", "catalog.db-shm"]) {
      await Deno.remove(this.#folder.join(name)).catch(ignoreMissing);
    }
    await Deno.copyFile(this.#folder.join("prepared.db"), this.#folder.join("catalog.db"));
    return await this.#run(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }

  /** As many scans as an example names, and a plugin of which all is said that one takes back. */
  async #fillCatalog(): Promise<void> {
    using catalog = await openCatalog(this.#folder.join("catalog.db"));
    // The preset whose id examples have the beginning of.
    const programs = ["Warm Pad"];
    const amp = samplePlugin({ id: "clap:com.example.amp", name: "Amp", format: "clap", programs });
    for (let scan = 1; scan <= 12; scan++) {
      const journal = await beginScan(catalog);
      if (scan === 12) {
        await commitModule(journal, moduleWith("Amp", [amp], { format: "clap" }));
        const comp = samplePlugin({ name: "Dyn Comp", vendor: "Someone" });
        await commitModule(journal, moduleWith("Many", [comp, ...VENDORS.map(pluginOf)]));
        for (const [id, format, name] of ECHOES) {
          await commitModule(journal, moduleWith(id, [samplePlugin({ id, format, name })], { format }));
        }
      }
      await journal.end({ isComplete: true, interruptedBy: null });
    }
    await catalog.write((db) => {
      addBlock(db, { plugin: amp.id }, "Test", AT);
      addBlock(db, { location: this.#folder.join(".vst3/Amp.vst3") }, "Test", AT);
      renameVendor(db, "Steinberg", "Steinberg Media", { at: AT, isDryRun: false });
      chooseCategories(new CurationWriter(db, new Date(AT)), [pluginOf("Waves").id], "delay");
      fillCuration(db, new CurationWriter(db, new Date(AT)));
      decide(db, ["clap:echo", "vst3:echoes"], true, AT);
      decide(db, ["clap:echo", "vst3:echo"], false, AT);
      inOperation(db, "pluginary tag add bright Amp", new Date(AT), (writer) => {
        const { id: row } = db.prepare("select id from plugins where plugin_id = ?").get(amp.id)!;
        addTag(db, "bright", [Number(row)], writer);
        addTag(db, "sound:loud", [Number(row)], writer);
        aliasTag(db, writer, "vivid", "bright");
      });
      replaceOverrides(db, { plugin: amp.id }, { allow: ["net"], environment: { KEY: "1" } }, AT);
    });
  }

  /** Presets that examples name, with as many versions. */
  async #keepPresets(): Promise<void> {
    for (const drive of [1, 2, 3]) {
      await this.#succeed(`pluginary preset capture vst3/ZamTube --name Warm --set 'Tube Drive=${drive}'`);
    }
    await this.#succeed("pluginary preset capture vst3/ZamTube --name Cold");
    await this.#succeed("pluginary preset tag Warm verse");
    for (const file of ["verse.vstpreset", "verse.RfxChain"]) {
      await this.#succeed(`pluginary preset write Warm --output ${file}`);
    }
    await this.#succeed("pluginary preset backup presets.db");
    await this.#succeed("pluginary preset share sounds Warm");
    await this.#folder.write("Sounds/readme.txt", "");
  }

  async #succeed(line: string): Promise<void> {
    const { code, stderr } = await this.#run(line);
    assert.equal(code, 0, `${line}\n${stderr}`);
  }

  async #run(line: string): Promise<ProgramRun> {
    const { program, args } = programTarget();
    return await this.#folder.run([
      "-c",
      `PATH="$HOME/bin:$PATH"; pluginary() { "$PROGRAM" $ARGUMENTS "$@"; }; ${line}`,
    ], {
      target: { program: "sh", args: [] },
      env: { PROGRAM: program, ARGUMENTS: args.join(" ") },
      ...optionsOfCall(line.split(" ")[1] ?? ""),
    });
  }
}

/** Collections and a saved search that examples name. */
function fillCuration(db: Catalog["db"], writer: CurationWriter): void {
  saveSearch(writer, { name: "loud", query: "category:distortion" });
  const editor = new CollectionEditor(db, writer);
  editor.add(editor.create({ name: "Drums" }), ["clap:com.example.amp", "vst3:echoes"]);
  editor.create({ name: "Beats" });
  editor.create({ name: "Loud", query: "@loud" });
}

function pluginOf(vendor: string): Plugin {
  return samplePlugin({ name: `Plugin by ${vendor}`, vendor });
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

Deno.test(`the examples of the help pages work as they are typed${missingSamples()}`, {
  ignore: Deno.build.os !== "linux" || missingSamples() !== "",
}, async (t) => {
  await using place = await ExamplePlace.make();
  const examples = new Set((await commandPages()).flatMap(examplesOf));
  assert.ok(examples.size > 60, [...examples].join("\n"));
  for (const line of examples) {
    await t.step(line, async () => {
      const { code, stdout, stderr } = await place.run(line);
      assert.equal(code, 0, stderr);
      assert.ok(stdout + stderr !== "" || /--output| > /.test(line), "it says nothing");
    });
  }
});
