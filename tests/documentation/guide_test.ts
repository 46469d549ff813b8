import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import { ConfinementNotice } from "../../src/cli/scan/report/confinement_notice.ts";
import { DEFAULT_POLICY } from "../../src/model/confinement.ts";
import { sampleModule } from "../cli/support/scan_events.ts";
import { commandLines, guidePages, readPage } from "./support/documentation.ts";
import { NEEDY_AMP } from "./support/needy_amp.ts";
import { isExcerpt, NOT_RUN, testPage } from "./support/test_page.ts";

/** The folder of the earlier program, with a list of two plugins and one of ignored ones. */
const EARLIER_PROGRAM = [
  "mkdir -p .cache/com.twardoch.pedalboard-pluginary",
  `echo '["vst3/RX 10 Connect"]' > .cache/com.twardoch.pedalboard-pluginary/ignores.json`,
  `printf '{"ZamComp":{"name":"ZamComp","path":"%s","filename":"ZamComp","type":"vst3","params":{"attack":0.0}},' $HOME/.vst3/ZamComp.vst3 > .cache/com.twardoch.pedalboard-pluginary/plugins.json`,
  `echo '"Old EQ":{"name":"Old EQ","path":"/gone/Old EQ.vst3","filename":"Old EQ","type":"vst3","params":{}}}' >> .cache/com.twardoch.pedalboard-pluginary/plugins.json`,
];

/** A project of REAPER. */
const SONG = ["mkdir Music", `cp ${projectPath("tests/documentation/support/song.rpp")} Music/Song.RPP`];

/** For pages that say nothing about it, since it takes long. */
const NO_HANGING_PLUGIN = "rm .clap/hanging_sample.clap";

/** Pages with command lines, and what has happened before. Troubleshooting has a file of its own. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "README.md": [
    NO_HANGING_PLUGIN,
    "pluginary scan",
    ...SONG,
  ],
  "docs/guide/ci.md": ["mkdir build", "cp .clap/sample_synth.clap build"],
  "docs/guide/collections.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/confinement.md": [NO_HANGING_PLUGIN, ...NEEDY_AMP],
  "docs/guide/converting-presets.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/daws.md": [
    NO_HANGING_PLUGIN,
    "pluginary scan",
    "mkdir -p .config/REAPER",
    "printf '[category]\\nZamTube.vst3=Distortion\\n' > .config/REAPER/reaper-fxtags.ini",
  ],
  "docs/guide/finding-plugins.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/first-scan.md": [],
  "docs/guide/moving-from-pedalboard-pluginary.md": [NO_HANGING_PLUGIN, ...EARLIER_PROGRAM],
  "docs/guide/organizing.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/preset-library.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/presets.md": [
    NO_HANGING_PLUGIN,
    "pluginary scan",
    "pluginary preset capture vst3/ZamTube --name Warm",
    "pluginary preset restore Warm",
    "head -c 60 .vst3/presets/*/ZamTube/Warm.vstpreset > .vst3/presets/Cut.vstpreset",
  ],
  "docs/guide/projects.md": [
    NO_HANGING_PLUGIN,
    "pluginary scan",
    ...SONG,
  ],
  "docs/guide/recommend.md": [NO_HANGING_PLUGIN, "pluginary scan"],
  "docs/guide/taking-tags-along.md": [
    NO_HANGING_PLUGIN,
    "pluginary scan",
    "cp .local/share/pluginary/catalog.db catalog.db",
  ],
};

for (const [name, before] of Object.entries(PAGES)) testPage(name, before);

Deno.test("the command lines of every page of the guide are run", async () => {
  const pages = await Promise.all(guidePages().map(readPage));
  const withLines = pages.filter((page) => commandLines(page).length > 0).map(({ name }) => name);
  assert.deepEqual(withLines, [...Object.keys(PAGES), "docs/guide/troubleshooting.md"]);
  const lines = pages.flatMap(commandLines).map(({ line }) => line);
  for (const line of NOT_RUN.keys()) assert.ok(lines.includes(line), line);
});

Deno.test("no page of the guide has code of a language that is not looked at", async () => {
  for (const { name, parts } of await Promise.all(guidePages().map(readPage))) {
    for (const part of parts) {
      if (part.type !== "code") continue;
      assert.ok(["sh", "text", "yaml"].includes(part.language), `${name}: ${part.language}`);
      // Nobody copies a prompt.
      if (part.language === "text") assert.doesNotMatch(part.lines.join("\n"), /^\$ /m, name);
    }
  }
});

Deno.test("the page on confinement quotes the warnings of the program", async () => {
  const { parts } = await readPage("docs/guide/confinement.md");
  const lines = parts.flatMap((part) => part.type === "code" ? part.lines : []);
  for (const level of ["partial", "none"] as const) {
    const layers = level === "none" ? [] : ["seccomp", "capabilities", "limits", "descriptors"];
    const module = sampleModule({ confinement: { level, layers, overrides: [] } });
    const notice = new ConfinementNotice(DEFAULT_POLICY);
    notice.see({ event: "module", module });
    assert.ok(lines.includes(notice.text().trimEnd()), notice.text());
  }
});

Deno.test("isExcerpt() lets only dots stand for lines", () => {
  assert.ok(isExcerpt(["one", "three"], ["one", "three"]));
  assert.ok(isExcerpt(["...", "two", "..."], ["one", "two", "three", "four"]));
  assert.ok(isExcerpt(["took 30 s", "..."], ["took 1.2 s"]));
  assert.ok(!isExcerpt(["one", "three"], ["one", "two", "three"]));
  assert.ok(!isExcerpt(["one"], ["one", "two"]));
  assert.ok(!isExcerpt(["...", "two"], ["one", "two", "three"]));
  assert.ok(!isExcerpt(["one", "two"], ["one"]));
});
