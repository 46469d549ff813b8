import assert from "node:assert/strict";
import fc from "fast-check";
import type { DawFile } from "../../src/daw/daw_file.ts";
import { planLogic } from "../../src/daw/plan_logic.ts";
import { writePropertyList } from "../../src/file_formats/xml/property_list_writer.ts";
import { timesOf } from "../support/counts.ts";
import { WITHOUT_PLISTLIB, writeWithPlistlib } from "../support/plistlib.ts";
import { afterwards, dawFile, exportedPlugin, exportWish, textAfter } from "./support/exported_plugin.ts";

const ROOM = exportedPlugin({
  format: "au",
  nativeId: "aufx:Valx:VaDm",
  name: "Room",
  category: "reverb",
  tags: ["Effects:Hall"],
  isFavorite: true,
});
const ECHO = exportedPlugin({
  format: "au",
  nativeId: "aufx:ech\u00f6:VaDm",
  name: "Echo",
  tags: ["Effects:Hall"],
});
const ROOM_FILE = "61756678-56616c78-5661446d.tagset";
const ECHO_FILE = "61756678-656368f6-5661446d.tagset";

type Files = ReadonlyMap<string, DawFile>;

function filesOf(texts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): Files {
  return new Map(
    Object.entries(texts).map(([name, text]) => [
      name,
      typeof text === "string" ? dawFile(name, text) : { path: name, bytes: text, owned: new Set<string>() },
    ]),
  );
}

function plan(files: Files, wish = exportWish([ROOM, ECHO]), create = false) {
  return planLogic({
    folder: "/tags",
    read: (name) => files.get(name) ?? dawFile(name, undefined),
    owned: [...files.keys()],
    create,
  }, wish);
}

