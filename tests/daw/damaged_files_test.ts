import assert from "node:assert/strict";
import fc from "fast-check";
import type { DawFile, PlannedFile } from "../../src/daw/daw_file.ts";
import type { ExportWish } from "../../src/daw/export_plan.ts";
import { planArdour } from "../../src/daw/plan_ardour.ts";
import { planLogic } from "../../src/daw/plan_logic.ts";
import { planReaper } from "../../src/daw/plan_reaper.ts";
import { ArdourTagsFile } from "../../src/file_formats/daws/ardour_tags.ts";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import { mutatedText, MUTATIONS } from "../support/mutation.ts";
import { afterwards, dawFile, exportedPlugin, exportWish } from "./support/exported_plugin.ts";

const PLUGINS = [
  exportedPlugin({ category: "distortion", tags: ["a:b", "c"], isFavorite: true }),
  exportedPlugin({ format: "ladspa", nativeId: "1795:PlateX2", name: "Plate", tags: ["c"], isHidden: true }),
  exportedPlugin({
    format: "au",
    nativeId: "aufx:Valx:VaDm",
    name: "Room",
    vendor: "Valhalla",
    tags: ["hall"],
  }),
];
const WISH = exportWish(PLUGINS, [{ name: "mixing", plugins: PLUGINS }]);
const NOTHING = exportWish([]);

const EMPTY = (path: string) => dawFile(path, undefined);
const TAGSET = "61756678-56616c78-5661446d.tagset";

/** A good file of each kind, and an export that changes it. */
const FILES:
  readonly (readonly [name: string, text: string, plan: (file: DawFile, wish: ExportWish) => PlannedFile])[] =
    [
      [
        "reaper-fxtags.ini",
        "[category]\nZamTube.vst3=EQ|Amp\nValhalla: Room=Reverb\n\n[developer]\nZamTube.vst3=Zam\n\n",
        (tags, wish) => planReaper({ tags, folders: EMPTY("other") }, wish).files[0]!,
      ],
      [
        "reaper-fxfolders.ini",
        "[category]\nZamTube.vst3=EQ\n\n[Folder0]\nItem0=A: B\nNb=1\nType0=5\n\n[Folder3]\nNb=0\n\n[Folders]\nId0=0\nId1=3\nName0=X\nName1=mixing\nNbFolders=2\n\n",
        (folders, wish) => planReaper({ tags: EMPTY("other"), folders }, wish).files[1]!,
      ],
      [
        "plugin_tags",
        '<?xml version="1.0"?>\n<PluginTags>\n  <Plugin type="LADSPA" id="1795" tags="eq reverb" name="x"/>\n  <!-- y -->\n</PluginTags>\n',
        (tags, wish) => planArdour({ tags, statuses: EMPTY("other"), supplied: "" }, wish).files[0]!,
      ],
      [
        "plugin_statuses",
        "VST3 Favorite 56535453544558616262657920726F61\nLADSPA Normal 1795\n",
        (statuses, wish) => planArdour({ tags: EMPTY("other"), statuses, supplied: "" }, wish).files[1]!,
      ],
      [
        TAGSET,
        "<plist><dict>\n\t<key>nickname</key>\n\t<string>x</string>\n\t<key>tags</key>\n\t<dict>\n\t\t<key>EQ</key>\n\t\t<string>user</string>\n\t</dict>\n</dict></plist>\n",
        (file, wish) =>
          planLogic({
            folder: "",
            read: (name) => name === TAGSET ? file : EMPTY(name),
            owned: [TAGSET],
            create: false,
          }, wish).files[0]!,
      ],
    ];

/** The values of this attribute are written anew, so spaces and references to characters can differ. */
function withoutTags(text: string): string {
  return text.replaceAll(/(?<=\stags\s*=\s*)("[^"]*"|'[^']*')/g, "");
}

function tagsIn(text: string): ArdourTagsFile["plugins"] {
  return new ArdourTagsFile(text).plugins;
}

for (const [name, good, plan] of FILES) {
  Deno.test(`a damaged ${name} is refused with its name, or gets its bytes back`, () => {
    const text = (file: PlannedFile) => new TextDecoder().decode(file.after);
    assert.notEqual(text(plan(dawFile(name, good), WISH)), good);
    fc.assert(
      fc.property(mutatedText(good), (damaged) => {
        const before = damaged.toWellFormed();
        try {
          const changed = plan(dawFile(name, before), WISH);
          const back = text(plan({ ...afterwards(changed), path: name }, NOTHING));
          assert.equal(withoutTags(back), withoutTags(before));
          if (name === "plugin_tags") assert.deepEqual(tagsIn(back), tagsIn(before));
        } catch (error) {
          if (!(error instanceof PluginaryError)) throw error;
          assert.equal(error.code, "daw-file");
          assert.ok(error.message.startsWith(`Cannot use "${name}": `), error.message);
        }
      }),
      { numRuns: MUTATIONS },
    );
  });
}
