import assert from "node:assert/strict";
import { discover, type DiscoveryOptions } from "../../../src/scan/discovery/discovery.ts";
import type { Discovery, FoundModule } from "../../../src/scan/formats/found_module.ts";
import { type SearchRoot, searchRoots } from "../../../src/scan/discovery/search_paths.ts";
import { thisSystem } from "../../../src/scan/files/search_system.ts";
import { elfHeader, makeBundle } from "../../support/bundles.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const OTHER_ARCHITECTURE = Deno.build.arch === "x86_64" ? "aarch64" : "x86_64";

/** What a person gets who names these paths. */
function named(...paths: string[]): SearchRoot[] {
  return searchRoots({ paths }, thisSystem(() => undefined));
}

async function discoverAll(roots: SearchRoot[], options: DiscoveryOptions = {}): Promise<Discovery[]> {
  return await Array.fromAsync(discover(roots, options));
}

async function search(folder: TemporaryFolder, ...paths: string[]): Promise<Discovery[]> {
  return await discoverAll(named(...paths.length > 0 ? paths : [folder.path]));
}

async function searchModules(folder: TemporaryFolder, ...paths: string[]): Promise<FoundModule[]> {
  return (await search(folder, ...paths)).flatMap((found) => "module" in found ? [found.module] : []);
}

async function searchOne(folder: TemporaryFolder): Promise<FoundModule> {
  const modules = await searchModules(folder);
  assert.equal(modules.length, 1);
  return modules[0]!;
}

Deno.test("discover() finds bundles below folders, in the order of their names", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "b/Second.vst3");
  await makeBundle(folder, "a/First.vst3");
  const modules = await searchModules(folder);
  assert.deepEqual(modules.map(({ location }) => location), [
    folder.join("a/First.vst3"),
    folder.join("b/Second.vst3"),
  ]);
  assert.equal(modules[0]?.binary, folder.join(`a/First.vst3/Contents/${Deno.build.arch}-linux/First.so`));
  assert.deepEqual(modules[0]?.architectures, [Deno.build.arch]);
});

Deno.test("discover() takes a path with spaces, quotes and line feeds as it is", async () => {
  await using folder = await TemporaryFolder.make();
  const name = `My "best"\n'plugin' $(date) ; *.vst3`;
  await makeBundle(folder, name);
  assert.equal((await searchOne(folder)).location, folder.join(name));
});

Deno.test("discover() does not look for modules inside a bundle", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "Outer.vst3");
  await makeBundle(folder, "Outer.vst3/Contents/Resources/Inner.vst3");
  assert.equal((await searchOne(folder)).location, folder.join("Outer.vst3"));
});

Deno.test("discover() searches a folder that is only called like a module", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "Vendor.vst3/Real.vst3");
  assert.equal((await searchOne(folder)).location, folder.join("Vendor.vst3/Real.vst3"));
});

Deno.test("discover() takes a bundle's folder for no other system by a name that all objects have", async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.mkdir(folder.join("A.vst3/Contents/constructor"), { recursive: true });
  const [found] = await search(folder, folder.join("A.vst3"));
  assert.equal(
    found !== undefined && "module" in found ? found.module.reason?.code : undefined,
    "empty-bundle",
  );
});

Deno.test("discover() finds the one library of a renamed bundle", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "Old.vst3");
  await Deno.rename(folder.join("Old.vst3"), folder.join("New.vst3"));
  assert.match((await searchOne(folder)).binary ?? "", /Old\.so$/);
});

Deno.test("discover() counts moduleinfo.json among a module's files, in both places", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "A.vst3");
  const files = [
    await folder.write("A.vst3/Contents/Resources/moduleinfo.json", "{}"),
    await folder.write("A.vst3/Contents/moduleinfo.json", "{}"),
  ];
  assert.deepEqual((await searchOne(folder)).files.slice(1), files);
});

Deno.test("discover() finds a module once, whatever number of links leads to it", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "real/A.vst3");
  await Deno.symlink(folder.join("real/A.vst3"), folder.join("Link.vst3"));
  await Deno.symlink(folder.join("real"), folder.join("folder-link"));
  assert.equal((await searchOne(folder)).location, folder.join("real/A.vst3"));
});

Deno.test("discover() survives links that form a loop", async () => {
  await using folder = await TemporaryFolder.make();
  await makeBundle(folder, "deep/A.vst3");
  await Deno.symlink(folder.path, folder.join("deep/up"));
  await Deno.symlink(folder.join("two"), folder.join("one"));
  await Deno.symlink(folder.join("one"), folder.join("two"));
  assert.equal((await searchOne(folder)).location, folder.join("deep/A.vst3"));
});

