import assert from "node:assert/strict";
import { programFiles } from "../../scripts/program_files.ts";
import { GuideHome } from "../support/guide_home.ts";
import { readPage } from "./support/documentation.ts";
import { noHome, testPage, typeAll } from "./support/test_page.ts";

const PAGE = "docs/guide/troubleshooting.md";

testPage(PAGE, [
  // Each scan would wait for the second one.
  "pluginary blocklist add .ladspa/sample_delay.so .clap/hanging_sample.clap",
  "pluginary scan",
  "mkdir plugins && cp .clap/sample_synth.clap plugins",
]);

/** Symptoms that the program shows, in this order, by the lines that lead to each; the last line shows it. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  "The catalog has no plugins yet": ["pluginary list"],
  "No plugins found. Searched:": ["mkdir empty", "pluginary scan ~/empty"],
  "Cannot find any files of an earlier version": ["pluginary import --legacy"],
  "Crashed with SIGSEGV": ["pluginary scan"],
  "Did not respond in time and was stopped": ["pluginary scan show"],
  "to try again:": ["pluginary scan -q", "pluginary scan -q", "pluginary scan --all"],
  "No changes:": ["pluginary scan"],
  "to unblock:": ["pluginary blocklist add ZamTube", "pluginary scan --all"],
  "No plugins found": ["pluginary search xyzzy"],
  'Cannot find a plugin "…" in the catalog': ["pluginary info zam"],
  'Cannot tell which plugin of "…" is meant': [
    "cp $FIXTURES/clap/good.clap .clap",
    "pluginary scan ~/.clap/good.clap",
    "pluginary info ~/.clap/good.clap",
  ],
  "missing": ["rm .clap/good.clap", "pluginary scan", "pluginary list"],
  '"…" has no plugins any more': ["mv .lv2 lv2 && mkdir .lv2", "pluginary scan"],
  'Cannot scan "…": it does not exist': ["pluginary scan ~/nowhere"],
  'Cannot scan "…": it is neither a folder nor a plugin module': [
    "echo > note.txt",
    "pluginary scan note.txt",
  ],
  "warning: plugins ran unconfined": ["pluginary scan ~/.ladspa --force --confinement off"],
  'Cannot create a folder for workers in "…"': ["TMPDIR=/nowhere pluginary scan ~/.ladspa --force"],
  'Cannot find the shim library "…"': ["PLUGINARY_SHIM=/nowhere pluginary scan ~/.ladspa --force"],
  'Cannot read the ignore list "…"': ["pluginary scan --ignore-file nothing"],
  "Nothing was changed": ["pluginary catalog clear"],
  'Unknown command "…"': ["pluginary serch"],
  'Unknown option "…"': ["pluginary list --limt 3"],
  "cannot be combined": ["pluginary list --json --csv"],
  "Cannot read the search at character …": ["pluginary search parameters:many"],
  'Cannot use "…" for …': ["pluginary list --limit few"],
  'A project cannot set "…"': [
    "mkdir project",
    `echo '{"confinement": "off"}' > project/pluginary.jsonc`,
    "cd project && pluginary list",
  ],
  'Cannot import "…"': ["pluginary import note.txt"],
  'Cannot write to "…"': ["pluginary list --csv --output nowhere/x.csv"],
  'Unknown setting "…"': [
    "mkdir -p .config/pluginary",
    `echo '{"jbos": 4}' > .config/pluginary/config.jsonc`,
    "pluginary list",
  ],
  'Cannot open "…": it is not a database': ["rm -r .config", "PLUGINARY_CATALOG=note.txt pluginary list"],
  'Cannot use the catalog "…": it is damaged': [
    "head -c 60000 /dev/zero | tr '\\0' x | dd of=.local/share/pluginary/catalog.db bs=1k seek=4 conv=notrunc",
    "pluginary list",
  ],
};

/** Symptoms that this test does not cause, each with the reason; tests of the code that shows them do. */
const CAUSED_ELSEWHERE: Readonly<Record<string, string>> = {
  '"…" does not answer': "needs a drive that blocks",
  "Press s to skip …": "takes more than five seconds",
  'Stopped searching in "…": too many files': "needs very many files",
  "Cannot scan into this catalog: … has been scanning since …": "needs two scans at the same time",
  "the disk is full": "needs a full disk",
  "this computer is out of memory": "needs a computer without memory",
  "this user cannot start any more processes": "needs an ordinary user with a limit",
  "Cannot unpack the shim library: …": "needs the compiled program",
  'Cannot use the catalog "…": another program has locked it': "needs another program",
  'Cannot write to the catalog "…"': "needs an ordinary user, whom rights stop",
  "this program supports up to": "needs a newer program",
  "Cannot go on because of an internal error": "needs a bug",
};

/** The texts that the headings quote. */
async function symptoms(): Promise<string[]> {
  const { parts } = await readPage(PAGE);
  return parts.flatMap((part) =>
    part.type === "heading" ? [...part.text.matchAll(/`([^`]+)`/g)].map(([, text]) => text!) : []
  );
}

/** The parts of a symptom that are always the same. */
function fixedParts(symptom: string): string[] {
  return symptom.split("…").filter((part) => part !== "");
}

/** Whether a line has the parts in this order. */
function hasParts(line: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = line.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

Deno.test(`each symptom of ${PAGE} is shown by the program${noHome}`, { ignore: noHome !== "" }, async () => {
  await using home = await GuideHome.make();
  for (const [symptom, lines] of Object.entries(SHOWN)) {
    await typeAll(home, lines.slice(0, -1));
    const shown = await home.type(lines.at(-1)!);
    const parts = fixedParts(symptom);
    assert.ok(shown.lines.some((line) => hasParts(line, parts)), `${symptom}\n${shown.lines.join("\n")}`);
  }
});

Deno.test(`each other symptom of ${PAGE} is a text of the program`, async () => {
  const sources = await Promise.all(programFiles().map((file) => Deno.readTextFile(file)));
  for (const symptom of Object.keys(CAUSED_ELSEWHERE)) {
    // Messages begin and end in other places of the source than on the screen.
    const texts = fixedParts(symptom).map((part) => part.replaceAll(/^[ ":]+|[ ":]+$/g, ""));
    assert.ok(sources.some((source) => texts.every((text) => source.includes(text))), symptom);
  }
});

Deno.test(`no symptom of ${PAGE} goes unchecked`, async () => {
  const checked = [...Object.keys(SHOWN), ...Object.keys(CAUSED_ELSEWHERE)];
  assert.deepEqual((await symptoms()).toSorted(), checked.toSorted());
});
