import assert from "node:assert/strict";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../catalog/support/test_catalog.ts";
import { restrictedTarget } from "../../support/restricted_target.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { samplePlugin } from "../support/scan_events.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const TUBE = "2046504473616C634255545A00000000";

/** One of two plugins of a file, with REAPER's number 1271002519. */
const SHELL = "56535441786867616473722073616D70";

/** Plugins of each format with tags, favorites, a hidden one, and a collection; and a home with REAPER and Ardour. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  {
    using catalog = await openCatalog(sandbox.catalog);
    const journal = await beginScan(catalog);
    const tube = samplePlugin({
      name: "ZamTube",
      vendor: "Damien Zammit",
      id: `vst3:${TUBE}`,
      nativeId: TUBE,
      category: "distortion",
    });
    await commitModule(journal, moduleWith("ZamTube", [tube]));
    const two = [SHELL, "56535453504172616972000000000000"].map((nativeId, index) =>
      samplePlugin({ id: `vst3:${nativeId}`, nativeId, name: index === 0 ? "One" : "Two" })
    );
    await commitModule(journal, moduleWith("Two-in one", two));
    const others = [
      samplePlugin({ id: "clap:com.x.echo", nativeId: "com.x.echo", name: "Echo", format: "clap" }),
      samplePlugin({ id: "ladspa:1795:PlateX2", nativeId: "1795:PlateX2", name: "Plate", format: "ladspa" }),
      samplePlugin({ id: "lv2:urn:x:room", nativeId: "urn:x:room", name: "Room", format: "lv2" }),
    ];
    for (const plugin of others) {
      const { format, name } = plugin;
      await commitModule(
        journal,
        moduleWith(name, [plugin], { format, location: `/plugins/${name}.${format}` }),
      );
    }
    await journal.end({ isComplete: true, interruptedBy: null });
  }
  for (
    const line of [
      ["tag", "add", "amps:tube", "ZamTube"],
      ["favorite", "add", "ZamTube", "Room"],
      ["hide", "add", "Plate"],
      ["collection", "create", "Live Set"],
      ["collection", "add", "Live Set", "ZamTube", `vst3:${SHELL}`, "Room", "Plate"],
    ]
  ) await succeed(sandbox, ...line);
  await sandbox.write("config/REAPER/reaper-fxtags.ini", TAGS);
  await sandbox.write("config/REAPER/reaper-fxfolders.ini", FOLDERS);
  await Deno.mkdir(sandbox.join("config/ardour8"));
  return sandbox;
}

const TAGS = "[category]\r\nZamTube.vst3=Distortion\r\n\r\n[developer]\r\nZamTube.vst3=Zam\r\n\r\n";
const FOLDERS = "[Folder0]\r\nNb=0\r\n\r\n[Folders]\r\nId0=0\r\nName0=FAV\r\nNbFolders=1\r\n\r\n";

async function succeed(sandbox: Sandbox, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** The document of a command. */
async function document(sandbox: Sandbox, schema: string, ...args: string[]) {
  const text = await succeed(sandbox, ...args, "--json");
  const found = JSON.parse(text);
  assert.equal(found.schema, schema);
  await validateDocument(found);
  return found;
}

async function read(sandbox: Sandbox, path: string): Promise<string> {
  return await Deno.readTextFile(sandbox.join(path));
}

