import assert from "node:assert/strict";
import fc from "fast-check";
import { planReaper } from "../../src/daw/plan_reaper.ts";
import type { ExportedPlugin } from "../../src/model/daws/exported_plugin.ts";
import { timesOf } from "../support/counts.ts";
import { afterwards, dawFile, exportedPlugin, exportWish, textAfter } from "./support/exported_plugin.ts";

const TUBE = exportedPlugin({ category: "distortion", tags: ["amps:tube"], isFavorite: true });
const ECHO = exportedPlugin({ format: "clap", nativeId: "com.x.echo", name: "Echo", category: "delay" });
const PLATE = exportedPlugin({ format: "ladspa", nativeId: "1795:PlateX2", name: "Plate", isFavorite: true });
const ROOM = exportedPlugin({
  format: "au",
  nativeId: "aufx:Valx:VaDm",
  name: "Room",
  vendor: "Valhalla",
  tags: ["hall"],
});
const URI = exportedPlugin({
  format: "lv2",
  nativeId: "http://x.org/eq#mono",
  name: "Eq",
  category: "equalizer",
});
/** One of two plugins of a file. */
const SHELL = exportedPlugin({
  nativeId: "56535441786867616473722073616D70",
  name: "One",
  tags: ["pads"],
  isOneOfSeveral: true,
  locations: ["/plugins/Two-in one.vst3"],
});

function plan(
  tags: string | undefined,
  folders: string | undefined,
  wish = exportWish([TUBE, ECHO, PLATE, ROOM, URI, SHELL]),
) {
  return planReaper({ tags: dawFile("tags", tags), folders: dawFile("folders", folders) }, wish);
}

Deno.test("planReaper() adds categories, tags, favorites and collections to what is there", () => {
  const wish = exportWish([TUBE, ECHO, PLATE, ROOM, URI, SHELL], [
    { name: "Live Set", plugins: [ROOM, TUBE, URI] },
    { name: "Nothing", plugins: [] },
  ]);
  const { files: [tags, folders], skipped } = plan(
    "; REAPER's own\r\n[developer]\r\nZamTube.vst3=Zam\r\n[category]\r\nZamTube.vst3=Amp|DISTORTION\r\n\r\n[x]\r\ny=z\r\n",
    "[category]\nValhalla: Room=Reverb\n[Folder7]\nItem0=/gone.vst3\nType0=3\nNb=1\n[Folders]\nId0=7\nName0=live set\nNbFolders=1\n",
    wish,
  );
  assert.equal(
    textAfter(tags!),
    "; REAPER's own\r\n[developer]\r\nZamTube.vst3=Zam\r\n[category]\r\nZamTube.vst3=Amp|DISTORTION|amps:tube\r\n" +
      "com.x.echo=Delay\r\nhttp://x.org/eq#mono=EQ\r\nTwo_in_one.vst3<1271002519=pads\r\n\r\n[x]\r\ny=z\r\n",
  );
  assert.equal(
    textAfter(folders!),
    `[category]
Valhalla: Room=Reverb|hall
[Folder7]
Item0=/gone.vst3
Item1=Valhalla: Room
Item2=/usr/lib/vst3/ZamTube.vst3
Item3=http://x.org/eq#mono
Type0=3
Type1=5
Type2=3
Type3=1
Nb=4
[Folder0]
Item0=/usr/lib/vst3/ZamTube.vst3
Nb=1
Type0=3
[Folders]
Id0=7
Id1=0
Name0=live set
Name1=Favorites
NbFolders=2
`,
  );
  assert.deepEqual(skipped.map(({ plugin, reason }) => [plugin.name, reason]), [
    ["Plate", "REAPER does not load LADSPA plugins"],
  ]);
});

Deno.test("planReaper() keeps REAPER's favorites and empty lines, in whatever language its names are", () => {
  const text = "[Folder0]\nNb=0\n\n[Folders]\nId0=0\nName0=Избранное\nNbFolders=1\n\n";
  const wish = exportWish([TUBE], [{ name: "Amps", plugins: [TUBE] }], ["favorites", "collections"]);
  const { files: [, folders] } = plan("", text, wish);
  assert.equal(
    textAfter(folders!),
    "[Folder0]\nNb=1\nItem0=/usr/lib/vst3/ZamTube.vst3\nType0=3\n\n" +
      "[Folder1]\nItem0=/usr/lib/vst3/ZamTube.vst3\nNb=1\nType0=3\n\n" +
      "[Folders]\nId0=0\nId1=1\nName0=Избранное\nName1=Amps\nNbFolders=2\n\n",
  );
});

