import assert from "node:assert/strict";
import { WORKER_ARGUMENT } from "../../src/worker/protocol.ts";
import { type ProgramOptions, runProgram } from "../support/program.ts";

/** What a person's attempts at the hidden argument have on standard input. */
const ATTEMPTS: [what: string, options: ProgramOptions][] = [
  ["without input", {}],
  ["with a line that is no message", { stdin: "scan /usr/lib/vst3\n" }],
  ["with a message that is no start", { stdin: '{"type":"list","location":"/x.vst3"}\n' }],
  ["with a start message of another version", { stdin: '{"type":"start","protocol":0,"shim":"/x.so"}\n' }],
  ["with half a line", { stdin: '{"type":"start"' }],
];

for (const [what, options] of ATTEMPTS) {
  Deno.test(`pluginary refuses to be a worker for a person ${what}`, async () => {
    const { code, stdout, stderr } = await runProgram([WORKER_ARGUMENT], options);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^pluginary: Cannot run as a worker: "--pluginary-worker" is for internal use, and [^\n]+\n {2}Run "pluginary --help"\n$/,
    );
  });
}

Deno.test("pluginary refuses to be a worker on a terminal, without reading from it", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const { code, stdout } = await runProgram([WORKER_ARGUMENT], { terminal: { columns: 200 } });
  assert.equal(code, 2);
  assert.match(stdout, /Cannot run as a worker: .* standard input is a terminal/);
});

Deno.test("pluginary does not take the hidden argument in another place", async () => {
  const { code, stderr } = await runProgram(["scan", WORKER_ARGUMENT]);
  assert.equal(code, 2);
  assert.match(stderr, /^pluginary: Unknown option "--pluginary-worker"/);
});
