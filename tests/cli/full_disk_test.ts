import assert from "node:assert/strict";
import { runProgram } from "../support/program.ts";
import { missingSamples, VST3_FOLDER } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { TmpfsMount, whyNoMounts } from "../support/tmpfs_mount.ts";

const missing = missingSamples() || await whyNoMounts();

Deno.test(`the program survives a full disk, keeps what it stored and goes on with more room${missing}`, {
  ignore: missing !== "",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await using disk = await TmpfsMount.on(folder.path, "size=640k");
  const env = { PLUGINARY_CATALOG: `${disk.path}/catalog.db` };
  const full = await runProgram(["scan", VST3_FOLDER], { env });
  assert.equal(full.code, 1);
  assert.match(full.stderr, /pluginary: Cannot use the catalog ".*": the disk is full\n {2}Free some space/);
  for (const command of ["list", "cache stats", "cache check"]) {
    const { code, stderr } = await runProgram(command.split(" "), { env });
    assert.equal(code, 0, `${command}: ${stderr}`);
  }
  const stored = JSON.parse((await runProgram(["list", "--json"], { env })).stdout).total;
  for (const command of ["cache backup", "cache clear --yes"]) {
    const { code, stderr } = await runProgram(command.split(" "), { env });
    assert.equal(code, 1, command);
    assert.match(stderr, /^pluginary: Cannot .* full\n {2}\S/, command);
  }
  const { total } = JSON.parse((await runProgram(["list", "--json"], { env })).stdout);
  assert.equal(total, stored, "a backup that fails keeps the catalog from being cleared");
  await disk.remount("size=16m");
  const resumed = await runProgram(["scan", VST3_FOLDER, "--json"], { env });
  assert.equal(resumed.code, 0, resumed.stderr);
  const { modules, summary } = JSON.parse(resumed.stdout);
  assert.equal(summary.failures, 0);
  const kept = modules.filter(({ change }: { change: string }) => change === "unchanged").length;
  assert.ok(kept >= stored && kept < modules.length, `${kept} of ${modules.length} had been stored`);
});