Deno.test("planReaper() makes files that are not there, as REAPER writes them", () => {
  const wish = exportWish([TUBE, ECHO], [{ name: "Both", plugins: [TUBE, ECHO] }], [
    "favorites",
    "collections",
  ]);
  const { files: [tags, folders] } = plan(undefined, undefined, wish);
  assert.equal(textAfter(tags!), undefined);
  assert.equal(
    textAfter(folders!),
    "[Folder0]\nItem0=/usr/lib/vst3/ZamTube.vst3\nNb=1\nType0=3\n" +
      "[Folder1]\nItem0=/usr/lib/vst3/ZamTube.vst3\nItem1=com.x.echo\nNb=2\nType0=3\nType1=7\n" +
      "[Folders]\nId0=0\nId1=1\nName0=Favorites\nName1=Both\nNbFolders=2\n",
  );
});

Deno.test("planReaper() leaves a last line without an end, and adds lines before it ends", () => {
  const { files: [tags, folders] } = plan(
    "[category]\r\ncom.x.echo=Delay",
    undefined,
    exportWish([TUBE, ECHO], [], ["tags"]),
  );
  assert.equal(textAfter(tags!), "[category]\r\ncom.x.echo=Delay\r\nZamTube.vst3=amps:tube");
  const back = planReaper({ tags: afterwards(tags!), folders: afterwards(folders!) }, exportWish([]));
  assert.equal(textAfter(back.files[0]!), "[category]\r\ncom.x.echo=Delay");
});

Deno.test("planReaper() takes back only what it has added", () => {
  const first = plan("[category]\nZamTube.vst3=Amp\n", "");
  const [tags, folders] = first.files.map(afterwards);
  const text = new TextDecoder().decode(tags!.bytes).replace("ZamTube.vst3=Amp|", "ZamTube.vst3=Mine|Amp|");
  const edited = dawFile("tags", text, tags!.owned);
  const untagged = exportedPlugin({ category: "reverb" });
  const { files: [again] } = planReaper({ tags: edited, folders: folders! }, exportWish([untagged]));
  assert.equal(textAfter(again!), "[category]\nZamTube.vst3=Mine|Amp|Reverb\n");
  // Only tags are exported, so the category of the first export stays.
  const { files: [only] } = planReaper(
    { tags: edited, folders: folders! },
    exportWish([untagged], [], ["tags"]),
  );
  assert.match(textAfter(only!)!, /^ZamTube\.vst3=Mine\|Amp\|Distortion$/m);
});

for (
  const [text, reason] of [
    ["[Folder0]\nItem0=x\nType0=3\nNb=1\n", /it has folders and no section "Folders", so it is cut off/],
    [
      "[Folder0]\nItem0=x\nType0=3\nNb=2\n[Folders]\nId0=0\nName0=A\nNbFolders=1\n",
      /has 2 items, and item 1 is not there/,
    ],
    ["[Folders]\nId0=0\nName0=A\nNbFol", /"nbfolders" is missing, so the file is cut off/],
    ["\u0000", /it has a zero byte/],
    ["<?xml?>\n", /it has no sections/],
  ] as const
) {
  Deno.test(`planReaper() refuses a file with the reason ${reason.source}`, () => {
    assert.throws(() => plan("", text), { code: "daw-file", message: reason });
  });
}

Deno.test("planReaper() keeps the bytes of lines that are not UTF-8, and adds to them", () => {
  // REAPER writes the names of older plugins as their bytes come.
  const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const old = latin("[category]\nZamTube.vst3=D\xe9lai\n[developer]\nMicroTonic.vst=\xb5Tonic\n");
  const tags = { path: "tags", bytes: old, owned: new Set<string>() };
  const { files: [made, folders] } = planReaper(
    { tags, folders: dawFile("folders", undefined) },
    exportWish([exportedPlugin({ tags: ["\u{1f600} Új"] })]),
  );
  const added = new TextEncoder().encode("|\u{1f600} Új");
  const line = latin("[category]\nZamTube.vst3=D\xe9lai");
  assert.deepEqual(made!.after, Uint8Array.of(...line, ...added, ...old.subarray(line.length)));
  const back = planReaper({ tags: afterwards(made!), folders: afterwards(folders!) }, exportWish([]));
  assert.deepEqual(back.files[0]!.after, old);
});

const POOL: readonly ExportedPlugin[] = [TUBE, ECHO, ROOM, URI, SHELL];
const WORDS = ["EQ", "Reverb", "my own", "Délai", "eq", "Distortion", "hall"];

