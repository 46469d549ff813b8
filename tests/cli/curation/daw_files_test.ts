import assert from "node:assert/strict";
import type { PropertyListValue } from "../../../src/scan/files/property_list_value.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { allCuration } from "../../catalog/support/curate.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { WITHOUT_PLISTLIB, writeWithPlistlib } from "../../support/plistlib.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { samplePlugin } from "../support/scan_events.ts";

const TUBE = "2046504473616C634255545A00000000";
/** One of two plugins of a file, with REAPER's number 1271002519. */
const SHELL = "56535441786867616473722073616D70";
const FILE_TIME = new Date("2026-03-01T00:00:00Z");

/** Plugins of each format, ZamTube in two of them. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  using catalog = await openCatalog(sandbox.catalog);
  const journal = await beginScan(catalog);
  const zam = { name: "ZamTube", vendor: "Damien Zammit" };
  await commitModule(
    journal,
    moduleWith("ZamTube", [samplePlugin({ ...zam, id: `vst3:${TUBE}`, nativeId: TUBE })]),
  );
  await commitModule(
    journal,
    moduleWith(
      "Two-in one",
      [SHELL, "56535453504172616972000000000000"].map((nativeId) =>
        samplePlugin({ id: `vst3:${nativeId}`, nativeId, name: nativeId })
      ),
    ),
  );
  const others = [
    samplePlugin({ ...zam, id: "lv2:urn:zamaudio:ZamTube", nativeId: "urn:zamaudio:ZamTube", format: "lv2" }),
    samplePlugin({ id: "clap:com.x.echo", nativeId: "com.x.echo", name: "Echo", format: "clap" }),
    samplePlugin({ id: "ladspa:1795:PlateX2", nativeId: "1795:PlateX2", name: "Plate", format: "ladspa" }),
    samplePlugin({
      id: "au:aufx:Valx:VaDm",
      nativeId: "aufx:Valx:VaDm",
      name: "Room",
      vendor: "Valhalla",
      format: "au",
    }),
  ];
  for (const plugin of others) {
    const { format, name } = plugin;
    await commitModule(
      journal,
      moduleWith(`${name} ${format}`, [plugin], { format, location: `/plugins/${name}.${format}` }),
    );
  }
  await journal.end({ isComplete: true, interruptedBy: null });
  return sandbox;
}

async function write(sandbox: Sandbox, name: string, content: string | Uint8Array): Promise<string> {
  const path = await sandbox.write(name, content);
  await Deno.utime(path, FILE_TIME, FILE_TIME);
  return path;
}

/** What is said in the catalog, without names. */
async function contentOf(sandbox: Sandbox) {
  using catalog = await openCatalog(sandbox.catalog);
  return allCuration(catalog.db, "field <> 'name'");
}

const TAGS = `<?xml version="1.0" encoding="UTF-8"?>
<PluginTags>
  <Plugin type="VST3" id="${TUBE.toLowerCase()}" tags="amp-sim Eq:&amp;x" name="ZamTube" user-set="1"/>
  <Plugin type="LADSPA" id="1795" tags="reverb eq:" name="Plate" user-set="1"/>
  <Plugin type="AudioUnit" id="1635083896-1449225336-1449215085" tags="reverb" name="Room" user-set="1"/>
  <Plugin type="AudioUnit" id="aufx-Valx-VaDm" tags="hall" name="Room" user-set="1"/>
  <Plugin type="LV2" id="http://x.org/gone" tags="reverb" name="Gone" user-set="1"/>
  <Plugin type="LXVST" id="12345" tags="reverb" name="Old" user-set="1"/>
  <Plugin type="VST3" id="${TUBE}" tags="factory" name="ZamTube"/>
</PluginTags>
`;

