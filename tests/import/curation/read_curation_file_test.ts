import assert from "node:assert/strict";
import fc from "fast-check";
import { readCurationFile } from "../../../src/import/curation/read_curation_file.ts";
import { CURATION_SOURCES } from "../../../src/model/curation/said_plugin.ts";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { timesOf } from "../../support/counts.ts";
import { mutatedText } from "../../support/mutation.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const REGISTER = {
  owner: "local",
  kind: "plugin",
  target: "vst3:1",
  field: "note",
  value: "x",
  updatedAt: "2026-01-01T00:00:00.000Z",
  writer: "w",
};

/** A good file of each program, by its name. */
const FILES: Readonly<Record<string, string>> = {
  "curation.json": JSON.stringify({
    schema: "curation",
    schemaVersion: 1,
    registers: [REGISTER, REGISTER],
    plugins: [],
  }),
  "curation.csv": 'id,tag,favorite,rating,note,collections\nvst3:1,drums:kick,true,4,"a ""b""\nc",x;y\\;z\n',
  "plugin_tags":
    '<?xml version="1.0"?><PluginTags><Plugin type="LV2" id="urn:x&amp;y" tags="eq reverb" user-set="1"/></PluginTags>',
  "plugin_statuses": "VST3 Favorite 56535453544558616262657920726F61\nLV2 Hidden urn:x\n",
  "reaper-fxfolders.ini":
    "[category]\nA.vst3=EQ|Comp\n[Folder0]\nItem0=A: B\nType0=5\nNb=1\n[Folders]\nId0=0\nName0=X\nNbFolders=1\n",
  "61756678-73686674-534e5348.tagset":
    "<plist><dict><key>tags</key><dict><key>Effects:EQ</key><string>user</string></dict></dict></plist>",
  "MusicApps.tagpool": "<plist><dict><key>Effects:EQ</key><integer>18</integer></dict></plist>",
};

/** A file of a folder that is written anew for each input. */
async function withFile(name: string, content: string, work: (path: string) => Promise<void>): Promise<void> {
  await using folder = await TemporaryFolder.make();
  await work(await folder.write(name, content));
}

for (const [name, good] of Object.entries(FILES)) {
  Deno.test(`a damaged ${name} is read, or refused with its name and nothing else`, async () => {
    await withFile(name, good, async (path) => {
      const { content } = await readCurationFile(path, { from: "auto", all: true });
      assert.ok(CURATION_SOURCES.includes(content.source));
      await fc.assert(
        fc.asyncProperty(mutatedText(good), fc.constantFrom("auto", content.source), async (text, from) => {
          await Deno.writeTextFile(path, text);
          try {
            await readCurationFile(path, { from, all: true });
          } catch (error) {
            assert.ok(error instanceof PluginaryError, String(error));
            assert.ok(error.message.startsWith(`Cannot import "${path}": `), error.message);
          }
        }),
        { numRuns: timesOf(2000) },
      );
    });
  });
}

Deno.test("entities of an XML document's own are not expanded, however often they are nested", async () => {
  const levels = Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "${`&b${i - 1};`.repeat(10)}">`).join(
    "",
  );
  const bomb =
    `<!DOCTYPE x [${levels}]><PluginTags><Plugin type="LV2" id="&b19;" tags="&b19;" user-set="1"/></PluginTags>`;
  await withFile("plugin_tags", bomb, async (path) => {
    await assert.rejects(readCurationFile(path, { from: "auto", all: false }), PluginaryError);
  });
  const text = `<!DOCTYPE x [<!ENTITY a "b">]><PluginTags>&a;&a;</PluginTags>`;
  await withFile("plugin_tags", text, async (path) => {
    const { content } = await readCurationFile(path, { from: "auto", all: false });
    assert.deepEqual("plugins" in content && content.plugins, []);
  });
});

Deno.test("names of collections keep their separators in CSV", async () => {
  await withFile("c.csv", FILES["curation.csv"]!, async (path) => {
    const { content } = await readCurationFile(path, { from: "auto", all: false });
    assert.deepEqual("plugins" in content && content.plugins[0], {
      plugin: { by: "id", id: "vst3:1" },
      shown: "vst3:1",
      tags: ["drums:kick"],
      collections: ["x", "y;z"],
      isFavorite: true,
      rating: 4,
      note: 'a "b"\nc',
    });
  });
});