/** The files after a plan. */
function after(files: Files, wish = exportWish([ROOM, ECHO])): Map<string, DawFile> {
  const changed = plan(files, wish).files.map((file) => [file.path.slice("/tags/".length), file] as const);
  return new Map([
    ...files,
    ...changed.map(([name, file]) => [name, { ...afterwards(file), path: name }] as const),
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n';
const TAGSET = `${HEAD}<dict>
\t<key>nickname</key>
\t<string>Room &amp; Co</string>
\t<key>unknown</key>
\t<real>1.50</real>
\t<key>tags</key>
\t<dict>
\t\t<key>Effects:Reverb</key>
\t\t<string>factory</string>
\t</dict>
</dict>
</plist>
`;
const POOL = `${HEAD}<dict>
\t<key></key>
\t<integer>7</integer>
\t<key>Reverb</key>
\t<integer>2</integer>
</dict>
</plist>
`;
const PROPERTIES = `${HEAD}<dict>
\t<key>sorting</key>
\t<array>
\t\t<string>Reverb</string>
\t</array>
\t<key>user_sorted</key>
\t<string>property</string>
</dict>
</plist>
`;

Deno.test("planLogic() adds tags to the plugins that Logic knows, and to its list of tags", () => {
  const files = filesOf({
    [ROOM_FILE]: TAGSET,
    "MusicApps.tagpool": POOL,
    "MusicApps.properties": PROPERTIES,
  });
  const { files: planned, skipped } = plan(
    files,
    exportWish([ROOM, ECHO], [{ name: "A: B", plugins: [ROOM] }]),
  );
  const [tagset, pool, properties] = planned.map(textAfter);
  assert.equal(
    tagset,
    TAGSET.replace(
      "<string>factory</string>\n",
      `<string>factory</string>
\t\t<key>Reverb</key>
\t\t<string>user</string>
\t\t<key>Effects:Hall</key>
\t\t<string>user</string>
\t\t<key>Favorites</key>
\t\t<string>user</string>
\t\t<key>A- B</key>
\t\t<string>user</string>
`,
    ),
  );
  assert.match(
    pool!,
    /<key>Reverb<\/key>\n\t<integer>3<\/integer>\n\t<key>Effects:Hall<\/key>\n\t<integer>1</,
  );
  assert.match(
    properties!,
    /<string>Reverb<\/string>\n\t\t<string>Effects:Hall<\/string>\n\t\t<string>Favorites</,
  );
  assert.deepEqual(skipped.map(({ plugin, reason }) => [plugin.name, reason]), [
    ["Echo", "Logic Pro has no file for it yet; --create makes one"],
  ]);
});

Deno.test("planLogic() makes files only on request", () => {
  const { files } = plan(new Map(), exportWish([ROOM, ECHO]), true);
  assert.deepEqual(files.map(({ path }) => path), [`/tags/${ROOM_FILE}`, `/tags/${ECHO_FILE}`]);
  assert.match(textAfter(files[1]!)!, /<key>nickname<\/key>\n\t<string>Echo<\/string>/);
  assert.match(
    textAfter(files[1]!)!,
    /<key>tags<\/key>\n\t<dict>\n\t\t<key>Effects:Hall<\/key>\n\t\t<string>user</,
  );
});

Deno.test({
  name: `planLogic() changes binary property lists as well${
    WITHOUT_PLISTLIB ? ` (skipped: ${WITHOUT_PLISTLIB})` : ""
  }`,
  ignore: WITHOUT_PLISTLIB !== undefined,
  async fn() {
    const [list] = await writeWithPlistlib([new Map([["nickname", "Room"], ["shortname", "R"]])]);
    const { files } = plan(filesOf({ [ROOM_FILE]: list!.binary }));
    assert.match(textAfter(files[0]!)!, /<key>shortname<\/key>\n\t<string>R<\/string>\n\t<key>tags<\/key>/);
  },
});

for (
  const [text, reason] of [
    [TAGSET.slice(0, 200), /is not valid XML|it /],
    [`${HEAD}<array/></plist>`, /it is not a dictionary/],
    [`${HEAD}<dict><key>tags</key><string>x</string></dict></plist>`, /"tags" is not a dictionary/],
    ["", /it /],
  ] as const
) {
  Deno.test(`planLogic() refuses a file with the reason ${reason.source}: ${text.length} bytes`, () => {
    assert.throws(() => plan(filesOf({ [ROOM_FILE]: text })), { code: "daw-file", message: reason });
  });
}

const tags = fc.subarray(["Reverb", "Effects:Hall", "mine & yours", "é"]);
const wishes = fc.subarray([ROOM, ECHO]).chain((chosen) =>
  fc.tuple(
    ...chosen.map((plugin) =>
      fc.record({ tags, isFavorite: fc.boolean(), category: fc.constantFrom("reverb", "delay") })
        .map((said) => ({ ...plugin, ...said }))
    ),
  )
).chain((plugins) =>
  fc.subarray([...plugins]).map((some) => exportWish(plugins, [{ name: "Live", plugins: some }]))
);
const tagset = fc.option(
  fc.dictionary(fc.constantFrom("Reverb", "Live", "other"), fc.constantFrom("user", "x")),
  {
    nil: undefined,
  },
).map((tags) =>
  new TextDecoder().decode(writePropertyList(
    new Map<string, string | Map<string, string>>([
      ["nickname", "x"],
      ...tags === undefined ? [] : [["tags", new Map(Object.entries(tags))] as [string, Map<string, string>]],
      ["shortname", "y"],
    ]),
  ))
);
const pool = fc.dictionary(fc.constantFrom("Reverb", "", "other", "Live"), fc.nat(9)).map((counts) =>
  new TextDecoder().decode(writePropertyList(new Map(Object.entries(counts))))
);

Deno.test("an export to Logic that says nothing any more gives the bytes of before", () => {
  fc.assert(
    fc.property(tagset, tagset, pool, wishes, wishes, (room, echo, counts, first, second) => {
      const before = filesOf({
        [ROOM_FILE]: room,
        [ECHO_FILE]: echo,
        "MusicApps.tagpool": counts,
        "MusicApps.properties": PROPERTIES,
      });
      let files: Files = before;
      for (const wish of [first, second]) {
        files = after(files, wish);
        assert.deepEqual(after(files, wish), files);
      }
      const texts = (of: Files) => [...of.values()].map(({ bytes }) => new TextDecoder().decode(bytes));
      files = after(files, exportWish([]));
      assert.deepEqual(texts(files), texts(before));
      assert.deepEqual([...files.values()].map(({ owned }) => [...owned]), [[], [], [], []]);
    }),
    { numRuns: timesOf(200) },
  );
});