Deno.test("daw export reaper shows a diff, writes, is imported without a rest, and undone to the same bytes", async () => {
  await using sandbox = await makeSandbox();
  const only = ["--parts", "tags,favorites,collections"];
  const preview = await succeed(sandbox, "daw", "export", "reaper", ...only, "--dry-run");
  assert.match(preview, /^Would change 2 files for REAPER in .*\/config\/REAPER:\n/);
  assert.match(preview, /\n {2}-ZamTube\.vst3=Distortion\n {2}\+ZamTube\.vst3=Distortion\|amps:tube\n/);
  assert.match(preview, /\n {2}\+Item1=\/plugins\/Two-in one\.vst3<1271002519\n/);
  assert.match(
    preview,
    /\nLeft out 1 plugin:\n {2}REAPER does not load LADSPA plugins: Plate\n/,
  );
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
  const made = await document(sandbox, "daw-export", "daw", "export", "reaper", ...only);
  assert.deepEqual(made.files.map(({ change }: { change: string }) => change), ["changed", "changed"]);
  assert.equal(
    await read(sandbox, "config/REAPER/reaper-fxtags.ini"),
    TAGS.replace("=Distortion", "=Distortion|amps:tube"),
  );
  assert.match(
    await read(sandbox, "config/REAPER/reaper-fxfolders.ini"),
    /^\[Folder0\]\r\nNb=2\r\nItem0=urn:x:room\r\nItem1=\/plugins\/ZamTube\.vst3\r\nType0=1\r\nType1=3\r\n\r\n\[Folder1\]\r\n/,
  );
  const copies = [...Deno.readDirSync(made.backup)].map(({ name }) => name).sort();
  assert.deepEqual(copies, ["0.backup", "1.backup", "record.json"]);
  const again = await succeed(sandbox, "daw", "export", "reaper", ...only);
  assert.match(again, /^Nothing to change for REAPER/);
  const imported = JSON.parse(
    await succeed(sandbox, "curation", "import", "--from", "reaper", "--dry-run", "--json"),
  );
  assert.deepEqual(imported.files.map(({ unmatched }: { unmatched: string[] }) => unmatched), [[], []]);
  const undone = await document(sandbox, "daw-undo", "daw", "undo", "reaper");
  assert.equal(undone.files.length, 2);
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxfolders.ini"), FOLDERS);
  const { code, stderr } = await sandbox.run(["daw", "undo"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot undo an export: none is left/);
});

Deno.test("daw export takes back what it has said, also after a part or a plugin was left out", async () => {
  await using sandbox = await makeSandbox();
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "tags,favorites");
  await succeed(sandbox, "tag", "remove", "amps:tube", "ZamTube");
  await succeed(sandbox, "favorite", "remove", "ZamTube", "Room");
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "favorites", "--query", "room");
  assert.match(await read(sandbox, "config/REAPER/reaper-fxfolders.ini"), /Item1=\/plugins\/ZamTube/);
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "favorites");
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxfolders.ini"), FOLDERS);
  assert.match(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), /amps:tube/);
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "tags");
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
});

Deno.test("daw export ardour makes files that curation import reads, and undo removes them", async () => {
  await using sandbox = await makeSandbox();
  const made = await document(
    sandbox,
    "daw-export",
    "daw",
    "export",
    "ardour",
    "--parts",
    "tags,favorites,hidden,collections",
  );
  assert.deepEqual(made.files.map(({ change }: { change: string }) => change), ["created", "created"]);
  const folder = "config/ardour8/plugin_metadata";
  assert.match(
    await read(sandbox, `${folder}/plugin_tags`),
    /<Plugin type="LADSPA" id="1795" tags="live-set" name="Plate" user-set="1"\/>/,
  );
  assert.deepEqual((await read(sandbox, `${folder}/plugin_statuses`)).trim().split("\n").sort(), [
    "LADSPA Hidden 1795",
    "LV2 Favorite urn:x:room",
    `VST3 Favorite ${TUBE}`,
  ]);
  const imported = JSON.parse(
    await succeed(sandbox, "curation", "import", "--from", "ardour", "--dry-run", "--json"),
  );
  assert.deepEqual(imported.files.map(({ unmatched }: { unmatched: string[] }) => unmatched), [[], []]);
  await succeed(sandbox, "daw", "undo");
  assert.deepEqual([...Deno.readDirSync(sandbox.join("config/ardour8"))], []);
});

Deno.test("daw export leaves a favorite that was removed everywhere, and set again in REAPER", async () => {
  await using sandbox = await makeSandbox();
  const file = "config/REAPER/reaper-fxfolders.ini";
  const parts = ["daw", "export", "reaper", "--parts", "favorites"];
  await succeed(sandbox, ...parts);
  const withFavorites = await read(sandbox, file);
  assert.notEqual(withFavorites, FOLDERS);
  await succeed(sandbox, "favorite", "remove", "ZamTube", "Room");
  await sandbox.write(file, FOLDERS);
  assert.match(await succeed(sandbox, ...parts), /^Nothing to change/);
  await sandbox.write(file, withFavorites);
  assert.match(await succeed(sandbox, ...parts), /^Nothing to change/);
  assert.equal(await read(sandbox, file), withFavorites);
});

