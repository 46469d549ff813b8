import assert from "node:assert/strict";
import { XMLValidator } from "fast-xml-parser";
import { projectPath } from "../../scripts/project_path.ts";
import { TerminalScreen } from "../../scripts/terminal_session/screen.ts";
import { terminalSvg } from "../../scripts/terminal_session/svg.ts";
import { drawTerminal, PICTURE } from "../../scripts/write_terminal_session.ts";
import { noHome } from "../documentation/support/test_page.ts";

const PLAIN = { isBold: false, isDim: false };

Deno.test("TerminalScreen shows what was not erased or overwritten", () => {
  assert.deepEqual(TerminalScreen.showing("Scanning 1 of 6\r\x1b[KNAME\nZam  \n\n").text, ["NAME", "Zam"]);
  assert.deepEqual(TerminalScreen.showing("one\ntwo\n\x1b[1A\x1b[Jthree").text, ["one", "three"]);
  assert.deepEqual(TerminalScreen.showing("\x1b[?25labcd\x1b[2Gx\x1b[?25h").text, ["axcd"]);
});

Deno.test("TerminalScreen keeps bold, dim and colors", () => {
  const { spans } = TerminalScreen.showing("\x1b[1mNAME\x1b[22m \x1b[2mdim\x1b[22m \x1b[31mred\x1b[39m");
  assert.deepEqual(spans, [[
    { text: "NAME", style: { isBold: true, isDim: false } },
    { text: " ", style: PLAIN },
    { text: "dim", style: { isBold: false, isDim: true } },
    { text: " ", style: PLAIN },
    { text: "red", style: { ...PLAIN, color: "red" } },
  ]]);
});

Deno.test("TerminalScreen refuses a sequence that it does not know", () => {
  assert.throws(() => TerminalScreen.showing("\x1b[3S"), SyntaxError);
  assert.throws(() => TerminalScreen.showing("\x1bc"), SyntaxError);
  assert.throws(() => TerminalScreen.showing("\x1b[41m"), SyntaxError);
});

Deno.test("terminalSvg() shows any text as text", () => {
  const svg = terminalSvg("t", [{ line: 'echo "<&>"', shown: [[{ text: "<script>", style: PLAIN }]] }], 80);
  assert.equal(XMLValidator.validate(svg), true);
  assert.ok(svg.includes(">&lt;script&gt;</text>"));
});

Deno.test(`${PICTURE} shows what the program shows now${noHome}`, { ignore: noHome !== "" }, async () => {
  const written = await Deno.readTextFile(projectPath(PICTURE));
  const hint = "Run: deno run -A scripts/write_terminal_session.ts";
  assert.deepEqual(wordsOf(await drawTerminal()), wordsOf(written), hint);
});

/** What differs from run to run, and from version to version of the plugins. */
const VARYING: readonly (readonly [varying: RegExp, known: string])[] = [
  [/until \d+ \w+ \d\d:\d\d/, "until then"],
  // It is tried again if its worker has loaded another plugin before.
  [/, tried \d times/, ""],
  [/[\d.]+ m?s\b/, "0 s"],
  [/[\d.]+/g, "0"],
];

/** The texts of a picture in their order, without what varies. */
function wordsOf(svg: string): string[] {
  return [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, text]) =>
    VARYING.reduce((words, [varying, known]) => words.replace(varying, known), text!)
  );
}
