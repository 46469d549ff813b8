// What the program's confinement promises, once more of the compiled file. Each
// test file is a world of its own, so the choice of the program stays in this one.
import { compiledTarget, whyNotCompiled } from "../support/compiled_program.ts";
import { useTarget } from "../support/program.ts";

const reason = whyNotCompiled();
if (reason !== "") {
  Deno.test({ name: `The compiled program's confinement (${reason})`, ignore: true, fn: () => {} });
} else {
  useTarget(await compiledTarget());
  await import("../confinement/scan_test.ts");
}
