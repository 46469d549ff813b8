import assert from "node:assert/strict";
import { printError } from "../../../src/cli/command_line/error_report.ts";
import { readLine } from "../../../src/cli/command_line/typed_line.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { fakeConsole } from "../support/fake_console.ts";

const NOT_FOUND = new PluginaryError("path-not-found", 'Cannot scan "/x": it does not exist', "Name another");

Deno.test("printError() says what happened and what to do", async () => {
  const console = fakeConsole();
  assert.equal(await printError(NOT_FOUND, readLine(["scan", "/x"]), console), 1);
  assert.deepEqual(await console.printed(), {
    stdout: "",
    stderr: 'pluginary: Cannot scan "/x": it does not exist\n  Name another\n',
  });
});

Deno.test("printError() adds a document for --json, but not for one that is an argument", async () => {
  const printed = async (args: string[]) => {
    const console = fakeConsole();
    await printError(NOT_FOUND, readLine(args), console);
    return (await console.printed()).stdout;
  };
  const error = { code: "path-not-found", message: NOT_FOUND.message, hint: NOT_FOUND.hint };
  assert.deepEqual(JSON.parse(await printed(["scan", "--json"])), {
    schema: "error",
    schemaVersion: 1,
    error,
  });
  assert.equal(await printed(["scan", "--", "--json"]), "");
});

Deno.test("printError() shows the stack of an internal error only when debugging", async () => {
  const unexpected = new TypeError("x is not a function", { cause: new Error("deeper") });
  const quiet = fakeConsole();
  assert.equal(await printError(unexpected, readLine([]), quiet), 1);
  const { stderr } = await quiet.printed();
  assert.match(
    stderr,
    /^pluginary: Cannot go on because of an internal error: TypeError: x is not a function\n/,
  );
  assert.doesNotMatch(stderr, / {4}at /);
  const loud = fakeConsole({ environment: { PLUGINARY_DEBUG: "1" } });
  await printError(unexpected, readLine([]), loud);
  assert.match(
    (await loud.printed()).stderr,
    /TypeError: x is not a function\n {4}at [^]*Error: deeper\n {4}at /,
  );
});
