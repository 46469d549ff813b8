import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { allCuration } from "../../catalog/support/curate.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const TUBE = "2046504473616C634255545A00000000";
const PLUGINS = [
  { id: `vst3:${TUBE}`, nativeId: TUBE, format: "vst3", name: "ZamTube", category: "distortion" },
  { id: "lv2:urn:x:room", nativeId: "urn:x:room", format: "lv2", name: "Room", category: "reverb" },
  { id: "au:aufx:Valx:VaDm", nativeId: "aufx:Valx:VaDm", format: "au", name: "Hall", category: "reverb" },
] as const;

/** Plugins with all that an export writes. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  for (
    const line of [
      ["tag", "add", "Amps:Tube", "ZamTube"],
      ["favorite", "add", "ZamTube", "Room"],
      ["hide", "add", "Room"],
      ["collection", "create", "Live Set"],
      ["collection", "add", "Live Set", "ZamTube", "Hall"],
    ]
  ) await succeed(sandbox, ...line);
  return sandbox;
}

async function succeed(sandbox: Sandbox, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await sandbox.run(args);
  assert.equal(code, 0, stderr);
  return stdout;
}

/** How much an import offers, and how much of ours it leaves out. */
async function offered(sandbox: Sandbox, ...args: string[]) {
  const text = await succeed(sandbox, "curation", "import", ...args, "--dry-run", "--json");
  const document = JSON.parse(text);
  await validateDocument(document);
  assert.deepEqual(document.conflicts, []);
  return document.files.map((file: Record<string, unknown>) => [
    file["newer"],
    file["same"],
    file["older"],
    (file["unmatched"] as string[]).length,
    file["exported"],
  ]);
}

/** What a catalog says of plugins and collections. */
async function contentOf(sandbox: Sandbox) {
  using catalog = await openCatalog(sandbox.catalog);
  return allCuration(catalog.db, "field <> 'name'").map((row) => row.slice(0, 2).join(" "));
}

/** Changes a file as somebody does who uses the host. */
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const text = await Deno.readTextFile(path);
  const changed = change(text);
  assert.notEqual(changed, text);
  await Deno.writeTextFile(path, changed);
}

const NOTHING = [0, 0, 0, 0];

Deno.test("an import from REAPER offers what the user has changed there, and nothing of an export", async () => {
  await using sandbox = await makeSandbox();
  const folder = sandbox.join("config/REAPER");
  const [tags, folders] = [`${folder}/reaper-fxtags.ini`, `${folder}/reaper-fxfolders.ini`];
  await sandbox.write("config/REAPER/reaper-fxtags.ini", "[category]\r\n[developer]\r\nZamTube.vst3=Zam\r\n");
  await succeed(sandbox, "daw", "export", "reaper");
  const before = await contentOf(sandbox);
  assert.deepEqual(await offered(sandbox, "--from", "reaper"), [[...NOTHING, 4], [...NOTHING, 4]]);
  const text = await succeed(sandbox, "curation", "import", "--from", "reaper");
  assert.match(text, /\nLeft out 4 entries that "pluginary daw export" wrote; --all imports them\n/);
  assert.deepEqual(await contentOf(sandbox), before);
  // REAPER writes all categories of a plugin into the other file when the user changes them,
  // and the items of a folder anew when one comes.
  await edit(
    folders,
    (old) =>
      `[category]\r\nZamTube.vst3<1976543755=Distortion|Amps:Tube|Favorite Drive\r\n${
        old.replace(/(Folder1\]\r?\n)/, "$1Item2=urn:x:room\r\nType2=1\r\n").replace(
          /(Folder1[^[]*Nb=)2/,
          "$13",
        )
          .replace(/Item0=(.*)(\r?\nItem1=)(.*)/, "Item0=$3$2$1").replace(
            /Type0=(.*)(\r?\nType1=)(.*)/,
            "Type0=$3$2$1",
          )
      }`,
  );
  await succeed(sandbox, "curation", "import", "--from", "reaper");
  assert.deepEqual((await contentOf(sandbox)).filter((one) => !before.includes(one)), [
    "live set item:lv2:urn:x:room",
    `vst3:${TUBE} tag:favorite drive`,
  ]);
  // A folder under a new name is the user's.
  await edit(folders, (old) => old.replace("=Live Set", "=Gig"));
  const [[newer, , , , exported]] = await offered(sandbox, folders);
  assert.deepEqual([newer > 0, exported], [true, 4]);
  // With what an export has written, the guessed categories come as tags.
  await succeed(sandbox, "curation", "import", tags, "--all");
  assert.ok((await contentOf(sandbox)).includes(`vst3:${TUBE} tag:distortion`));
});