Deno.test("daw export names a plugin as left out only where the host has no format of it", async () => {
  await using sandbox = await Sandbox.make();
  {
    using catalog = await openCatalog(sandbox.catalog);
    const journal = await beginScan(catalog);
    for (
      const [format, nativeId, name] of [["vst3", TUBE, "Tube"], ["ladspa", "7:t", "Tube"], [
        "ladspa",
        "8:p",
        "Plate",
      ]] as const
    ) {
      const plugin = samplePlugin({
        id: `${format}:${nativeId}`,
        nativeId,
        name,
        vendor: "Zam",
        format,
        category: "distortion",
      });
      await commitModule(
        journal,
        moduleWith(nativeId, [plugin], { format, location: `/plugins/${nativeId}.${format}` }),
      );
    }
    await journal.end({ isComplete: true, interruptedBy: null });
    await updateSiblings(catalog);
  }
  await Deno.mkdir(sandbox.join("config/REAPER"), { recursive: true });
  const { skipped } = await document(sandbox, "daw-export", "daw", "export", "reaper");
  assert.deepEqual(skipped.map(({ id }: { id: string }) => id), ["ladspa:8:p"]);
});

Deno.test("daw undo refuses a file that was changed since, and --force restores it", async () => {
  await using sandbox = await makeSandbox();
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "tags");
  await sandbox.write("config/REAPER/reaper-fxtags.ini", "[category]\n");
  const { code, stderr } = await sandbox.run(["daw", "undo"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot undo the export: ".*reaper-fxtags\.ini" has changed since\n/);
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), "[category]\n");
  const preview = await document(sandbox, "daw-undo", "daw", "undo", "--dry-run");
  assert.equal(preview.files[0].isChangedSince, true);
  assert.match(
    await succeed(sandbox, "daw", "undo", "--dry-run"),
    /\n\n1 file has changed since; --force restores anyway\n$/,
  );
  assert.match(
    await succeed(sandbox, "daw", "undo", "--force", "--csv"),
    /^path,change,added,removed\n.*reaper-fxtags\.ini,changed,5,0\n$/,
  );
  assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "tags");
  await sandbox.write("config/REAPER/reaper-fxtags.ini", TAGS);
  assert.match(
    await succeed(sandbox, "daw", "undo"),
    /^Nothing to restore: the REAPER files are as they were before "daw export reaper/,
  );
});

Deno.test({
  name: "daw export and undo write nothing while the host is running",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    await Deno.copyFile("/bin/sleep", sandbox.join("reaper"));
    await Deno.chmod(sandbox.join("reaper"), 0o755);
    const running = new Deno.Command(sandbox.join("reaper"), { args: ["60"] }).spawn();
    try {
      const { code, stderr } = await sandbox.run(["daw", "export", "reaper"]);
      assert.equal(code, 1);
      assert.match(stderr, /Cannot change the files of REAPER while it is running\n {2}Quit REAPER first/);
      assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
      const status = await document(sandbox, "daw-status", "daw");
      assert.deepEqual(
        status.daws.map(({ daw, isRunning }: Record<string, unknown>) => [daw, isRunning]).slice(0, 2),
        [["reaper", true], ["ardour", false]],
      );
      await succeed(sandbox, "daw", "export", "reaper", "--dry-run");
      await succeed(sandbox, "daw", "export", "reaper", "--force");
      assert.equal((await sandbox.run(["daw", "undo"])).code, 1);
    } finally {
      running.kill();
      await running.status;
    }
    await succeed(sandbox, "daw", "undo");
    assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
  },
});

Deno.test("daw export writes through a link, and refuses what is not a file, with nothing changed", async () => {
  await using sandbox = await makeSandbox();
  const path = sandbox.join("config/REAPER/reaper-fxtags.ini");
  const refused = async (reason: RegExp) => {
    const { code, stderr, stdout } = await sandbox.run(["daw", "export", "reaper", "--json"]);
    assert.equal(code, 1);
    assert.match(stderr, reason);
    assert.equal(JSON.parse(stdout).error.code, "daw-file");
    assert.equal(await read(sandbox, "config/REAPER/reaper-fxfolders.ini"), FOLDERS);
  };
  await Deno.remove(path);
  await Deno.symlink(sandbox.join("nowhere.ini"), path);
  await refused(/Cannot use ".*reaper-fxtags\.ini": it is a link to a file that does not exist\n/);
  await Deno.remove(path);
  await Deno.mkdir(path);
  await refused(/Cannot use ".*reaper-fxtags\.ini": it is a folder\n/);
  await Deno.remove(path);
  await sandbox.write("config/REAPER/reaper-fxtags.ini", new Uint8Array([0xff, 0xfe, 0x5b, 0]));
  await refused(/it is UTF-16; save the file as UTF-8\n/);
  await Deno.truncate(path, 17 * 1024 * 1024);
  await refused(/it is larger than 16 MB\n/);
  await Deno.remove(path);
  if (Deno.build.os === "linux") {
    await new Deno.Command("mkfifo", { args: [path] }).output();
    await refused(/it is not a file\n/);
    await Deno.remove(path);
  }
  await sandbox.write("dotfiles/tags.ini", TAGS);
  await Deno.symlink(sandbox.join("dotfiles/tags.ini"), path);
  await succeed(sandbox, "daw", "export", "reaper", "--parts", "tags");
  assert.match(await read(sandbox, "dotfiles/tags.ini"), /amps:tube/);
  assert.ok((await Deno.lstat(path)).isSymlink);
});