/** What stands in the way of loading each kind of broken module. */
const BROKEN: [name: string, make: (folder: TemporaryFolder) => Promise<unknown>, code: string][] = [
  ["a text file", (folder) => folder.write("A.vst3", "I am a text"), "not-a-module"],
  ["an empty file", (folder) => folder.write("A.vst3", ""), "not-a-module"],
  ["a bare library", (folder) => folder.write("A.vst3", elfHeader()), "not-a-module"],
  ["an empty folder", (folder) => Deno.mkdir(folder.join("A.vst3")), "empty-bundle"],
  [
    "an empty bundle",
    (folder) => Deno.mkdir(folder.join("A.vst3/Contents"), { recursive: true }),
    "empty-bundle",
  ],
  ["a bundle with an empty architecture folder", async (folder) => {
    await Deno.mkdir(folder.join(`A.vst3/Contents/${Deno.build.arch}-linux`), { recursive: true });
  }, "empty-bundle"],
  ["a bundle whose library is a text", async (folder) => {
    await folder.write(`A.vst3/Contents/${Deno.build.arch}-linux/A.so`, "text");
  }, "not-a-module"],
  [
    "a bundle for another architecture",
    (folder) => makeBundle(folder, "A.vst3", OTHER_ARCHITECTURE),
    "wrong-architecture",
  ],
  ["a bundle with another architecture's library", async (folder) => {
    await folder.write(`A.vst3/Contents/${Deno.build.arch}-linux/A.so`, elfHeader(OTHER_ARCHITECTURE));
  }, "wrong-architecture"],
  [
    "a bundle for Windows",
    (folder) => folder.write("A.vst3/Contents/x86_64-win/A.vst3", "MZ"),
    "other-system",
  ],
  ["a bundle for macOS", (folder) => folder.write("A.vst3/Contents/MacOS/A", "x"), "other-system"],
  ["a dangling link", (folder) => Deno.symlink(folder.join("gone"), folder.join("A.vst3")), "not-found"],
  ["a link to itself", (folder) => Deno.symlink(folder.join("A.vst3"), folder.join("A.vst3")), "not-found"],
];

for (const [name, make, code] of BROKEN) {
  Deno.test(`discover() says "${code}" of ${name}`, async () => {
    await using folder = await TemporaryFolder.make();
    await make(folder);
    const module = await searchOne(folder);
    assert.equal(module.location, folder.join("A.vst3"));
    assert.equal(module.reason?.code, code);
    assert.equal(module.binary, undefined);
  });
}

Deno.test("discover() says that a library is truncated instead of loading it", async () => {
  await using folder = await TemporaryFolder.make();
  const library = elfHeader();
  const segments = new Uint8Array(120);
  segments.set(library);
  const view = new DataView(segments.buffer);
  view.setBigUint64(32, 64n, true); // e_phoff
  view.setUint16(54, 56, true); // e_phentsize
  view.setUint16(56, 1, true); // e_phnum
  view.setUint32(64, 1, true); // PT_LOAD
  view.setBigUint64(64 + 32, 4096n, true); // p_filesz
  await folder.write(`A.vst3/Contents/${Deno.build.arch}-linux/A.so`, segments);
  const module = await searchOne(folder);
  assert.equal(module.reason?.code, "load-error");
  assert.match(module.reason?.message ?? "", /truncated/);
});

Deno.test("discover() passes over roots that do not exist", async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await search(folder, folder.join("nowhere")), []);
});

Deno.test("discover() says of a named file that it is no module", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("notes.txt", "text");
  const [found] = await search(folder, path);
  assert.ok(found !== undefined && "problem" in found);
  assert.equal(found.problem.code, "not-a-module");
});

Deno.test("discover() stops at its bound and says so once", async () => {
  await using folder = await TemporaryFolder.make();
  for (let i = 0; i < 20; i++) await folder.write(`${i}.txt`, "");
  const found = await discoverAll(named(folder.path), { maximumEntries: 5 });
  assert.deepEqual(found.map((item) => "problem" in item && item.problem.code), ["walk-limit"]);
});

Deno.test({
  name: "discover() says of a module whose name is not UTF-8 that it cannot be opened",
  // macOS refuses such names, Windows has none.
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using folder = await TemporaryFolder.make();
    const make = new Deno.Command("sh", {
      args: ["-c", `mkdir "$1/$(printf 'B\\377d.vst3')" "$1/$(printf 'f\\377lder')"`, "sh", folder.path],
    });
    assert.ok((await make.output()).success);
    const found = await search(folder);
    const codes = found.map((item) => {
      if ("module" in item) return item.module.reason?.code;
      return "problem" in item && item.problem.code;
    });
    assert.deepEqual(codes, ["path-not-utf-8", "path-not-utf-8"]);
  },
});
