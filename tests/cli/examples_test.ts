import assert from "node:assert/strict";
import { commandPages } from "../../scripts/write_docs.ts";
import { programTarget, runProgram } from "../support/program.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { examplesOf } from "./support/examples.ts";
import { storedCatalog } from "./support/stored_catalog.ts";

/** Those that need no more than a catalog: the others scan the computer, or ask, or need files of the user's. */
const RUNNABLE = /^pluginary (list|schema|help|cache (stats|check|backup)|config (list|path|schema))\b/;

/** Runs command lines as they are typed, one after the other. */
const SCRIPT = 'program=$1; shift; pluginary() { "$PROGRAM" $ARGUMENTS "$@" || exit 1; }; eval "$program"';

Deno.test("the examples of the help pages work as they are typed", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await storedCatalog(path, [{ name: "ZamTube" }]);
  const { program, args } = programTarget();
  const examples = (await commandPages()).flatMap(examplesOf).filter((line) => RUNNABLE.test(line));
  assert.ok(examples.length > 8, examples.join("\n"));
  const { code, stderr } = await runProgram(["-c", SCRIPT, "sh", examples.join("\n")], {
    target: { program: "sh", args: [] },
    cwd: folder.path,
    env: { PROGRAM: program, ARGUMENTS: args.join(" "), PLUGINARY_CATALOG: path, HOME: folder.path },
  });
  assert.equal(code, 0, `${examples.join("\n")}\n${stderr}`);
});
