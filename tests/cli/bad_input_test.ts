import assert from "node:assert/strict";
import type { ScanDocument } from "../../src/model/documents/scan_document.ts";
import { makeBundle } from "../support/bundles.ts";
import { runProgram } from "../support/program.ts";
import { restrictedTarget } from "../support/restricted_target.ts";
import { missingSamples, zamBundle } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const missing = missingSamples();
const ARCHITECTURE_FOLDER = `${Deno.build.arch}-linux`;

async function shell(script: string, folder: string): Promise<void> {
  const { success } = await new Deno.Command("sh", { args: ["-c", script, "sh", folder] }).output();
  assert.ok(success);
}

/** Puts one of each thing that a plugin folder should not hold beside two real plugins. */
async function fillFolder(folder: TemporaryFolder): Promise<void> {
  await folder.write("Text.vst3", "I am a text");
  await folder.write("Empty.vst3/Contents/Resources/readme.txt", "nothing to load");
  const library = await Deno.readFile(`${zamBundle("ZamTube")}/Contents/${ARCHITECTURE_FOLDER}/ZamTube.so`);
  await folder.write(
    `Truncated.vst3/Contents/${ARCHITECTURE_FOLDER}/Truncated.so`,
    library.subarray(0, 100_000),
  );
  await Deno.symlink(folder.join("gone"), folder.join("Dangling.vst3"));
  await makeBundle(folder, "locked/Hidden.vst3");
  await makeBundle(folder, "Unreadable.vst3");
  await Deno.symlink(zamBundle("ZamTube"), folder.join("Good.vst3"));
  await shell(
    `cp -r "${zamBundle("ZamGate")}" "$1/My \\"best\\" 'one'$(printf '\\nmore').vst3"`,
    folder.path,
  );
  await shell(`mkdir "$1/$(printf 'Not\\377Utf8.vst3')"`, folder.path);
  await Deno.chmod(folder.join("locked"), 0);
  await Deno.chmod(folder.join("Unreadable.vst3"), 0);
}

async function unlock(folder: TemporaryFolder): Promise<void> {
  await Deno.chmod(folder.join("locked"), 0o700);
  await Deno.chmod(folder.join("Unreadable.vst3"), 0o700);
}

Deno.test(`pluginary scan gives each bad thing a reason and scans the rest${missing}`, {
  ignore: missing !== "" || Deno.build.os !== "linux",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await fillFolder(folder);
  const { code, stdout } = await runProgram(["scan", folder.path, "--json"], { target: restrictedTarget() });
  await unlock(folder);
  assert.equal(code, 0);
  const document: ScanDocument = JSON.parse(stdout);
  const found = document.modules.map(({ location, outcome, reason }) =>
    [location.replace(`${folder.path}/`, ""), reason?.code ?? outcome] as const
  );
  assert.deepEqual(Object.fromEntries(found), {
    "/usr/lib/vst3/ZamTube.vst3": "scanned",
    "Dangling.vst3": "not-found",
    "Empty.vst3": "empty-bundle",
    [`My "best" 'one'\nmore.vst3`]: "scanned",
    "Not\uFFFDUtf8.vst3": "path-not-utf-8",
    "Text.vst3": "not-a-module",
    "Truncated.vst3": "load-error",
    "Unreadable.vst3": "permission-denied",
  });
  assert.deepEqual(
    document.problems.map(({ location, code }) => [location, code]),
    [[folder.join("locked"), "permission-denied"]],
  );
});
