import assert from "node:assert/strict";
import { GuideHome, type ShownCommand } from "../support/guide_home.ts";
import { missingSamples } from "../support/sample_plugins.ts";
import { type CommandLine, commandLines, guidePages, readPage } from "./support/documentation.ts";

const CONTINUOUS_INTEGRATION = "continuous integration runs it on a bare computer";

/** Command lines that are not run here, each with the reason. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ["npx -y deno@2.9.6 task scan", CONTINUOUS_INTEGRATION],
  ["npx -y deno@2.9.6 task test", CONTINUOUS_INTEGRATION],
  ["npx -y deno@2.9.6 task setup", CONTINUOUS_INTEGRATION],
  ["cmake -B build && cmake --build build", "builds a plugin of the reader"],
]);

/** A plugin that does not start unless it can read `~/.amp/licence`. */
const NEEDY_AMP = [
  "cp -r $FIXTURES/hostile/hostile.vst3 .vst3/Amp.vst3",
  "mkdir -p .vst3/Amp.vst3/Contents/Resources .amp && echo 1234 > .amp/licence",
  "printf 'behaviour=need-file\\nfile=%s\\nmode=r\\n' $HOME/.amp/licence > .vst3/Amp.vst3/Contents/Resources/targets",
];

/** The folder of the earlier program, with a list of two plugins and one of ignored ones. */
const EARLIER_PROGRAM = [
  "mkdir -p .cache/com.twardoch.pedalboard-pluginary",
  `echo '["vst3/RX 10 Connect"]' > .cache/com.twardoch.pedalboard-pluginary/ignores.json`,
  `printf '{"ZamComp":{"name":"ZamComp","path":"%s","filename":"ZamComp","type":"vst3","params":{"attack":0.0}},' $HOME/.vst3/ZamComp.vst3 > .cache/com.twardoch.pedalboard-pluginary/plugins.json`,
  `echo '"Old EQ":{"name":"Old EQ","path":"/gone/Old EQ.vst3","filename":"Old EQ","type":"vst3","params":{}}}' >> .cache/com.twardoch.pedalboard-pluginary/plugins.json`,
];

/** What has happened before the first line of a page. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  "README.md": ["pluginary scan"],
  "docs/guide/confinement.md": NEEDY_AMP,
  "docs/guide/finding-plugins.md": ["pluginary scan"],
  "docs/guide/troubleshooting.md": [
    "pluginary blocklist add .ladspa/sample_delay.so",
    "pluginary scan",
    "mkdir plugins && cp .clap/sample_synth.clap plugins",
  ],
  "docs/guide/moving-from-pedalboard-pluginary.md": EARLIER_PROGRAM,
  "docs/guide/ci.md": ["mkdir build", "cp .clap/sample_synth.clap build"],
};

const skipped = Deno.build.os === "linux" ? missingSamples() : " (skipped: needs a terminal of util-linux)";

for (const name of guidePages()) {
  const page = await readPage(name);
  const lines = commandLines(page);
  if (lines.length === 0) continue;
  Deno.test(
    { name: `the command lines of ${name} do what it says${skipped}`, ignore: skipped !== "" },
    async () => {
      await using home = await GuideHome.make();
      for (const line of BEFORE[name] ?? []) assert.equal((await home.type(line)).code, 0, line);
      for (const line of lines.filter(({ line }) => !NOT_RUN.has(line))) {
        check(line, await home.type(line.line));
      }
    },
  );
}

Deno.test("every command line that is not run stands in the guide", async () => {
  const lines = (await Promise.all(guidePages().map(readPage))).flatMap(commandLines).map(({ line }) => line);
  for (const line of NOT_RUN.keys()) assert.ok(lines.includes(line), line);
});

function check({ line, exitCode, output }: CommandLine, { lines, code }: ShownCommand): void {
  const shown = `$ ${line}\n${lines.join("\n")}\n`;
  assert.equal(code, exitCode, shown);
  if (output !== undefined) assert.ok(isExcerpt(output, lines), `${shown}is shown as\n${output.join("\n")}`);
}

/** Whether lines are the others, where `...` stands for any number of lines. */
function isExcerpt(excerpt: readonly string[], whole: readonly string[]): boolean {
  const [first, ...rest] = excerpt.map(comparable);
  const lines = whole.map(comparable);
  if (first === undefined) return lines.length === 0;
  if (first === "...") {
    return lines.some((_, at) => isExcerpt(rest, lines.slice(at))) || rest.length === 0;
  }
  return first === lines[0] && isExcerpt(rest, lines.slice(1));
}

/** A line without its layout and what differs from run to run, and between versions of the plugins. */
function comparable(line: string): string {
  return line.trim()
    .replaceAll(/\b\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d\d:\d\d\b/g, "DATE")
    .replaceAll(/\b\d+(\.\d+)? (ms|s|min)\b/g, "TIME")
    .replaceAll(/\b\d+(\.\d+)? [kM]B\b/g, "SIZE")
    .replaceAll(/\b\d+(\.\d+){1,2}\b/g, "NUMBER")
    .replaceAll(/\s+/g, " ");
}
