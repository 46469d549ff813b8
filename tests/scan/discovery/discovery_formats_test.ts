import assert from "node:assert/strict";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { discover } from "../../../src/scan/discovery/discovery.ts";
import type { Discovery } from "../../../src/scan/formats/found_module.ts";
import { lv2Surroundings } from "../../../src/scan/formats/lv2_surroundings.ts";
import { type SearchRoot, searchRoots } from "../../../src/scan/discovery/search_paths.ts";
import { thisSystem } from "../../../src/scan/files/search_system.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** The libraries of these tests are those of Linux. */
const onlyOnLinux = { ignore: Deno.build.os !== "linux" };

const LADSPA = elfLibrary({ symbols: ["ladspa_descriptor"] });
const OTHER = elfLibrary({ symbols: ["something_else"] });
const MANIFEST = `@prefix lv2: <http://lv2plug.in/ns/lv2core#> . <a:b> a lv2:Plugin .`;
const DYNAMIC = `<a:d> a <http://lv2plug.in/ns/ext/dynmanifest#DynManifest> .`;
const PRESETS = `<a:c> a <http://lv2plug.in/ns/ext/presets#Preset> .`;

function named(...paths: string[]): SearchRoot[] {
  return searchRoots({ paths }, thisSystem(() => undefined));
}

/** A folder of the defaults of one format. */
function home(path: string, format: PluginFormat): SearchRoot[] {
  return [{ path, formats: [format], isRecursive: false, home: format }];
}

/** What was found, as "format location reason" with the folder's own path left out. */
async function found(folder: TemporaryFolder, roots: SearchRoot[]): Promise<string[]> {
  const discoveries = await Array.fromAsync(discover(roots));
  return discoveries.flatMap(summary).map((text) => text.replace(`${folder.path}/`, ""));
}

/** Nothing for a link, whose target is a find of its own. */
function summary(discovery: Discovery): string | string[] {
  if ("link" in discovery) return [];
  if ("data" in discovery) return `data ${discovery.data}`;
  if ("problem" in discovery) return `${discovery.problem.code} ${discovery.problem.location}`;
  const { format, location, reason } = discovery.module;
  return reason === undefined ? `${format} ${location}` : `${format} ${location} ${reason.code}`;
}

Deno.test("discover() finds modules of every format in one folder", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.clap", elfLibrary({ symbols: ["clap_entry"] }));
  await folder.write("b.so", LADSPA);
  await folder.write("c.lv2/manifest.ttl", MANIFEST);
  await folder.write("d/no-extension/manifest.ttl", MANIFEST);
  await folder.write("e.so", elfLibrary({ symbols: ["VSTPluginMain"] }));
  await folder.write("f.so", elfLibrary({ symbols: ["main"] }));
  await folder.write("g.vst/Contents/MacOS/g", "x");
  await folder.write("presets.lv2/manifest.ttl", PRESETS);
  assert.deepEqual(await found(folder, named(folder.path)), [
    "clap a.clap",
    "ladspa b.so",
    "lv2 c.lv2",
    "lv2 d/no-extension",
    "vst2 e.so vst2",
    "vst2 f.so vst2",
    "vst2 g.vst vst2",
    "data presets.lv2",
  ]);
});

Deno.test("discover() passes over libraries that are no plugins", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("other.so", OTHER);
  await folder.write("text.so", "I am a text");
  await folder.write("program.so", elfLibrary({ symbols: ["main"], hasInterpreter: true }));
  await folder.write("clap-without-the-name.so", elfLibrary({ symbols: ["clap_entry"] }));
  await folder.write("vst3-without-its-bundle.so", elfLibrary({ symbols: ["GetPluginFactory"] }));
  await folder.write("library.dll", "MZ");
  assert.deepEqual(await found(folder, named(folder.path)), []);
});

