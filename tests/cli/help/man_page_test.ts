import assert from "node:assert/strict";
import { commandPages } from "../../../scripts/write_docs.ts";
import { commandTree } from "../../../src/cli/app.ts";
import { flagsOf } from "../../../src/cli/command_line/command_target.ts";
import { kebabCase } from "../../../src/cli/command_line/kebab_case.ts";
import { HELP_TOPICS } from "../../../src/cli/help/help_topics.ts";
import { manPage } from "../../../src/cli/help/man_page.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const page = manPage(await commandTree([]));

const reason = missingCommands("mandoc");

/** Runs a program on the page and returns all that it prints. */
async function printedBy(command: string, ...args: string[]): Promise<string> {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("pluginary.1", page);
  const { stdout, stderr } = await new Deno.Command(command, {
    args: [...args, path],
    env: { MANWIDTH: "80", LC_ALL: "C.UTF-8" },
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test("the manual page has every command, option and topic", async () => {
  const text = page.replaceAll("\\-", "-").replaceAll("\\e", "\\");
  for (const { words, target } of await commandPages()) {
    if (words.length > 1) assert.ok(text.includes(`.SS ${words.slice(1).join(" ")}\n`), words.join(" "));
    for (const name of Object.keys(flagsOf(target))) assert.ok(text.includes(`--${kebabCase(name)}`), name);
  }
  for (const name of Object.keys(HELP_TOPICS).filter((name) => name !== "exit-codes")) {
    assert.ok(text.includes(`.SH ${name.toUpperCase()}\n`), name);
  }
});

Deno.test("pluginary help --man prints the manual page", async () => {
  assert.deepEqual(await runProgram(["help", "--man"]), { code: 0, stdout: page, stderr: "" });
  const { code, stderr } = await runProgram(["help", "--man", "scan"]);
  assert.equal(code, 2);
  assert.match(stderr, /"--man" cannot be combined with a WORD/);
});

Deno.test(`mandoc finds no mistake in the manual page${reason}`, { ignore: reason !== "" }, async () => {
  const found = await printedBy("mandoc", "-T", "lint", "-W", "warning");
  // The page is the same whenever it is made.
  assert.deepEqual(found.split("\n").filter((line) => line !== "" && !line.includes("missing date")), []);
});

Deno.test(`the manual page fits 80 columns, apart from lines to copy${reason}`, {
  ignore: reason !== "",
}, async () => {
  const text = await printedBy("mandoc", "-T", "utf8", "-O", "width=78");
  // deno-lint-ignore no-control-regex
  const lines = text.replaceAll(/.\x08/gu, "").split("\n");
  assert.ok(lines.length > 800);
  assert.deepEqual(lines.filter((line) => line.length > 80 && !line.includes("pluginary ")), []);
});
