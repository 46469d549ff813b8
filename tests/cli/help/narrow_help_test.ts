import assert from "node:assert/strict";
import { commandTree } from "../../../src/cli/app.ts";
import type { CommandTarget } from "../../../src/cli/command_line/command_target.ts";
import { isCommand } from "../../../src/cli/command_line/command_target.ts";
import { helpPage } from "../../../src/cli/help/help_page.ts";
import { NO_STYLES } from "../../../src/cli/terminal/terminal.ts";

/** Each command and group with the words that lead to it. */
function* allTargets(target: CommandTarget, words: readonly string[]): Generator<[CommandTarget, string[]]> {
  yield [target, [...words]];
  if (isCommand(target)) return;
  for (const { name, target: next, hidden } of target.getAllEntries()) {
    if (!hidden) yield* allTargets(next as CommandTarget, [...words, name.original]);
  }
}

const TARGETS = [...allTargets(await commandTree([]), ["pluginary"])];

/** Names, commands and words of one piece, which people copy. */
function isToCopy(line: string): boolean {
  return /^ {2}\S/.test(line) || /^ *\S+$/.test(line);
}

for (const columns of [20, 40, 60, 79]) {
  Deno.test(`each help page fits ${columns} columns, and says the same`, () => {
    for (const [target, words] of TARGETS) {
      const page = helpPage(target, words, NO_STYLES, columns);
      const wide = page.split("\n").filter((line) => line.length > columns && !isToCopy(line));
      assert.deepEqual(wide, [], words.join(" "));
      const usual = helpPage(target, words, NO_STYLES);
      assert.deepEqual(page.split(/\s+/), usual.split(/\s+/), words.join(" "));
    }
  });
}

Deno.test("a help page is no wider on a wide terminal", () => {
  for (const [target, words] of TARGETS) {
    assert.equal(helpPage(target, words, NO_STYLES, 200), helpPage(target, words, NO_STYLES));
  }
});