Deno.test("discover() says of a library that a person names what it is", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const paths = await Promise.all([
    folder.write("other.so", OTHER),
    folder.write("text.so", "I am a text"),
    folder.write("empty.so", ""),
    folder.write("clap.so", elfLibrary({ symbols: ["clap_entry"] })),
    folder.write("vst3.so", elfLibrary({ symbols: ["GetPluginFactory"] })),
    folder.write("foreign.so", elfLibrary({ machine: 243, symbols: ["ladspa_descriptor"] })),
    folder.write("header.so", elfLibrary({ machine: 243 }).slice(0, 64)),
    folder.write("windows.dll", windowsLibrary()),
    folder.write("notes.txt", "I am a text"),
  ]);
  assert.deepEqual(await found(folder, named(...paths)), [
    "ladspa other.so no-entry-point",
    "ladspa text.so not-a-module",
    "ladspa empty.so not-a-module",
    "clap clap.so",
    "vst3 vst3.so not-a-module",
    "ladspa foreign.so wrong-architecture",
    "ladspa header.so wrong-architecture",
    "ladspa windows.dll other-system",
    "not-a-module notes.txt",
  ]);
});

function windowsLibrary(): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4d5a);
  view.setUint32(0x3c, 128, true);
  view.setUint32(128, 0x50450000);
  view.setUint16(132, 0x8664, true);
  return bytes;
}

Deno.test(
  "discover() says of every broken library in a folder for LADSPA what it is",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("good.so", LADSPA);
    await folder.write("other.so", OTHER);
    await folder.write("text.so", "I am a text");
    await folder.write("foreign.so", elfLibrary({ machine: 183, symbols: ["ladspa_descriptor"] }));
    await folder.write("below/deep.so", LADSPA);
    await folder.write("README", "I am a text");
    await Deno.symlink("gone", folder.join("link.so"));
    assert.deepEqual(await found(folder, home(folder.path, "ladspa")), [
      "ladspa foreign.so wrong-architecture",
      "ladspa good.so",
      "ladspa link.so not-found",
      "ladspa text.so not-a-module",
    ]);
  },
);

Deno.test(
  "discover() passes over the data libraries of LADSPA plugins, however its folder is named",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const root = folder.join("ladspa");
    await folder.write("ladspa/plugin.so", LADSPA);
    await folder.write("ladspa/helper.so", OTHER);
    const data = await folder.write("ladspa/plugin_files/plugin_data.so", OTHER);
    const byPerson: SearchRoot = { ...named(root)[0]!, home: "ladspa" };
    for (const roots of [home(root, "ladspa"), [byPerson], named(folder.path)]) {
      assert.deepEqual(await found(folder, roots), ["ladspa ladspa/plugin.so"]);
    }
    assert.deepEqual(await found(folder, named(data)), [
      "ladspa ladspa/plugin_files/plugin_data.so no-entry-point",
    ]);
  },
);

Deno.test(
  "discover() reads what an LV2 bundle is from its manifest and its libraries",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("broken.lv2/manifest.ttl", "I am a text");
    await folder.write("dynamic.lv2/manifest.ttl", DYNAMIC);
    await folder.write("empty.lv2/manifest.ttl", "");
    await folder.write("partly-dynamic.lv2/manifest.ttl", `${MANIFEST} ${DYNAMIC}`);
    await Deno.mkdir(folder.join("nothing.lv2"));
    await folder.write("file.lv2", "I am a text");
    await folder.write("foreign.lv2/manifest.ttl", MANIFEST);
    await folder.write("foreign.lv2/a.so", elfLibrary({ machine: 243 }));
    await folder.write("both.lv2/manifest.ttl", MANIFEST);
    await folder.write("both.lv2/a.so", elfLibrary({ machine: 243 }));
    await folder.write("both.lv2/b.so", elfLibrary());
    await folder.write("no-manifest.lv2/plugin.ttl", MANIFEST);
    await folder.write("not-lv2/readme.txt", "");
    assert.deepEqual(await found(folder, home(folder.path, "lv2")), [
      "lv2 both.lv2",
      "lv2 broken.lv2",
      "lv2 dynamic.lv2 dynamic-manifest",
      "lv2 empty.lv2 empty-bundle",
      "lv2 file.lv2 not-a-module",
      "lv2 foreign.lv2 wrong-architecture",
      "lv2 no-manifest.lv2 empty-bundle",
      "lv2 nothing.lv2 empty-bundle",
      "lv2 partly-dynamic.lv2",
    ]);
  },
);

