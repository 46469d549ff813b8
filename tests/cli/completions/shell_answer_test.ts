import assert from "node:assert/strict";
import type { Completion } from "../../../src/cli/completions/proposal.ts";
import {
  bashAnswer,
  powershellAnswer,
  quotedForBash,
  quotedForPowershell,
} from "../../../src/cli/completions/shell_answer.ts";
import { SHELL_SCRIPTS } from "../../../src/cli/completions/shell_scripts.ts";
import { readBashLine } from "../../../src/cli/completions/typed_words.ts";
import { anyText } from "../../support/any_text.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";
import fc from "fast-check";

const BREAKS = " \t\n\"'@><=;|&(:";

function answer(line: string, ...values: string[]): string[] {
  const completion: Completion = { prefix: "", proposals: values.map((value) => ({ value })) };
  return bashAnswer(completion, readBashLine(line, BREAKS)).split("\n").slice(1, -1);
}

Deno.test("bashAnswer() answers with the part of the word that bash replaces", () => {
  assert.deepEqual(answer("pluginary info vst3:5", "vst3:56 7"), ["56\\ 7"]);
  assert.deepEqual(answer("pluginary info 'vst3:5", "vst3:56 7"), ["vst3:56 7"]);
});

Deno.test("bashAnswer() keeps what is typed where words differ in case", () => {
  assert.deepEqual(answer("pluginary info s", "sonible", "Steinberg"), ["sonible", "Steinberg"]);
  assert.deepEqual(answer("pluginary info sa", "Saab", "SAlt"), ["Saab"]);
  assert.deepEqual(answer("pluginary info Sa", "SAlt", "Saab"), ["Saab"]);
});

Deno.test("bash takes every quoted text literally", { ignore: Deno.build.os === "windows" }, async () => {
  const texts = fc.sample(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), 300)
    .concat(
      fc.sample(fc.string({ unit: fc.constantFrom(..."\\\"'$`!()<>|&;*?[]{}~# \ta"), maxLength: 12 }), 300),
    )
    .filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
  const lines = texts.flatMap((text) => [
    `printf '%s\\0' x${quotedForBash(text, "")}`,
    `printf '%s\\0' 'x${quotedForBash(text, "'")}'`,
    `printf '%s\\0' "x${quotedForBash(text, '"')}"`,
  ]);
  const { stdout } = await new Deno.Command("bash", {
    args: ["--norc", "-c", lines.join("\n")],
    env: { LC_ALL: "C.UTF-8" },
  }).output();
  const read = new TextDecoder().decode(stdout).split("\0").slice(0, -1);
  assert.deepEqual(read, texts.flatMap((text) => [`x${text}`, `x${text}`, `x${text}`]));
});

Deno.test("quotedForPowershell() ends no quote early, whichever quotation mark a name has", () => {
  assert.equal(quotedForPowershell("--format=vst3"), "--format=vst3");
  assert.equal(quotedForPowershell("a,b"), "'a,b'");
  assert.equal(quotedForPowershell('$(touch x) `n "y"'), "'$(touch x) `n \"y\"'");
  assert.equal(quotedForPowershell("it's ‘a’ ‚b‛"), "'it''s ‘‘a’’ ‚‚b‛‛'");
});

Deno.test("the answer for PowerShell is one line of ASCII, whatever is in it", () => {
  for (const value of fc.sample(anyText(), 200)) {
    const text = powershellAnswer({ prefix: "", proposals: [{ value, about: value }] });
    assert.match(text, /^[ -~]+\n$/);
    assert.equal(JSON.parse(text).proposals.length, 1);
  }
});

Deno.test("pluginary __complete decodes the words of PowerShell", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [{ name: "ピアノ 'x'", id: "clap:a" }]);
  const words = new TextEncoder().encode("info\0ピ").toBase64();
  const { code, stdout } = await sandbox.run(["__complete", "powershell", words]);
  assert.equal(code, 0);
  const { manner, proposals } = JSON.parse(stdout);
  assert.deepEqual([manner, proposals[0].text], ["words", "'ピアノ ''x'''"]);
});

Deno.test("pluginary __complete is silent when it fails", async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("catalog.db", "not a database".repeat(1000));
  const failed = await sandbox.run(["__complete", "zsh", "info", ""]);
  assert.deepEqual(failed, { code: 1, stdout: "", stderr: "" });
  assert.deepEqual(await sandbox.run(["__complete", "tcsh", ""]), { code: 1, stdout: "", stderr: "" });
  const explained = await sandbox.run(["__complete", "zsh", "info", ""], { env: { PLUGINARY_DEBUG: "1" } });
  assert.match(explained.stderr, /not a database/);
});

for (const shell of ["bash", "zsh", "fish"] as const) {
  const reason = missingCommands(shell);
  Deno.test(`${shell} reads its script without an error${reason}`, { ignore: reason !== "" }, async () => {
    await using sandbox = await Sandbox.make();
    const path = await sandbox.write(shell, SHELL_SCRIPTS[shell]);
    const { code, stderr } = await new Deno.Command(shell, { args: ["-n", path] }).output();
    assert.deepEqual([code, new TextDecoder().decode(stderr)], [0, ""]);
  });
}

Deno.test("the script for PowerShell closes what it opens and asks for its own shell", () => {
  const script = SHELL_SCRIPTS.powershell;
  for (const [open, close] of ["()", "{}", "[]"].map((pair) => [...pair] as [string, string])) {
    assert.equal(script.split(open).length, script.split(close).length, open);
  }
  assert.match(script, /__complete powershell/);
  // Nothing that came from the program is run as code.
  assert.doesNotMatch(script, /Invoke-Expression|iex|\[scriptblock\]/i);
});
