import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { ScanDocument } from "../../src/model/documents/scan_document.ts";
import { copyFolder } from "../support/copy_folder.ts";
import { missingSamples, VST3_FOLDER, ZAM_PLUGINS } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { copyHosts, hostCommand } from "./support/hosts.ts";
import { give, missingOrdinaryUser, NOBODY, type User } from "./support/ordinary_user.ts";
import { scanJson } from "./support/scan_json.ts";

const isLinux = Deno.build.os === "linux";
const whyNot = missingOrdinaryUser() || missingSamples();
const fixturePath = (name: string) => new URL(`../../${name}`, import.meta.url).pathname;
const GOOD_FIXTURES = [
  "build/fixtures/vst3/good.vst3",
  "build/fixtures/clap/good.clap",
  "build/fixtures/ladspa/good.so",
  "native/fixtures/lv2/good.lv2",
  "native/fixtures/lv2/good_copy.lv2",
  "native/fixtures/lv2/good_presets.lv2",
].map(fixturePath);

/** Where Debian's packages put their plugins. */
const SAMPLE_FOLDERS = [VST3_FOLDER, "/usr/lib/lv2", "/usr/lib/ladspa", "/usr/lib/clap"];

/** What two scans of the same may differ in: times, who did the work, and how far it was confined. */
const INCIDENTAL = [
  "addedAt",
  "confinement",
  "durationMs",
  "scannedAt",
  "startedAt",
  "updatedAt",
  "worker",
];

/** Scans with two levels at once and says of each module what differs, all of a scan's document being compared. */
async function differences(paths: readonly string[]): Promise<{ confined: ScanDocument; lost: string[] }> {
  const [confined, free] = await Promise.all([scanned(paths, "require"), scanned(paths, "off")]);
  const lost = free.modules.flatMap((module, i) => {
    const other = confined.modules[i];
    return isDeepStrictEqual(essence(module), essence(other)) ? [] : [module.location];
  });
  const rest = ({ modules: _, ...document }: ScanDocument) => essence(document);
  assert.deepEqual(rest(confined), rest(free));
  assert.equal(confined.modules.length, free.modules.length);
  return { confined, lost };
}

async function scanned(paths: readonly string[], level: string): Promise<ScanDocument> {
  return await scanJson(["--confinement", level, ...paths]);
}

function essence(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, member) => INCIDENTAL.includes(key) ? undefined : member));
}

/** The formats of which there are scanned plugins, each module of them in a fully confined worker. */
function confinedFormats({ modules }: ScanDocument): string[] {
  const formats = modules.filter(({ plugins }) => plugins.length > 0).map((module) => {
    assert.equal(module.confinement?.level, "full", module.location);
    return module.format;
  });
  return [...new Set(formats)].sort();
}

Deno.test("a confined scan of all sample plugins finds what an unconfined one does", {
  ignore: missingSamples() !== "",
}, async () => {
  const { confined, lost } = await differences(SAMPLE_FOLDERS.filter(exists));
  assert.deepEqual(lost, []);
  assert.deepEqual(
    confinedFormats(confined),
    ["clap", "ladspa", "lv2", "vst3"].filter((format) => exists(`/usr/lib/${format}`)),
  );
});

Deno.test(
  "a confined scan of the good fixtures finds what an unconfined one does",
  { ignore: !isLinux },
  async () => {
    const { confined, lost } = await differences(GOOD_FIXTURES);
    assert.deepEqual(lost, []);
    assert.equal(confined.modules.length, GOOD_FIXTURES.length);
    assert.deepEqual(confinedFormats(confined), ["clap", "ladspa", "lv2", "vst3"]);
  },
);

Deno.test(
  "a confined scan reads LV2 bundles whose data is linked, and no link to anything else",
  { ignore: !isLinux },
  async () => {
    await using folder = await TemporaryFolder.make();
    const secret = await folder.write("store/secret", "<a:secret> a <a:thing> .");
    await copyFolder(fixturePath("native/fixtures/lv2/good.lv2"), folder.join("store/good.lv2"));
    for (const bundle of ["good.lv2", "stealing.lv2"]) {
      await Deno.mkdir(folder.join(`lv2/${bundle}`), { recursive: true });
      for (const { name } of Deno.readDirSync(folder.join("store/good.lv2"))) {
        const isStolen = bundle === "stealing.lv2" && name === "instrument.ttl";
        const target = isStolen ? secret : folder.join(`store/good.lv2/${name}`);
        await Deno.symlink(target, folder.join(`lv2/${bundle}/${name}`));
      }
    }
    const { confined, lost } = await differences([folder.join("lv2/good.lv2")]);
    assert.deepEqual(lost, []);
    assert.equal(confined.modules[0]?.outcome, "scanned");
    const { modules } = await scanned([folder.join("lv2/stealing.lv2")], "require");
    assert.match(JSON.stringify(modules[0]), /Cannot (open|read)[^}]*instrument\.ttl/);
  },
);

Deno.test(`an ordinary user's confined worker describes the sample plugins as root's does${whyNot}`, {
  ignore: whyNot !== "",
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
    const [program, ...args] = hostCommand("describing_host", confinement, binaries, folder.path);
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

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