Deno.test("discover() counts all Turtle and the libraries of an LV2 bundle among its files", async () => {
  await using folder = await TemporaryFolder.make();
  const files = [
    await folder.write("a.lv2/a.so", elfLibrary()),
    await folder.write("a.lv2/manifest.ttl", MANIFEST),
    await folder.write("a.lv2/presets/one.ttl", PRESETS),
  ];
  await folder.write("a.lv2/presets/sound.wav", "");
  const [discovery] = await Array.fromAsync(discover(named(folder.path)));
  assert.ok(discovery !== undefined && "module" in discovery);
  assert.deepEqual(discovery.module.files, files);
  assert.equal(discovery.module.binary, folder.join("a.lv2"));
});

Deno.test("discover() counts the files behind links among those of an LV2 bundle, each once", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("package/manifest.ttl", MANIFEST);
  await folder.write("package/presets/one.ttl", PRESETS);
  await Deno.mkdir(folder.join("lv2/a.lv2/deep"), { recursive: true });
  for (const name of ["manifest.ttl", "presets"]) {
    await Deno.symlink(folder.join(`package/${name}`), folder.join(`lv2/a.lv2/${name}`));
  }
  await Deno.symlink(folder.join("package/presets/one.ttl"), folder.join("lv2/a.lv2/deep/two.ttl"));
  await Deno.symlink("..", folder.join("lv2/a.lv2/deep/up"));
  await Deno.symlink("presets", folder.join("lv2/a.lv2/same"));
  const [discovery] = await Array.fromAsync(discover(named(folder.join("lv2"))));
  assert.ok(discovery !== undefined && "module" in discovery);
  const files = ["deep/two.ttl", "manifest.ttl", "presets/one.ttl"];
  assert.deepEqual(discovery.module.files, files.map((name) => folder.join(`lv2/a.lv2/${name}`)));
  const { files: readable } = await lv2Surroundings({
    system: thisSystem(() => undefined),
    found: [discovery.module.location],
    elsewhere: async function* () {},
  });
  assert.deepEqual(
    [...readable].sort(),
    ["manifest.ttl", "presets/one.ttl"].map((name) => folder.join(`package/${name}`)),
  );
});

Deno.test("discover() gives a bundle without plugins as a module when a person names it", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.lv2/manifest.ttl", PRESETS);
  const [discovery] = await Array.fromAsync(discover(named(folder.join("a.lv2"))));
  assert.ok(discovery !== undefined && "module" in discovery);
  assert.equal(discovery.module.isNamed, true);
});

Deno.test("discover() takes a folder that a person names for the bundle that it is", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("plain/manifest.ttl", MANIFEST);
  assert.deepEqual(await found(folder, named(folder.join("plain"))), ["lv2 plain"]);
});

Deno.test("discover() searches a folder that is only called like an LV2 bundle", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("Vendor.lv2/real.lv2/manifest.ttl", MANIFEST);
  assert.deepEqual(await found(folder, named(folder.path)), ["lv2 Vendor.lv2/real.lv2"]);
});

for (const name of [".lv2", "my plugins.lv2"]) {
  Deno.test(`discover() searches a default folder called "${name}", and finds nothing wrong with it`, async () => {
    await using folder = await TemporaryFolder.make();
    const root = folder.join(name);
    await Deno.mkdir(root);
    assert.deepEqual(await found(folder, home(root, "lv2")), []);
    await folder.write(`${name}/amp.lv2/manifest.ttl`, MANIFEST);
    // A stray file does not make a bundle of the folder of all bundles.
    await folder.write(`${name}/manifest.ttl`, MANIFEST);
    assert.deepEqual(await found(folder, home(root, "lv2")), [`lv2 ${name}/amp.lv2`]);
  });
}

for (const name of [".vst3", ".clap", "mine.vst3", "mine.clap", "mine.lv2"]) {
  Deno.test(`discover() reports no failure for the empty search folder "${name}"`, async () => {
    await using folder = await TemporaryFolder.make();
    await Deno.mkdir(folder.join(name));
    assert.deepEqual(await found(folder, named(folder.join(name))), []);
  });
}