Deno.test("Ardour's tags and statuses are read, for all formats of a plugin but where it is hidden", async () => {
  await using sandbox = await makeSandbox();
  const folder = ".config/ardour8/plugin_metadata";
  await write(sandbox, `${folder}/plugin_tags`, TAGS);
  await write(
    sandbox,
    `${folder}/plugin_statuses`,
    `VST3 Hidden ${TUBE}\nLV2 Favorite urn:zamaudio:ZamTube\nAudioUnit Normal aufx-Valx-VaDm\n`,
  );
  await write(sandbox, ".config/ardour7/plugin_metadata/plugin_tags", "<PluginTags></PluginTags>");
  const env = { XDG_CONFIG_HOME: undefined };
  const { code, stdout, stderr } = await sandbox.run(["curation", "import", "--from", "ardour", "--json"], {
    env,
  });
  assert.equal(code, 0, stderr);
  const { files } = JSON.parse(stdout);
  assert.deepEqual(files.map(({ unmatched }: { unmatched: string[] }) => unmatched), [["Gone", "Old"], []]);
  assert.deepEqual(await contentOf(sandbox), [
    ["au:aufx:Valx:VaDm", "tag:hall", true],
    ["au:aufx:Valx:VaDm", "tag:reverb", true],
    ["ladspa:1795:PlateX2", "tag:eq", true],
    ["ladspa:1795:PlateX2", "tag:reverb", true],
    ["lv2:urn:zamaudio:ZamTube", "favorite", true],
    ["lv2:urn:zamaudio:ZamTube", "tag:amp-sim", true],
    ["lv2:urn:zamaudio:ZamTube", "tag:eq:&x", true],
    [`vst3:${TUBE}`, "favorite", true],
    [`vst3:${TUBE}`, "hidden", true],
    [`vst3:${TUBE}`, "tag:amp-sim", true],
    [`vst3:${TUBE}`, "tag:eq:&x", true],
  ]);
  const again = await sandbox.run(["curation", "import", "--from", "ardour", "--json"], { env });
  assert.deepEqual(
    JSON.parse(again.stdout).files.map(({ newer, older }: Record<string, number>) => [newer, older]),
    [
      [0, 0],
      [0, 0],
    ],
  );
  const own = await sandbox.run(["curation", "import", `${folder}/plugin_tags`]);
  assert.match(
    own.stdout,
    /\nLeft out the tags of 1 plugin that came with the program; --all imports them\n/,
  );
  const factory = await sandbox.run(["curation", "import", `${folder}/plugin_tags`, "--all", "--only"]);
  assert.doesNotMatch(factory.stdout, /Left out/);
  assert.match(factory.stdout, /: 2 newer/);
  assert.deepEqual((await contentOf(sandbox)).filter(([, field]) => field === "tag:factory"), [
    [`vst3:${TUBE}`, "tag:factory", true],
  ]);
});

const FOLDERS = `[category]
ZamTube.vst3=Distortion|Amp
com.x.echo=Delay
Valhalla: Room=Reverb
ValhallaRoom.vst=Reverb
Two_in_one.vst3=Both
Two_in_one.vst3<1271002519=One
[developer]
ZamTube.vst3=Zam
[Folder0]
Item0=/elsewhere/ZamTube.vst3
Type0=3
Item1=com.x.echo
Type1=7
Nb=2
[Folder1]
Item0=Valhalla: Room
Type0=5
Item1=urn:zamaudio:ZamTube
Type1=1
Item2=delay OR echo
Type2=1048576
Nb=3
[Folders]
Id0=0
Name0=Favorites
Id1=1
Name1=Live Set
NbFolders=2
`;

Deno.test("REAPER's folders are collections, its favorites favorites, and its categories tags", async () => {
  await using sandbox = await makeSandbox();
  const path = await write(sandbox, "reaper-fxfolders.ini", FOLDERS.replaceAll("\n", "\r\n"));
  const { stdout, stderr, code } = await sandbox.run(["curation", "import", path, "--only", "--json"]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout).files[0].unmatched, [
    'the search "delay OR echo"',
    "ValhallaRoom.vst",
    "Two_in_one.vst3",
  ]);
  assert.deepEqual(await contentOf(sandbox), [
    ["au:aufx:Valx:VaDm", "tag:reverb", true],
    ["clap:com.x.echo", "favorite", true],
    ["clap:com.x.echo", "tag:delay", true],
    ["favorites", "item:clap:com.x.echo", 2],
    ["favorites", `item:vst3:${TUBE}`, 1],
    ["live set", "item:au:aufx:Valx:VaDm", 1],
    ["live set", "item:lv2:urn:zamaudio:ZamTube", 2],
    [`vst3:${TUBE}`, "favorite", true],
    [`vst3:${TUBE}`, "tag:amp", true],
    [`vst3:${TUBE}`, "tag:distortion", true],
    [`vst3:${SHELL}`, "tag:one", true],
  ]);
  const again = await sandbox.run(["curation", "import", path, "--only"]);
  assert.match(again.stdout, /: 0 newer, \d+ the same, 0 older/);
});