Deno.test("daw export dawproject replaces only files that it has made, and refuses options of others", async () => {
  await using sandbox = await makeSandbox();
  await sandbox.write("mine.dawproject", "mine");
  const mine = await sandbox.run(["daw", "export", "dawproject", "--path", "mine.dawproject"]);
  assert.match(mine.stderr, /it already exists, and no export created it; --force replaces it\n/);
  const made = await document(
    sandbox,
    "daw-export",
    "daw",
    "export",
    "dawproject",
    "--path",
    "mix.dawproject",
  );
  assert.deepEqual(made.skipped.map(({ name }: { name: string }) => name), ["Room", "Plate"]);
  await succeed(sandbox, "collection", "remove", "Live Set", "ZamTube");
  const again = await document(
    sandbox,
    "daw-export",
    "daw",
    "export",
    "dawproject",
    "--path",
    "mix.dawproject",
  );
  assert.equal(again.files[0].change, "changed");
  await succeed(sandbox, "daw", "undo");
  await succeed(sandbox, "daw", "undo");
  assert.ok(![...Deno.readDirSync(sandbox.path)].some(({ name }) => name === "mix.dawproject"));
  for (
    const [args, reason] of [
      [["dawproject"], 'Missing option "--path"'],
      [["reaper", "--create"], 'Option "--create" needs "logic"'],
      [["reaper", "--parts", "hidden"], "REAPER has no place for hidden"],
      [["live", "--parts", "hidden"], "Ableton Live has no place for hidden"],
      [["protools"], "expected one of reaper, ardour, logic, live, dawproject"],
    ] as const
  ) {
    const { code, stderr } = await sandbox.run(["daw", "export", ...args]);
    assert.equal(code, 2, stderr);
    assert.ok(stderr.includes(reason), stderr);
  }
  for (const args of [["logic"], ["live"], ["reaper", "--path", "nowhere"]]) {
    const { code, stderr } = await sandbox.run(["daw", "export", ...args]);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /Cannot find the files of (Logic Pro|Ableton Live|REAPER: ".*nowhere" is not a folder)\n/,
    );
  }
});

Deno.test("daw status lists hosts with their files, and compares REAPER's numbers with their ids", async () => {
  await using sandbox = await makeSandbox();
  const cache =
    `[vstcache]\nZamTube.vst3=00A0,1976543755{${TUBE},ZamTube (Damien Zammit)\nWrong.vst3=00A0,5{${TUBE},Wrong (X)!!!VSTi\n` +
    "Old.dll=00A0,-955010653,Old (Y)\nNone.vst3=00A0\n";
  // REAPER writes the names of VST2 as their bytes come, here in Latin-1.
  const tonic = "Tonic.vst=00A0,1316310356,\xb5Tonic (Z)\n";
  await sandbox.write(
    "config/REAPER/reaper-vstplugins64.ini",
    Uint8Array.from(cache + tonic, (character) => character.charCodeAt(0)),
  );
  await sandbox.write("config/ardour8/plugin_metadata/plugin_tags", new Uint8Array([0x3c, 0x0a, 0xe9, 0x0a]));
  const { daws } = await document(sandbox, "daw-status", "daw", "status");
  const [reaper, ardour] = daws;
  assert.equal(reaper.isFound, true);
  assert.deepEqual(
    reaper.files.map(({ path, use }: Record<string, string>) => [path!.split("/").at(-1), use]),
    [
      ["reaper-fxtags.ini", "exported"],
      ["reaper-fxfolders.ini", "exported"],
      ["reaper-vstplugins64.ini", "read-only"],
    ],
  );
  assert.equal(reaper.files[0].problem, undefined);
  assert.match(ardour.files[0].problem, /line 2 is not UTF-8; save the file as UTF-8$/);
  assert.deepEqual(reaper.files[2].cache, { plugins: 4, verified: 1, wrong: 1 });
  assert.deepEqual([ardour.version, ardour.isFound], ["8", true]);
  const text = await sandbox.run(["daw"]);
  assert.match(text.stdout, /^HOST +FOUND +VERSION +RUNNING +FOLDER/);
  assert.match(
    text.stderr,
    /REAPER has found 4 plugins; the numbers of 1 of 2 VST3 plugins match their ids/,
  );
  assert.match(
    await succeed(sandbox, "daw", "status", "--csv"),
    /^daw,found,version,running,folder,files,exported\nreaper,true,/,
  );
  const events = (await succeed(sandbox, "daw", "status", "--ndjson")).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual(events.map(({ event }) => event), ["started", "daw", "daw", "daw", "daw", "finished"]);
});

