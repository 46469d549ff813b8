import assert from "node:assert/strict";
import { GuideHome, type ShownCommand } from "../../support/guide_home.ts";
import { missingSamples } from "../../support/sample_plugins.ts";
import { type CommandLine, commandLines, readPage } from "./documentation.ts";

const CONTINUOUS_INTEGRATION = "continuous integration runs it on a bare computer";

/** Command lines that no test runs, each with the reason. */
export const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ["npx -y deno@2.9.6 task scan", CONTINUOUS_INTEGRATION],
  ["npx -y deno@2.9.6 task test", CONTINUOUS_INTEGRATION],
  ["npx -y deno@2.9.6 task setup", CONTINUOUS_INTEGRATION],
  [
    "pluginary browse                                 # search as you type, tag and rate by a key",
    "waits for keys; tests/cli/browse presses them",
  ],
  ["cmake -B build && cmake --build build", "builds a plugin of the reader"],
]);

/** Why the guide's home folder cannot be made here, for names of tests; empty if it can. */
export const noHome = Deno.build.os === "linux"
  ? missingSamples()
  : " (skipped: needs a terminal of util-linux)";

/**
 * Tests that every command line of a page ends and shows what the page says.
 *
 * @param before The command lines of what has happened before the first one.
 */
export function testPage(name: string, before: readonly string[] = []): void {
  const options = { name: `the command lines of ${name} do what it says${noHome}`, ignore: noHome !== "" };
  Deno.test(options, async () => {
    const lines = commandLines(await readPage(name));
    assert.ok(lines.length > 0);
    await using home = await GuideHome.make();
    await typeAll(home, before);
    for (const line of lines.filter(({ line }) => !NOT_RUN.has(line))) {
      check(line, await home.type(line.line));
    }
  });
}

/** Types lines that have to succeed. */
export async function typeAll(home: GuideHome, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { code, lines } = await home.type(line);
    assert.equal(code, 0, `$ ${line}\n${lines.join("\n")}\n`);
  }
}

function check({ line, exitCode, output }: CommandLine, { lines, code }: ShownCommand): void {
  const shown = `$ ${line}\n${lines.join("\n")}\n`;
  assert.equal(code, exitCode, shown);
  if (output !== undefined) assert.ok(isExcerpt(output, lines), `${shown}is shown as\n${output.join("\n")}`);
}

/** Whether lines are the others, where `...` stands for any number of lines. */
export function isExcerpt(excerpt: readonly string[], whole: readonly string[]): boolean {
  return isRestOf(excerpt.map(comparable), whole.map(comparable));
}

function isRestOf([first, ...rest]: readonly string[], lines: readonly string[]): boolean {
  if (first === undefined) return lines.length === 0;
  if (first !== "...") return first === lines[0] && isRestOf(rest, lines.slice(1));
  return rest.length === 0 || lines.some((_, at) => isRestOf(rest, lines.slice(at)));
}

/** A line without its layout and what differs from run to run, and between versions of the plugins. */
function comparable(line: string): string {
  return line.trim()
    // A plugin is tried again if its worker has loaded another one before.
    .replace(/, tried \d+ times$/, "")
    .replaceAll(/\b\d+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d\d:\d\d\b/g, "DATE")
    .replaceAll(/\b\d+(\.\d+)? (ms|s|min)\b/g, "TIME")
    .replaceAll(/\b\d+(\.\d+)? [kM]B\b/g, "SIZE")
    .replaceAll(/\b\d+(\.\d+){1,2}\b/g, "NUMBER")
    .replaceAll(/\s+/g, " ");
}