Deno.test("discover() finds the plugins below a home folder, in hidden folders also", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write(".lv2/amp.lv2/manifest.ttl", MANIFEST);
  await Deno.mkdir(folder.join(".vst3"));
  await Deno.mkdir(folder.join(".clap"));
  assert.deepEqual(await found(folder, named(folder.path)), ["lv2 .lv2/amp.lv2"]);
});

Deno.test(
  "discover() finds the library of a renamed bundle among those that it needs",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const below = `Contents/${Deno.build.arch}-linux`;
    const write = (name: string, symbol: string) =>
      folder.write(`${name.replace("/", `.vst3/${below}/`)}.so`, elfLibrary({ symbols: [symbol] }));
    await write("A (1)/A", "GetPluginFactory");
    await write("A (1)/helper", "help");
    await write("B/B", "GetPluginFactory");
    await write("B/A", "GetPluginFactory");
    await write("C/one", "GetPluginFactory");
    await write("C/two", "GetPluginFactory");
    await write("D/one", "help");
    await write("D/two", "help");
    const discoveries = await Array.fromAsync(discover(named(folder.path)));
    const binaries = discoveries.map((discovery) =>
      "module" in discovery
        ? discovery.module.binary?.split("/").at(-1) ?? discovery.module.reason?.message
        : ""
    );
    assert.deepEqual(binaries, [
      "A.so",
      "B.so",
      'Has no library called like the bundle, "C", but "one.so", "two.so"',
      'Has no library called like the bundle, "D", but "one.so", "two.so"',
    ]);
  },
);

Deno.test("discover() passes over what a Mac leaves on a drive", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const library = `Contents/${Deno.build.arch}-linux`;
  await folder.write(`Good.vst3/${library}/Other.so`, elfLibrary());
  await folder.write(`Good.vst3/${library}/._Other.so`, "Mac OS X");
  for (
    const name of ["._Good.vst3", "._b.clap", "._c.lv2", "._d.so", "__MACOSX/._Good.vst3", "e.clap/.DS_Store"]
  ) {
    await folder.write(name, "Mac OS X");
  }
  assert.deepEqual(await found(folder, home(folder.path, "ladspa")), []);
  assert.deepEqual(await found(folder, named(folder.path)), ["vst3 Good.vst3", "clap e.clap empty-bundle"]);
});

Deno.test(
  "discover() takes a library that a person names for the bundle around it",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const vst3 = await folder.write(
      `A.vst3/Contents/${Deno.build.arch}-linux/A.so`,
      elfLibrary({ symbols: ["GetPluginFactory"] }),
    );
    await folder.write("B.lv2/manifest.ttl", MANIFEST);
    const lv2 = await folder.write("B.lv2/B.so", elfLibrary({ symbols: ["lv2_descriptor"] }));
    const link = folder.join("link.so");
    await Deno.symlink(vst3, link);
    for (const path of [vst3, link]) {
      assert.deepEqual(await found(folder, named(path)), ["vst3 A.vst3"]);
    }
    assert.deepEqual(await found(folder, named(lv2, folder.join("B.lv2"))), ["lv2 B.lv2"]);
    const onlyLadspa = searchRoots({ paths: [lv2], formats: ["ladspa"] }, thisSystem(() => undefined));
    assert.deepEqual(await found(folder, onlyLadspa), ["ladspa B.lv2/B.so no-entry-point"]);
  },
);

Deno.test("discover() counts a tree of links and the bundle behind it once", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("package/a.lv2/manifest.ttl", MANIFEST);
  await folder.write("package/a.lv2/below/more.ttl", PRESETS);
  const library = `b.vst3/Contents/${Deno.build.arch}-linux/b.so`;
  await folder.write(`package/${library}`, elfLibrary());
  const tree = (name: string) =>
    new Deno.Command("cp", { args: ["-rs", folder.join("package"), folder.join(name)] });
  assert.ok((await tree("farm").output()).success);
  // This one is another installation, with a file of its own.
  assert.ok((await tree("mixed").output()).success);
  await folder.write("mixed/a.lv2/own.ttl", PRESETS);
  await Deno.remove(folder.join("mixed/b.vst3"), { recursive: true });
  assert.deepEqual(await found(folder, named(folder.path)), [
    "lv2 farm/a.lv2",
    "vst3 farm/b.vst3",
    "lv2 mixed/a.lv2",
  ]);
  assert.deepEqual(await found(folder, named(folder.join("package"))), [
    "lv2 package/a.lv2",
    "vst3 package/b.vst3",
  ]);
});

