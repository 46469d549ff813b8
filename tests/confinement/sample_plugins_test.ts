import assert from "node:assert/strict";
import type { ScanDocument } from "../../src/model/scan_document.ts";
import { runProgram } from "../support/program.ts";
import { missingSamples, VST3_FOLDER, ZAM_PLUGINS } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { give, type User } from "./support/hostile_module.ts";
import { copyHosts, hostCommand } from "./support/hosts.ts";

const isLinux = Deno.build.os === "linux";
const isRoot = isLinux && Deno.uid() === 0;
const NOBODY: User = { uid: 65534, gid: 65534 };
const GOOD_FIXTURES = new URL("../../build/fixtures/vst3", import.meta.url).pathname;

/** All that a scan says, without times, workers and the confinement itself. */
async function scanned(path: string, confinement: string): Promise<unknown[]> {
  const { stdout } = await runProgram(["scan", "--json", "--no-catalog", path, "--confinement", confinement]);
  const { modules } = JSON.parse(stdout) as ScanDocument;
  return modules.map(({ location, outcome, reason, warnings, plugins }) => ({
    location,
    outcome,
    code: reason?.code,
    warnings: warnings.map(({ code }) => code),
    plugins: plugins.map((plugin) => ({ ...plugin, addedAt: "", updatedAt: "", scannedAt: "" })),
  }));
}

Deno.test("a confined scan of the sample plugins finds what an unconfined one does", {
  ignore: missingSamples() !== "",
}, async () => {
  const confined = await scanned(VST3_FOLDER, "require");
  assert.equal(confined.length, ZAM_PLUGINS.length);
  assert.deepEqual(confined, await scanned(VST3_FOLDER, "off"));
});

Deno.test(
  "a confined scan of the good fixture finds what an unconfined one does",
  { ignore: !isLinux },
  async () => {
    const path = `${GOOD_FIXTURES}/good.vst3`;
    assert.deepEqual(await scanned(path, "require"), await scanned(path, "off"));
  },
);

Deno.test("an ordinary user's confined worker describes the sample plugins as root's does", {
  ignore: !isRoot || missingSamples() !== "",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await copyHosts(folder.path);
  await Deno.mkdir(folder.join("private"));
  await give(folder.path, NOBODY);
  const binaries = ZAM_PLUGINS.map((name) =>
    `${VST3_FOLDER}/${name}.vst3/Contents/${Deno.build.arch}-linux/${name}.so`
  );
  const confinement = { level: "require", readable: [VST3_FOLDER], writable: [folder.join("private")] };
  const describe = async (user: User): Promise<string> => {
    const [program, ...args] = await hostCommand("describing_host", confinement, binaries, folder.path);
    const { success, stdout } = await new Deno.Command(program!, {
      args,
      env: { DENO_DIR: folder.join("private/deno"), HOME: folder.join("private") },
      clearEnv: true,
      cwd: folder.path,
      ...user,
    }).output();
    assert.ok(success);
    return new TextDecoder().decode(stdout);
  };
  const byNobody = await describe(NOBODY);
  assert.equal(byNobody.trimEnd().split("\n").length, ZAM_PLUGINS.length);
  assert.equal(byNobody, await describe({ uid: 0, gid: 0 }));
});