const plugins = fc.subarray([...POOL]).chain((chosen) =>
  fc.tuple(...chosen.map((plugin) =>
    fc.record({
      tags: fc.subarray(WORDS),
      isFavorite: fc.boolean(),
      category: fc.constantFrom("reverb", "equalizer"),
    }).map((said) => ({ ...plugin, ...said }))
  ))
);

const collections = (of: readonly ExportedPlugin[]) =>
  fc.uniqueArray(fc.constantFrom("Favorites", "Live Set", "mixing", "Új"), { maxLength: 3 }).chain((names) =>
    fc.tuple(...names.map((name) => fc.subarray([...of]).map((plugins) => ({ name, plugins }))))
  );

const wishes = plugins.chain((chosen) => collections(chosen).map((all) => exportWish(chosen, all)));

/** Files as REAPER and people write them: other sections, comments, empty lines, unknown lines, both ends of lines. */
const unknown = fc.constantFrom(
  "",
  "; a comment",
  "a line without a sign",
  "x = y ",
  "Ключ=значение",
  "[",
  "=",
);
const keys = fc.constantFrom(
  "ZamTube.vst3",
  "com.x.echo",
  "Valhalla: Room",
  "Gone.dll",
  "http://x.org/eq#mono",
  "two_in_ONE.vst3<1271002519",
);
const category = fc.tuple(keys, fc.array(fc.constantFrom(...WORDS, "")), fc.constantFrom("", " ")).map((
  [key, words, space],
) => `${key}=${words.join("|")}${space}`);
const items = fc.array(
  fc.constantFrom(["3", "/usr/lib/vst3/ZamTube.vst3"], ["7", "com.x.echo"], ["1048576", "a OR b"], [
    "2",
    "js/x",
  ]),
  { maxLength: 4 },
);
const folders = fc.uniqueArray(fc.tuple(fc.nat(9), fc.constantFrom("Favorites", "mixing", "LIVE SET", "x")), {
  selector: ([id]) => id,
  maxLength: 3,
}).chain((list) =>
  fc.tuple(fc.tuple(...list.map(() => items)), fc.boolean(), unknown).map(([contents, isInPairs, extra]) => [
    ...list.flatMap(([id], index) => [
      `[Folder${id}]`,
      ...isInPairs
        ? contents[index]!.flatMap(([type, item], at) => [`Item${at}=${item}`, `Type${at}=${type}`])
        : contents[index]!.map(([, item], at) => `Item${at}=${item}`),
      `Nb=${contents[index]!.length}`,
      ...isInPairs ? [] : contents[index]!.map(([type], at) => `Type${at}=${type}`),
      extra,
      "",
    ]),
    "[Folders]",
    ...list.map(([id], index) => `Id${index}=${id}`),
    ...list.map(([, name], index) => `Name${index}=${name}`),
    `NbFolders=${list.length}`,
  ])
);
const file = fc.tuple(
  fc.array(unknown),
  fc.option(fc.array(fc.oneof(category, unknown)), { nil: undefined }),
  fc.array(fc.constantFrom("[developer]", "ZamTube.vst3=Zam", "", "[categories]", "0=mine")),
  fc.option(folders, { nil: undefined }),
  fc.constantFrom("\n", "\r\n"),
  fc.constantFrom("", "\u{feff}"),
  fc.boolean(),
).map(([head, categories, others, list, end, mark, isLastEnded]) => {
  const lines = [
    "[a]",
    ...head,
    ...(categories === undefined ? [] : ["[category]", ...categories]),
    "[b]",
    ...others,
    ...list ?? [],
  ];
  return mark + lines.join(end) + (isLastEnded ? end : "");
});

Deno.test("an export to REAPER that says nothing any more gives the bytes of before", () => {
  fc.assert(
    fc.property(file, file, wishes, wishes, (tags, folders, first, second) => {
      let files = [dawFile("tags", tags), dawFile("folders", folders)];
      for (const wish of [first, second]) {
        files = planReaper({ tags: files[0]!, folders: files[1]! }, wish).files.map(afterwards);
        const again = planReaper({ tags: files[0]!, folders: files[1]! }, wish).files;
        assert.deepEqual(
          again.map(textAfter),
          files.map(({ bytes }) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)),
        );
      }
      const nothing = planReaper({ tags: files[0]!, folders: files[1]! }, exportWish([])).files;
      assert.deepEqual(nothing.map(textAfter), [tags, folders]);
      assert.deepEqual(nothing.map(({ owned }) => owned), [[], []]);
    }),
    { numRuns: timesOf(200) },
  );
});