Deno.test("an import from Ardour offers what the user has changed there, and nothing of an export", async () => {
  await using sandbox = await makeSandbox();
  const folder = await sandbox.write(
    "config/ardour8/plugin_metadata/plugin_tags",
    '<PluginTags>\n  <Plugin type="LV2" id="urn:x:room" tags="from ardour" name="Room"/>\n</PluginTags>\n',
  );
  await succeed(sandbox, "daw", "export", "ardour");
  const before = await contentOf(sandbox);
  // Tags of Ardour's own are not the user's because ours stand among them.
  assert.deepEqual(await offered(sandbox, "--from", "ardour"), [[...NOTHING, 8], [...NOTHING, 2]]);
  // Ardour sorts the words of a plugin that the user has changed, and the plugins.
  await edit(
    folder,
    (old) =>
      old.replace(
        /(<Plugin type="VST3"[^>]*tags=")([^"]*)"/,
        (_, start: string, words: string) => `${start}${[...words.split(" "), "warm"].sort().join(" ")}"`,
      ),
  );
  await edit(
    folder.replace("plugin_tags", "plugin_statuses"),
    (old) => old.replace(/LV2 Hidden/, "LV2 Favorite"),
  );
  await succeed(sandbox, "curation", "import", "--from", "ardour");
  assert.deepEqual((await contentOf(sandbox)).filter((one) => !before.includes(one)), [
    `vst3:${TUBE} tag:warm`,
  ]);
  await succeed(sandbox, "daw", "export", "ardour");
  assert.deepEqual((await offered(sandbox, "--from", "ardour"))[0].slice(0, 2), [0, 1]);
});

Deno.test("an import from Logic offers what the user has changed there, and nothing of an export", async () => {
  await using sandbox = await makeSandbox();
  const name = "61756678-56616c78-5661446d.tagset";
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n';
  await sandbox.write(
    "Tags/MusicApps.tagpool",
    `${head}\t<key></key>\n\t<integer>4</integer>\n</dict>\n</plist>\n`,
  );
  await succeed(sandbox, "daw", "export", "logic", "--path", "Tags", "--create");
  const files = [`Tags/${name}`, "Tags/MusicApps.tagpool"];
  assert.deepEqual(await offered(sandbox, ...files), [[...NOTHING, 2], [...NOTHING, 2]]);
  await edit(
    sandbox.join(`Tags/${name}`),
    (old) => old.replace("\t\t<key>", "\t\t<key>Mine</key>\n\t\t<string>user</string>\n\t\t<key>"),
  );
  // Another path of the same folder.
  await Deno.symlink(sandbox.join("Tags"), sandbox.join("Linked"));
  const [[newer, , , , exported]] = await offered(sandbox, `Linked/${name}`);
  assert.deepEqual([newer, exported], [2, 2]);
});

Deno.test("an import reads an export that was undone as the user's own", async () => {
  await using sandbox = await makeSandbox();
  await Deno.mkdir(sandbox.join("config/REAPER"), { recursive: true });
  await succeed(sandbox, "daw", "export", "reaper");
  const tags = sandbox.join("config/REAPER/reaper-fxtags.ini");
  const text = await Deno.readTextFile(tags);
  await succeed(sandbox, "daw", "undo");
  await Deno.writeTextFile(tags, text);
  const [[newer, , , , exported]] = await offered(sandbox, tags);
  assert.ok(newer > 0);
  assert.equal(exported, 0);
});