Deno.test({
  name: `Logic's tags are read from both forms of property lists${
    WITHOUT_PLISTLIB ? ` (skipped: ${WITHOUT_PLISTLIB})` : ""
  }`,
  ignore: WITHOUT_PLISTLIB !== undefined,
  async fn() {
    await using sandbox = await makeSandbox();
    const name = "61756678-56616c78-5661446d.tagset";
    const tags = new Map([["Effects:Reverb", "user"], ["Effects", "factory"]]);
    const [tagset, pool] = await writeWithPlistlib([
      new Map<string, PropertyListValue>([["nickname", "My Room"], ["shortname", ""], ["tags", tags]]),
      new Map([["", 3], ["Mine", 0]]),
    ]);
    for (
      const [bytes, counts] of [[tagset!.xml, /: 2 newer/], [
        tagset!.binary,
        /: 0 newer, 1 the same/,
      ]] as const
    ) {
      await write(sandbox, name, bytes);
      const { stdout, code, stderr } = await sandbox.run(["curation", "import", name]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, counts);
    }
    assert.deepEqual(await contentOf(sandbox), [["au:aufx:Valx:VaDm", "tag:effects:reverb", true]]);
    await write(sandbox, "MusicApps.tagpool", pool!.xml);
    await sandbox.run(["curation", "import", "MusicApps.tagpool"]);
    using catalog = await openCatalog(sandbox.catalog);
    assert.deepEqual(allCuration(catalog.db, "target = 'mine'"), [["mine", "name", "Mine"]]);
  },
});

