import assert from "node:assert/strict";
import { progressForm } from "../../../src/cli/progress/progress_form.ts";
import type { ProgressChoice } from "../../../src/cli/output/output_options.ts";
import { fakeConsole } from "../support/fake_console.ts";

function formFor(
  choice: ProgressChoice,
  { TERM, isTerminal = true, sharesTerminal = false }: {
    TERM?: string;
    isTerminal?: boolean;
    sharesTerminal?: boolean;
  } = {},
): string {
  const environment = TERM === undefined ? {} : { TERM };
  const { form, notice } = progressForm(choice, fakeConsole({ isTerminal, environment }), { sharesTerminal });
  return notice === undefined ? form : `${form}: ${notice}`;
}

Deno.test("progressForm() is live on known terminals", () => {
  for (
    const TERM of ["xterm-256color", "screen", "tmux-256color", "linux", "vt100", "alacritty", "st-meta"]
  ) {
    assert.equal(formFor("auto", { TERM }), "live", TERM);
  }
  assert.equal(formFor("auto", { TERM: "xterm", sharesTerminal: true }), "none");
  assert.equal(formFor("auto", { TERM: "xterm", isTerminal: false }), "none");
});

Deno.test("progressForm() is plain where the terminal may not redraw, and says why", {
  ignore: Deno.build.os === "windows",
}, () => {
  const plain = "plain: Progress is shown as plain lines: ";
  assert.equal(formFor("auto"), `${plain}TERM is not set`);
  assert.equal(formFor("auto", { TERM: "teletype\n" }), `${plain}TERM is "teletype␊", which is unknown`);
  assert.equal(formFor("auto", { TERM: "dumb" }), "none");
});

Deno.test("progressForm() does as it is told where that is possible", () => {
  assert.equal(formFor("live", { TERM: "teletype" }), "live");
  assert.equal(formFor("live", { TERM: "dumb" }), 'plain: Progress is shown as plain lines: TERM is "dumb"');
  assert.equal(
    formFor("live", { isTerminal: false }),
    "plain: Progress is shown as plain lines: standard error is not a terminal",
  );
  assert.match(
    formFor("live", { TERM: "xterm", sharesTerminal: true }),
    /^none: Progress is not shown: the answer/,
  );
  assert.equal(formFor("plain", { isTerminal: false }), "plain");
  assert.equal(formFor("plain", { TERM: "xterm" }), "plain");
  assert.equal(formFor("none", { TERM: "xterm" }), "none");
});