Deno.test("daw status tells an export to a folder from one to another whose name begins alike", async () => {
  await using sandbox = await makeSandbox();
  await Deno.mkdir(sandbox.join("config/REAPER-portable"));
  await succeed(sandbox, "daw", "export", "reaper", "--path", sandbox.join("config/REAPER-portable"));
  const { daws } = await document(sandbox, "daw-status", "daw");
  assert.equal(daws[0].exportedAt, undefined);
});

Deno.test({
  name: "daw export changes nothing in a folder that cannot be written, and says why",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using sandbox = await makeSandbox();
    const folder = sandbox.join("config/REAPER");
    await Deno.chmod(folder, 0o500);
    try {
      const target = restrictedTarget();
      const { code, stderr } = await sandbox.run(["daw", "export", "reaper"], { target });
      assert.equal(code, 1);
      assert.match(
        stderr,
        /Cannot use ".*\/reaper-fxtags\.ini": Permission denied\n {2}Nothing was changed\n/,
      );
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
        "reaper-fxfolders.ini",
        "reaper-fxtags.ini",
      ]);
      assert.equal(await read(sandbox, "config/REAPER/reaper-fxtags.ini"), TAGS);
    } finally {
      await Deno.chmod(folder, 0o700);
    }
    await Deno.chmod(sandbox.join("config/REAPER/reaper-fxtags.ini"), 0);
    const unreadable = await sandbox.run(["daw", "export", "reaper", "--dry-run"], {
      target: restrictedTarget(),
    });
    assert.match(unreadable.stderr, /Cannot use ".*\/reaper-fxtags\.ini": Permission denied\n/);
    // A folder whose names cannot be read is shown as well.
    await Deno.chmod(folder, 0);
    try {
      const { code, stdout, stderr } = await sandbox.run(["daw", "--json"], { target: restrictedTarget() });
      assert.equal(code, 0, stderr);
      const [reaper] = JSON.parse(stdout).daws;
      assert.match(reaper.files[0].problem, /Permission denied$/);
    } finally {
      await Deno.chmod(folder, 0o700);
    }
    await Deno.chmod(sandbox.join("config/ardour8"), 0o500);
    const ardour = await sandbox.run(["daw", "export", "ardour"], { target: restrictedTarget() });
    assert.equal(ardour.code, 1);
    assert.match(
      ardour.stderr,
      /Cannot use ".*\/plugin_metadata": Permission denied\n {2}Nothing was changed\n/,
    );
  },
});

Deno.test("daw export logic adds to the files that are there, and makes others on request", async () => {
  await using sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, [
    { id: "au:aufx:Valx:VaDm", nativeId: "aufx:Valx:VaDm", format: "au", name: "Room", category: "reverb" },
  ]);
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n';
  const pool = `${head}\t<key>Reverb</key>\n\t<integer>4</integer>\n</dict>\n</plist>\n`;
  await sandbox.write("Tags/MusicApps.tagpool", pool);
  const path = ["--path", sandbox.join("Tags")];
  const none = await succeed(sandbox, "daw", "export", "logic", ...path);
  assert.match(
    none,
    /^Nothing to change .*\nLeft out 1 plugin:\n {2}Logic Pro has no file for it yet; --create makes one: Room\n/,
  );
  await succeed(sandbox, "daw", "export", "logic", ...path, "--create");
  assert.match(
    await read(sandbox, "Tags/61756678-56616c78-5661446d.tagset"),
    /<key>Reverb<\/key>\n\t\t<string>user</,
  );
  assert.equal(await read(sandbox, "Tags/MusicApps.tagpool"), pool.replace("4", "5"));
  await succeed(sandbox, "daw", "undo");
  assert.deepEqual([...Deno.readDirSync(sandbox.join("Tags"))].map(({ name }) => name), [
    "MusicApps.tagpool",
  ]);
  assert.equal(await read(sandbox, "Tags/MusicApps.tagpool"), pool);
});
