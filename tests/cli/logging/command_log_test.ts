import assert from "node:assert/strict";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { CommandLog } from "../../../src/cli/logging/command_log.ts";
import { readLog } from "../../../src/log/read_log.ts";
import { fakeConsole } from "../support/fake_console.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("an internal error is logged with the stacks of its causes", async () => {
  await using folder = await TemporaryFolder.make();
  const console = fakeConsole({ environment: { HOME: folder.path } });
  const log = CommandLog.open(readLine(["scan", "--log-level", "error"]), console)!;
  log.fail(new TypeError("it is broken", { cause: new Error("token=hunter22") }));
  await log.end(1);
  const path = `${folder.path}/.local/state/pluginary/log/pluginary.log`;
  const [record, ...others] = readLog(path);
  assert.deepEqual(others, []);
  assert.equal(record?.message, "Internal error: TypeError: it is broken");
  const stack = record.properties["stack"];
  assert.match(String(stack), /TypeError: it is broken\n {4}at .*command_log_test\.ts/);
  assert.match(String(stack), /Error: token=\*\*\*\n {4}at /);
});

Deno.test("a command line with braces is logged as it is", async () => {
  await using folder = await TemporaryFolder.make();
  const console = fakeConsole({ environment: { HOME: folder.path } });
  const log = CommandLog.open(readLine(["scan", "{code}", "{{x}}"]), console)!;
  await log.end(0);
  const [record] = readLog(`${folder.path}/.local/state/pluginary/log/pluginary.log`);
  assert.equal(record?.message, "Started: pluginary scan {code} {{x}}");
});
