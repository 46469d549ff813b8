import assert from "node:assert/strict";
import fc from "fast-check";
import { fakeConsole } from "../support/fake_console.ts";
import { hasColor, printable } from "../../../src/cli/terminal/terminal.ts";

/** Any string, lone surrogates included, with what terminals and build servers obey more often than chance would have it. */
const hostileText = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "\x1b[2J",
      "\x9b31m",
      "\r",
      "\n",
      "\u{202e}",
      "\u{2066}",
      "\u{200b}",
      "\u{2028}",
      "\x7f",
      "\u{d800}",
      " ",
      ":",
      "::error::",
      "##[error]",
    ),
  ),
).map((parts) => parts.join(""));

const OBEYED = /^\s*::|##\[|[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}\u200b-\u200f\u2060\ufeff]/u;

Deno.test("printable() leaves nothing that a terminal or a build server obeys, for any text", () => {
  fc.assert(fc.property(hostileText, (text) => assert.doesNotMatch(printable(text), OBEYED)));
});

Deno.test("printable() leaves ordinary text of any language as it is", () => {
  for (
    const text of ["Pro-Q 3", "a::b", "#1 [x]", "réverbération", "シンセ", "Ünïcödé", "مرحبا", "🎛️", "a  b"]
  ) {
    assert.equal(printable(text), text);
  }
});

Deno.test("printable() makes dangerous characters visible", () => {
  assert.equal(printable(" ::error::x ##[group]"), " ∷error::x ##［group]");
  assert.equal(printable("a\nb\x1b[31m\x7f\x9b\u{202e}"), "a␊b␛[31m␡<U+009B><U+202E>");
});

Deno.test("hasColor() obeys --color, NO_COLOR, CLICOLOR_FORCE and TERM before the terminal", () => {
  const color = (isTerminal: boolean, environment: Record<string, string>) => {
    const console = fakeConsole({ isTerminal, environment: { TERM: "xterm", ...environment } });
    return hasColor(console.stdout, console.environment);
  };
  assert.equal(color(true, {}), true);
  assert.equal(color(false, {}), false);
  assert.equal(color(true, { NO_COLOR: "1" }), false);
  assert.equal(color(true, { NO_COLOR: "" }), true);
  for (const TERM of ["dumb", "teletype"]) assert.equal(color(true, { TERM }), false);
  assert.equal(color(true, { TERM: "" }), Deno.build.os === "windows");
  assert.equal(color(true, { CLICOLOR: "0" }), false);
  assert.equal(color(false, { CLICOLOR_FORCE: "1" }), true);
  assert.equal(color(true, { NO_COLOR: "1", CLICOLOR_FORCE: "1" }), false);
  assert.equal(color(false, { PLUGINARY_COLOR: "always", NO_COLOR: "1", TERM: "dumb" }), true);
  assert.equal(color(true, { PLUGINARY_COLOR: "never", CLICOLOR_FORCE: "1" }), false);
  assert.equal(color(true, { PLUGINARY_COLOR: "auto" }), true);
});