/** What is said of a text, a cut file and a directory under the name of each kind of module. */
const BROKEN: [name: string, content: string | Uint8Array, code: string][] = [
  ["a.vst3", "I am a text", "not-a-module"],
  ["a.clap", "I am a text", "not-a-module"],
  ["a.lv2", "I am a text", "not-a-module"],
  ["a.vst", "I am a text", "not-a-module"],
  ["a.clap", "", "not-a-module"],
  ["a.clap", elfLibrary({ symbols: ["clap_entry"] }).slice(0, 240), "load-error"],
  ["a.clap", elfLibrary({ machine: 40, is64: false }), "wrong-architecture"],
  ["a.clap", windowsLibrary(), "other-system"],
  ["a.clap/Contents/MacOS/a", "x", "other-system"],
  ["a.clap/Contents/readme", "x", "empty-bundle"],
];

for (const [name, content, code] of BROKEN) {
  const what = typeof content === "string" ? JSON.stringify(content) : `${content.length} bytes`;
  Deno.test(`discover() says "${code}" of ${name} with ${what}`, onlyOnLinux, async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write(name, content);
    const [text = ""] = await found(folder, named(folder.path));
    assert.equal(text.split(" ").at(-1), code);
  });
}

Deno.test("discover() finds Audio Units where they are searched, and loads none", onlyOnLinux, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.component/Contents/MacOS/a", "x");
  assert.deepEqual(await found(folder, home(folder.path, "au")), ["au a.component other-system"]);
  assert.deepEqual(await found(folder, named(folder.path)), []);
});

Deno.test("discover() searches for the formats that it was asked for, and not in others' bundles", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.lv2/manifest.ttl", MANIFEST);
  await folder.write("a.lv2/inner.so", LADSPA);
  await folder.write("b.vst3/Contents/x86_64-linux/inner.so", LADSPA);
  await folder.write("c.clap", "I am a text");
  const roots = searchRoots({ paths: [folder.path], formats: ["ladspa"] }, thisSystem(() => undefined));
  assert.deepEqual(await found(folder, roots), []);
});

Deno.test(
  "discover() leaves alone what is excluded, with all below it and under every name",
  onlyOnLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("keep/a.so", LADSPA);
    await folder.write("skip/b.so", LADSPA);
    await folder.write("c.clap", "");
    await Deno.symlink("skip/b.so", folder.join("link.so"));
    const isExcluded = (path: string) => path.startsWith(folder.join("skip")) || path.endsWith(".clap");
    const discoveries = await Array.fromAsync(discover(named(folder.path), { isExcluded }));
    assert.deepEqual(discoveries.flatMap(summary), [`ladspa ${folder.join("keep/a.so")}`]);
  },
);

Deno.test("discover() does not look again at what it is reminded of", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("a.lv2/manifest.ttl", "I am a text");
  const known = {
    format: "lv2",
    location: folder.join("a.lv2"),
    architectures: ["known"],
    files: [],
  } as const;
  const recall = (location: string) => location === known.location ? known : undefined;
  const [discovery] = await Array.fromAsync(discover(named(folder.path), { recall }));
  assert.ok(discovery !== undefined && "module" in discovery);
  assert.deepEqual(discovery.module.architectures, ["known"]);
});

Deno.test("discover() reports a folder that may not be read and goes on", {
  // Root may read everything.
  ignore: Deno.build.os === "windows" || Deno.uid() === 0,
}, async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("closed/a.so", LADSPA);
  await folder.write("open/b.lv2/manifest.ttl", MANIFEST);
  await Deno.chmod(folder.join("closed"), 0o000);
  try {
    assert.deepEqual(await found(folder, named(folder.path)), ["permission-denied closed", "lv2 open/b.lv2"]);
  } finally {
    await Deno.chmod(folder.join("closed"), 0o755);
  }
});
