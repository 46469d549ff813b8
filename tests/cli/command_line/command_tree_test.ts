import assert from "node:assert/strict";
import { buildApplication, run } from "@stricli/core";
import { projectPath } from "../../../scripts/project_path.ts";
import {
  commandLineReference,
  type CommandPage,
  commandPages,
  plainHelpPage,
  schemaFiles,
} from "../../../scripts/write_docs.ts";
import { checkLine } from "../../../src/cli/command_line/check_line.ts";
import { commandTree, runApp } from "../../../src/cli/app.ts";
import type { ProgramContext } from "../../../src/cli/command_line/command_context.ts";
import { commandOf, findCalled } from "../../../src/cli/command_line/command_target.ts";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { kebabCase } from "../../../src/cli/command_line/kebab_case.ts";
import { examplesOf, shellWords } from "../support/examples.ts";
import { fakeConsole } from "../support/fake_console.ts";

const OUTDATED = 'run "deno run -A scripts/write_docs.ts"';

const pages = await commandPages();
const commands = pages.flatMap(({ words, target }) => {
  const command = commandOf(target);
  return command === undefined ? [] : [{ words, target: command }];
});

Deno.test("docs/cli.md says what the program says", async () => {
  const written = await Deno.readTextFile(projectPath("docs/cli.md"));
  assert.equal(written, await commandLineReference(), OUTDATED);
});

Deno.test("docs/schemas holds what pluginary schema prints", async () => {
  const files = await schemaFiles();
  const folder = projectPath("docs/schemas");
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  assert.deepEqual(names.sort(), [...files.keys()].sort(), OUTDATED);
  for (const [name, text] of files) {
    assert.equal(await Deno.readTextFile(`${folder}/${name}`), text, `${name}: ${OUTDATED}`);
  }
});

Deno.test("every help page fits 80 columns and is what the program prints", async () => {
  for (const page of pages) {
    const text = plainHelpPage(page);
    for (const line of text.split("\n")) assert.ok(line.length <= 80, `longer than 80 columns: ${line}`);
    const console = fakeConsole();
    await runApp(readLine([...page.words.slice(1), "--help"]), console);
    assert.equal((await console.printed()).stdout, text);
  }
});

Deno.test("every command says what it does and has an example", () => {
  for (const page of pages) {
    const name = page.words.join(" ");
    assert.match(page.target.brief, /^[A-Z].*[^.]$/, name);
    const isBelow = page.words.length > 2;
    assert.ok(isBelow || examplesOf(page).length > 0, `${name} has no example`);
  }
});

Deno.test("every option and argument of every command is documented", () => {
  for (const { words, target } of commands) {
    const name = words.join(" ");
    const text = plainHelpPage({ words, target });
    for (const [option, flag] of Object.entries(target.parameters.flags ?? {})) {
      assert.match(flag.brief, /^[A-Z].{4}/, `${name} --${kebabCase(option)}`);
      assert.match(text, new RegExp(`^ +(-[a-z], )?--${kebabCase(option)}( [A-Z=]+)? {2,}[A-Z]`, "m"), name);
      if (flag.kind === "enum") { for (const value of flag.values) assert.ok(text.includes(value), value); }
    }
    const { positional } = target.parameters;
    const list = positional?.kind === "array" ? [positional.parameter] : positional?.parameters ?? [];
    for (const { brief, placeholder } of list) assert.ok(brief && placeholder, name);
  }
});

/** Options that other commands filter by, or take no value of: names, authors and targets given to presets, and `logs --path`. */
const OTHER_MEANINGS = [
  ...["logs --path", "daw export --path"],
  ...["preset capture --name", "preset write --name", "preset convert --name"],
  ...["preset capture --author", "preset share --author"],
  ...["preset write --to", "preset convert --to"],
];

Deno.test("options that several commands have mean the same in each", () => {
  const kinds = new Map<string, string>();
  for (const { words, target } of commands) {
    for (const [option, flag] of Object.entries(target.parameters.flags ?? {})) {
      if (OTHER_MEANINGS.includes(`${words.slice(1).join(" ")} --${kebabCase(option)}`)) continue;
      const kind = `${flag.kind} ${"placeholder" in flag ? flag.placeholder : ""}`;
      assert.equal(kinds.get(option) ?? kind, kind, `${words.join(" ")} --${kebabCase(option)}`);
      kinds.set(option, kind);
    }
  }
});

/** Parses arguments as the program does, and returns what the command would be called with. */
async function parsed(words: readonly string[]): Promise<unknown[]> {
  const root = await commandTree(words);
  await checkLine(root, findCalled(root, readLine(words)), () => commandTree([]));
  const page = commands.filter((page) => startsWith(words, page.words.slice(1)))
    .reduce((a, b) => b.words.length > a.words.length ? b : a);
  const calls: unknown[] = [];
  const errors: unknown[] = [];
  const command = {
    ...page.target,
    loader: () => Promise.resolve((...args: unknown[]) => void calls.push(...args)),
  };
  const app = buildApplication(command as Extract<CommandPage["target"], { loader: unknown }>, {
    name: "pluginary",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
  });
  const stream = { write: (text: string) => void errors.push(text) };
  const process = { stdout: stream, stderr: stream };
  await run(
    app,
    words.slice(page.words.length - 1),
    { process, console: fakeConsole() } as unknown as ProgramContext,
  );
  assert.deepEqual(errors, []);
  return calls;
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.every((word, index) => words[index] === word);
}

for (const page of pages) {
  for (const example of examplesOf(page)) {
    Deno.test(`the parser understands the example: ${example}`, {
      ignore: Deno.build.os === "windows",
    }, async () => {
      const [program, ...words] = await shellWords(example);
      assert.equal(program, "pluginary");
      if (words.includes("--help") || words.length === 0) return;
      assert.ok((await parsed(words)).length > 0, example);
    });
  }
}