Deno.test("statuses of Ardour can be empty, and files can come by standard input", async () => {
  await using sandbox = await makeSandbox();
  for (const content of ["", "\n"]) {
    await write(sandbox, "plugin_statuses", content);
    const { code, stderr, stdout } = await sandbox.run(["curation", "import", "plugin_statuses"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /plugin_statuses: 0 newer/);
  }
  const stdin = "id,tag\nclap:com.x.echo,piped\n";
  const { code, stdout, stderr } = await sandbox.run(["curation", "import", "-"], { stdin });
  assert.deepEqual([code, stdout, stderr], [
    0,
    "Imported standard input: 2 newer, 0 the same, 0 older\n",
    "",
  ]);
  const wrong = await sandbox.run(["curation", "import", "-"], { stdin: "id,tag\nx,:\n" });
  assert.match(wrong.stderr, /Cannot import standard input: at line 2/);
});

const TOO_MANY_TAGS = Array.from({ length: 1001 }, (_, index) => `clap:com.x.echo,t${index}\n`).join("");

Deno.test("files that are cut off or of another kind are refused with the place, and nothing of them is stored", async () => {
  await using sandbox = await makeSandbox();
  const json = '{"schema":"curation","schemaVersion":1,"registers":[';
  const register = (changes: object) =>
    JSON.stringify({
      owner: "local",
      kind: "plugin",
      target: "vst3:1",
      field: "note",
      value: "x",
      updatedAt: "2026-01-01T00:00:00.000Z",
      writer: "w",
      ...changes,
    });
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${
    Array.from({ length: 12 }, (_, i) => `<!ENTITY b${i} "${`&${i === 0 ? "a" : `b${i - 1}`};`.repeat(10)}">`)
      .join("")
  }]><PluginTags><Plugin type="VST3" id="&b11;" tags="x" user-set="1"/></PluginTags>`;
  const wrong: [name: string, content: string | Uint8Array, message: RegExp][] = [
    ["cut.xml", TAGS.slice(0, 400), /cut\.xml": at line \d+: /],
    ["bomb.xml", bomb, /bomb\.xml": /],
    ["other.xml", "<other/>", /it has no element "PluginTags"/],
    ["plugin_statuses", `VST3 Favorite ${TUBE}\nVST3 Favo`, /at line 2: the file ends within this line/],
    ["statuses", `VST3 Favorite ${TUBE}\nVST3\n`, /at line 2: a format, a status and an id are expected/],
    ["cut.ini", FOLDERS.slice(0, FOLDERS.indexOf("[Folders]")), /no section "Folders", so it is cut off/],
    ["cut2.ini", FOLDERS.replace("Nb=2\n", ""), /at line \d+: "nb" is missing, so the file is cut off/],
    [
      "cut3.ini",
      FOLDERS.replace("Item1=com.x.echo\n", ""),
      /at line \d+: the folder "Favorites" has 2 items/,
    ],
    ["cut4.ini", FOLDERS.slice(0, -4), /at line \d+: "NAME=VALUE" is expected/],
    ["binary", new Uint8Array([0x56, 0x00, 0x01, 0x02]), /at line 1: it has a zero byte/],
    ["utf16.csv", new Uint8Array([0xff, 0xfe, 0x69, 0x00]), /it is UTF-16, and UTF-8 is expected/],
    [
      "latin.csv",
      new Uint8Array([...new TextEncoder().encode("id,tag\nvst3:1,caf"), 0xe9, 0x0a]),
      /at line 2: it is not UTF-8/,
    ],
    ["cut.csv", 'id,note\nvst3:1,"half', /at line 2: a quoted value has no end/],
    ["short.csv", "id,note,tag\nvst3:1,x\n", /at line 2: 2 values, and the first line has 3/],
    ["tag.csv", "id,tag\nvst3:1,a\nvst3:1,:b:\n", /at line 3: A level of the tag ":b:" is empty/],
    ["long.csv", `id,tag\nvst3:1,${"x".repeat(1024 * 1024)}\n`, /at line 2: The name of a tag is too long/],
    ["tags.csv", `id,tag\n${TOO_MANY_TAGS}`, /"clap:com\.x\.echo" would have 1001 tags, and at most 1000/],
    ["note.csv", `id,note\nvst3:1,${"x".repeat(10_001)}\n`, /at line 2: The note "x+…" is too long/],
    ["id.csv", `id,tag\n${"x".repeat(5000)},a\n`, /at line 2: its id is too long/],
    ["rating.csv", "id,rating\nvst3:1,6\n", /at line 2: "6" is not a rating/],
    ["time.csv", "id,tag,updatedAt\nvst3:1,x,2026-02-30T00:00:00.000Z\n", /at line 2: .* is not a time/],
    ["cut.json", `${json}\n${register({}).slice(0, 50)}`, /at line 2: /],
    [
      "kind.json",
      `${json}${register({})},${register({ kind: "x" })}]}`,
      /register 2 is of the unknown kind "x"/,
    ],
    [
      "time.json",
      `${json}${register({ updatedAt: "9999-12-31T23:59:59.999Z" })}]}`,
      /register 1 has the invalid time/,
    ],
    [
      "value.json",
      `${json}${register({ field: "rating", value: "x" })}]}`,
      /register 1 has an invalid value of "rating"/,
    ],
    ["missing.json", `${json}{}]}`, /register 1 is not complete/],
    ["new.json", '{"schema":"curation","schemaVersion":2,"registers":[]}', /its version 2 is not known/],
    ["export.json", '{"schema":"export"}', /use "pluginary import"/],
    ["x.tagset", "x", /its name is not that of three codes/],
    ["61756678-56616c78-5661446d.tagset", "bplist00cut", /Cannot import/],
    ["empty", "", /it is empty/],
    ["text", "something else\n", /it is not a file of tags that is known/],
    ["live.db", "SQLite format 3\0rest", /it is a database.*\n.*Ableton Live cannot be read/],
  ];
  for (const [name, content, message] of wrong) {
    await write(sandbox, name, content);
    const { code, stderr, stdout } = await sandbox.run(["curation", "import", name]);
    assert.match(stderr, message, `${name}: ${stdout}`);
    assert.equal(code, 1, name);
  }
  assert.deepEqual(await contentOf(sandbox), []);
  await write(sandbox, "good.csv", "id,tag\nclap:com.x.echo,good\n");
  const both = await sandbox.run(["curation", "import", "cut.csv", "good.csv"]);
  assert.equal(both.code, 1);
  assert.match(both.stdout, /good\.csv: 2 newer/);
  const table = await sandbox.run(["curation", "import", "cut.csv", "good.csv", "--csv"]);
  assert.deepEqual(parseCsv(table.stdout), [
    ["path", "from", "newer", "same", "older", "suppliedOnly", "unmatched", "error", "exported"],
    [sandbox.join("good.csv"), "csv", "0", "1", "0", "0", "", "", "0"],
    [sandbox.join("cut.csv"), "", "0", "0", "0", "0", "", "import-invalid", "0"],
  ]);
  assert.match(both.stderr, /cut\.csv": at line 2/);
  assert.deepEqual(await contentOf(sandbox), [["clap:com.x.echo", "tag:good", true]]);
  await Deno.truncate(await write(sandbox, "huge.xml", "<PluginTags>"), 300 * 1024 * 1024);
  const huge = await sandbox.run(["curation", "import", "huge.xml"]);
  assert.match(huge.stderr, /it is larger than 256 MB/);
  const nothing = await sandbox.run(["curation", "import", "--from", "reaper"]);
  assert.match(nothing.stderr, /Cannot find the files of REAPER/);
  assert.equal((await sandbox.run(["curation", "import"])).code, 2);
});

Deno.test("a tag goes to the one whose other name a file has, as in tag add", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.run(["tag", "add", "hot", "clap:com.x.echo"]);
  await sandbox.run(["tag", "alias", "warm", "hot"]);
  const { stdout } = await sandbox.run(["curation", "import", "-"], {
    stdin: "id,tag\nclap:com.x.echo,Warm\nclap:com.x.echo,warm:Tube\n",
  });
  assert.match(stdout, /: 2 newer, 1 the same/);
  assert.deepEqual(await contentOf(sandbox), [
    ["clap:com.x.echo", "tag:hot", true],
    ["clap:com.x.echo", "tag:hot:tube", true],
    ["warm", "alias", "hot"],
  ]);
});

Deno.test("many files are reported together", async () => {
  await using sandbox = await makeSandbox();
  const names = Array.from({ length: 6 }, (_, index) => `${index}.csv`);
  for (const [index, name] of names.entries()) {
    await write(sandbox, name, `id,tag\nclap:com.x.echo,t${index}\nclap:gone,t\n`);
  }
  const { stdout } = await sandbox.run(["curation", "import", ...names]);
  assert.match(
    stdout,
    /^Imported 6 files: \d+ newer, 0 the same, 0 older\n1 plugin is not in the catalog:\n/,
  );
});

Deno.test("what was said here after a file was written stays, and is reported", async () => {
  await using sandbox = await makeSandbox();
  const path = await write(sandbox, "own.csv", "id,note,rating\nclap:com.x.echo,file,2\n");
  await sandbox.run(["curation", "import", path]);
  {
    using catalog = await openCatalog(sandbox.catalog);
    catalog.db.exec(
      "update curation set value = '5', updated_at = '2026-03-02T00:00:00.000Z' where field = 'rating'",
    );
  }
  const { stdout } = await sandbox.run(["curation", "import", path]);
  assert.equal(
    stdout,
    `Imported ${path}: 0 newer, 1 the same, 1 older\nKept 1 later value of this catalog; --overwrite replaces it:\n` +
      "  clap:com.x.echo rating: 5, not 2\n",
  );
});

const DEBIAN_TAGS = "/usr/share/ardour7/plugin_metadata/plugin_tags";

function hasDebianTags(): boolean {
  try {
    return Deno.statSync(DEBIAN_TAGS).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

Deno.test({
  name: `the tags of Ardour's own list are read${
    hasDebianTags() ? "" : " (skipped: Debian's ardour-data is not installed)"
  }`,
  ignore: !hasDebianTags(),
  async fn() {
    await using sandbox = await makeSandbox();
    const { stdout, code } = await sandbox.run(["curation", "import", DEBIAN_TAGS, "--all", "--json"]);
    assert.equal(code, 0);
    // 4,827 plugins of version 7, of which many have one name in several formats.
    assert.ok(JSON.parse(stdout).files[0].unmatched.length > 2500);
  },
});
