import assert from "node:assert/strict";
import type { ScanDocument } from "../../src/model/documents/scan_document.ts";
import { makeBundle } from "../support/bundles.ts";
import { type ProgramRun, runProgram } from "../support/program.ts";
import { NOBODY, nobodyTarget, restrictedTarget } from "../support/restricted_target.ts";
import { missingSamples, zamBundle } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { Sandbox } from "../support/sandbox.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };
const missing = missingSamples();
const needsRoot = Deno.build.os !== "linux" || Deno.uid() !== 0
  ? " (skipped: needs the superuser of Linux)"
  : "";

Deno.test(
  "pluginary scan marks nothing as removed in a folder that cannot be read, and says so",
  onLinux,
  async () => {
    await using folder = await Sandbox.make();
    const drive = folder.join("drive");
    await makeBundle(folder, "drive/A.vst3");
    await makeBundle(folder, "drive/B.vst3");
    const scanDrive = async (): Promise<ScanDocument> => {
      const { code, stdout, stderr } = await folder.run(["scan", drive, "--json"], {
        target: restrictedTarget(),
      });
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };
    assert.equal((await scanDrive()).modules.length, 2);
    await Deno.chmod(drive, 0);
    try {
      const { removed, modules, problems } = await scanDrive();
      assert.deepEqual([removed, modules], [[], []]);
      assert.deepEqual(
        problems.map(({ location, code }) => [location, code]),
        [[drive, "permission-denied"], [drive, "lost-root"]],
      );
    } finally {
      await Deno.chmod(drive, 0o700);
    }
    const back = await scanDrive();
    assert.deepEqual(back.modules.map(({ change }) => change), ["unchanged", "unchanged"]);
  },
);

Deno.test(`the commands of the catalog serve a user without any rights${needsRoot || missing}`, {
  ignore: (needsRoot || missing) !== "",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.chmod(folder.path, 0o755);
  await Deno.mkdir(folder.join("home"));
  await Deno.chown(folder.join("home"), NOBODY, NOBODY);
  const env = {
    HOME: folder.join("home"),
    TMPDIR: folder.join("home"),
    PLUGINARY_CATALOG: folder.join("home/data/catalog.db"),
    XDG_RUNTIME_DIR: undefined,
  };
  const target = await nobodyTarget(folder);
  const run = (...args: string[]) => runProgram(args, { env, target });
  const scanned = await run("scan", zamBundle("ZamTube"));
  assert.equal(scanned.code, 0, scanned.stderr);
  assert.match(scanned.stdout, /ZamTube/);
  const info = await Deno.stat(folder.join("home/data"));
  assert.deepEqual([info.uid, info.mode! & 0o777], [NOBODY, 0o700]);
  const commands = ["list", "info ZamTube", "cache stats", "cache check", "cache backup", "cache vacuum"];
  for (
    const command of [...commands, "cache repair", "cache prune", "cache clear --yes", "cache restore --yes"]
  ) {
    const { code, stderr } = await run(...command.split(" "));
    assert.equal(code, 0, `${command}: ${stderr}`);
  }
});

Deno.test(`a catalog of another user can be read, and says that it cannot be written${needsRoot}`, {
  ignore: needsRoot !== "",
}, async () => {
  await using folder = await Sandbox.make();
  await makeBundle(folder, "plugins/A.vst3");
  await Deno.chmod(folder.path, 0o755);
  assert.equal((await folder.run(["scan", folder.join("plugins")])).code, 0);
  const before = await Deno.readFile(folder.catalog);
  const target = await nobodyTarget(folder);
  const run = (...args: string[]) => folder.run(args, { target });
  for (const command of ["list", "cache stats", "cache check", "cache path"]) {
    const { code, stderr } = await run(...command.split(" "));
    assert.equal(code, 0, `${command}: ${stderr}`);
  }
  const commands = ["cache vacuum", "cache backup", "cache prune", "cache clear --yes", "cache repair"];
  for (const command of [`scan ${folder.join("plugins")}`, ...commands]) {
    isClearRefusal(command, await run(...command.split(" ")));
  }
  assert.deepEqual(await Deno.readFile(folder.catalog), before);
});

function isClearRefusal(command: string, { code, stderr }: ProgramRun): void {
  assert.equal(code, 1, `${command}: ${stderr}`);
  assert.match(
    stderr,
    /^pluginary: Cannot (write|make|use|open|put|back up|repair) .*\n {2}\S/,
    `${command}: ${stderr}`,
  );
  assert.doesNotMatch(stderr, /at file:|internal error/, command);
}
