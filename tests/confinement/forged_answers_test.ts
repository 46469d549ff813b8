import assert from "node:assert/strict";
import { copyFolder } from "../support/copy_folder.ts";
import { runProgram } from "../support/program.ts";
import { HostileModule } from "./support/hostile_module.ts";

const GOOD = new URL("../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;
const onLinux = { ignore: Deno.build.os !== "linux" };

/** Scans a good module, the forger and the good one again with one worker; the names found, by module. */
async function scanAround(...args: string[]): Promise<Map<string, string[]>> {
  await using forger = await HostileModule.make({ behaviour: "forge" });
  for (const name of ["A", "Z"]) {
    await copyFolder(GOOD, `${forger.root}/${name}.vst3`);
    for (const architecture of Deno.readDirSync(`${forger.root}/${name}.vst3/Contents`)) {
      const folder = `${forger.root}/${name}.vst3/Contents/${architecture.name}`;
      await Deno.rename(`${folder}/good.so`, `${folder}/${name}.so`);
    }
  }
  const { stdout } = await runProgram([
    "scan",
    "--json",
    "--no-catalog",
    "--jobs",
    "1",
    forger.root,
    ...args,
  ]);
  const { modules } = JSON.parse(stdout) as {
    modules: { location: string; plugins: { name: string }[]; outcome: string }[];
  };
  const named = modules.map(({ location, plugins }) =>
    [location.slice(forger.root.length + 1), plugins.map(({ name }) => name)] as const
  );
  return new Map(named);
}

Deno.test(
  "a module that answers for others falsifies at worst those after it in the same worker",
  onLinux,
  async () => {
    const names = await scanAround();
    assert.ok(names.get("A.vst3")!.length > 0);
    assert.ok(!names.get("A.vst3")!.includes("forged"), "scanned before");
    assert.deepEqual(names.get("Z.vst3"), ["forged"], "scanned after: the danger is real");
  },
);

Deno.test("pluginary scan --isolate leaves a forger nobody to answer for", onLinux, async () => {
  const names = await scanAround("--isolate");
  assert.ok(names.get("Z.vst3")!.length > 0);
  assert.deepEqual(names.get("Z.vst3"), names.get("A.vst3"));
  assert.ok(!names.get("Z.vst3")!.includes("forged"));
});
