import assert from "node:assert/strict";
import type { ConfinementPolicy } from "../../../src/model/confinement.ts";
import { placeModules, shimAllowances } from "../../../src/scan/workers/confinement.ts";
import type { FoundModule } from "../../../src/scan/formats/found_module.ts";
import { elfHeader } from "../../support/bundles.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const AUTO: ConfinementPolicy = { level: "auto", allowances: [] };
const unix = { ignore: Deno.build.os === "windows" };

/** A module with a binary, as discovery finds it: links resolved. */
async function found(folder: TemporaryFolder, name: string): Promise<FoundModule & { binary: string }> {
  const binary = await folder.write(`${name}/Contents/x86_64-linux/Plugin.so`, "");
  return { format: "vst3", location: folder.join(name), architectures: [], binary, files: [binary] };
}

/** What each group of modules may read, with the groups' module names. */
async function groups(
  folder: TemporaryFolder,
  names: readonly string[],
  roots: readonly string[],
  policy = AUTO,
  environment: (name: string) => string | undefined = () => undefined,
): Promise<{ names: string[]; readable: string[] }[]> {
  const modules = await Promise.all(names.map((name) => found(folder, name)));
  const result: { names: string[]; readable: string[]; confinement: unknown }[] = [];
  for (
    const placed of await placeModules(
      modules,
      roots.map((root) => folder.join(root)),
      policy,
      environment,
    )
  ) {
    const name = placed.found.location.slice(folder.path.length + 1);
    const last = result.at(-1);
    if (last?.confinement === placed.confinement) last.names.push(name);
    else {
      const readable = placed.confinement.readable.map((path) => path.replace(`${folder.path}/`, ""));
      result.push({ names: [name], readable, confinement: placed.confinement });
    }
  }
  return result.map(({ names, readable }) => ({ names, readable }));
}

Deno.test(
  "placeModules() lets a worker read the folder that its modules were found in, and no other",
  unix,
  async () => {
    await using folder = await TemporaryFolder.make();
    assert.deepEqual(
      await groups(folder, ["user/A.vst3", "system/B.vst3", "user/C.vst3"], ["user", "system"]),
      [
        { names: ["user/A.vst3", "user/C.vst3"], readable: ["user"] },
        { names: ["system/B.vst3"], readable: ["system"] },
      ],
    );
  },
);

Deno.test("placeModules() takes the innermost of nested folders", unix, async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await groups(folder, ["all/A.vst3", "all/more/B.vst3"], ["all", "all/more"]), [
    { names: ["all/A.vst3"], readable: ["all"] },
    { names: ["all/more/B.vst3"], readable: ["all/more"] },
  ]);
});

Deno.test("placeModules() gives a module that was named itself alone", unix, async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await groups(folder, ["x/A.vst3"], ["x/A.vst3"]), [
    { names: ["x/A.vst3"], readable: ["x/A.vst3"] },
  ]);
});

Deno.test(
  "placeModules() gives what a link led to by itself, not the folder that it lies in",
  unix,
  async () => {
    await using folder = await TemporaryFolder.make();
    const names = ["elsewhere/A.vst3", "elsewhere/B.vst3", "user/C.vst3"];
    assert.deepEqual(await groups(folder, names, ["user"]), [
      { names: ["elsewhere/A.vst3", "elsewhere/B.vst3"], readable: ["elsewhere/A.vst3", "elsewhere/B.vst3"] },
      { names: ["user/C.vst3"], readable: ["user"] },
    ]);
  },
);

Deno.test("placeModules() resolves the links in a folder's own name", unix, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.mkdir(folder.join("real"));
  await Deno.symlink(folder.join("real"), folder.join("link"));
  assert.deepEqual(await groups(folder, ["real/A.vst3"], ["link"]), [
    { names: ["real/A.vst3"], readable: ["real"] },
  ]);
});

Deno.test("placeModules() adds a library that a bundle only links to", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const library = await folder.write("elsewhere/library.so", "");
  const module = await found(folder, "user/A.vst3");
  await Deno.remove(module.binary);
  await Deno.symlink(library, module.binary);
  const [placed] = await placeModules([module], [folder.join("user")], AUTO, () => undefined);
  assert.deepEqual(placed?.confinement.readable, [folder.join("user"), library]);
});

Deno.test("placeModules() adds the bundle of which another is made of links", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const { binary: origin } = await found(folder, "store/x/A.vst3");
  const module = await found(folder, "user/A.vst3");
  await Deno.remove(module.binary);
  await Deno.symlink(origin, module.binary);
  const [placed] = await placeModules([module], [folder.join("user")], AUTO, () => undefined);
  assert.deepEqual(placed?.confinement.readable, [folder.join("user"), folder.join("store/x/A.vst3")]);
});

Deno.test(
  "placeModules() adds the libraries that are linked beside a bundle's own, and nothing else",
  unix,
  async () => {
    await using folder = await TemporaryFolder.make();
    const module = await found(folder, "user/A.vst3");
    const helper = await folder.write("elsewhere/helper.so", elfHeader());
    const secret = await folder.write("elsewhere/secret.so", "I am no library");
    for (const target of [helper, secret, folder.join("elsewhere/gone.so")]) {
      await Deno.symlink(target, module.binary.replace("Plugin.so", target.split("/").at(-1)!));
    }
    const [placed] = await placeModules([module], [folder.join("user")], AUTO, () => undefined);
    assert.deepEqual(placed?.confinement.readable, [folder.join("user"), helper]);
  },
);

Deno.test("placeModules() does not open a home folder that is searched as a whole", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const environment = (name: string) => name === "HOME" ? folder.join("home") : undefined;
  for (const root of ["home", ""]) {
    assert.deepEqual(await groups(folder, ["home/x/A.vst3"], [root], AUTO, environment), [
      { names: ["home/x/A.vst3"], readable: ["home/x/A.vst3"] },
    ]);
  }
});

Deno.test("placeModules() adds what overrides open", unix, async () => {
  await using folder = await TemporaryFolder.make();
  const environment = (name: string) => ({ HOME: "/home/me", DISPLAY: ":0" })[name];
  const policy: ConfinementPolicy = {
    level: "require",
    allowances: ["home", "display", "read=/srv/samples", "write=/srv/state"],
  };
  const module = await found(folder, "x/A.vst3");
  const [placed] = await placeModules([module], [folder.join("x")], policy, environment);
  const { readable, writable, level, environment: variables } = placed!.confinement;
  assert.equal(level, "require");
  for (const path of ["/home/me", "/srv/samples", "/home/me/.Xauthority"]) {
    assert.ok(readable.includes(path), path);
  }
  assert.deepEqual(writable, ["/dev/shm", "/srv/state"]);
  assert.deepEqual(variables, { HOME: "/home/me", DISPLAY: ":0" });
});

Deno.test("shimAllowances() names all that concerns files once", () => {
  assert.deepEqual(shimAllowances(["net", "read=/a", "write=/b", "home"]), ["net", "paths"]);
  assert.deepEqual(shimAllowances([]), []);
});
