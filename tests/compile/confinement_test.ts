// The promises of the confinement, once more for the compiled program: all
// attempts of a hostile module, and the rest in a full run. Each test file is a
// world of its own, so the choice of the program stays in this one.
import { compiledTarget, whyNotCompiled } from "../support/compiled_program.ts";
import { IS_FULL_RUN } from "../support/counts.ts";
import { useTarget } from "../support/program.ts";

const reason = whyNotCompiled();
if (reason !== "") {
  Deno.test({ name: `The compiled program's confinement (${reason})`, ignore: true, fn: () => {} });
} else {
  useTarget(await compiledTarget());
  await import("../confinement/scan_attempts_test.ts");
  if (IS_FULL_RUN) await import("../confinement/scan_test.ts");
}
