import assert from "node:assert/strict";
import fc from "fast-check";
import { planArdour } from "../../src/daw/plan_ardour.ts";
import { timesOf } from "../support/counts.ts";
import { afterwards, dawFile, exportedPlugin, exportWish, textAfter } from "./support/exported_plugin.ts";

const TUBE = exportedPlugin({ category: "distortion", tags: ["Amps:Tube Sound"], isFavorite: true });
const PLATE = exportedPlugin({
  format: "ladspa",
  nativeId: "1795:PlateX2",
  name: 'Plate & "Co"',
  category: "reverb",
  isHidden: true,
});
const ROOM = exportedPlugin({ format: "au", nativeId: "aufx:Valx:VaDm", name: "Room", tags: ["hall"] });
const URI = exportedPlugin({
  format: "lv2",
  nativeId: "http://x.org/eq#mono?a&b",
  name: "Eq",
  category: "equalizer",
});
const ECHO = exportedPlugin({ format: "clap", nativeId: "com.x.echo", name: "Echo", tags: ["x"] });
const ALL = [TUBE, PLATE, ROOM, URI, ECHO];

const SUPPLIED = `<?xml version="1.0" encoding="UTF-8"?>
<PluginTags>
  <Plugin type="LADSPA" id="1795" tags="reverb plate" name="Plate"/>
</PluginTags>
`;

function plan(tags: string | undefined, statuses: string | undefined, wish = exportWish(ALL)) {
  return planArdour(
    { tags: dawFile("tags", tags), statuses: dawFile("statuses", statuses), supplied: SUPPLIED },
    wish,
  );
}

Deno.test("planArdour() adds tags and statuses to what is there", () => {
  const wish = exportWish(ALL, [{ name: "Live Set", plugins: [ROOM, ECHO] }]);
  const { files: [tags, statuses], skipped } = plan(
    `<?xml version='1.0'?>
<!-- <Plugin type="LV2" id="no"/> -->
<PluginTags version="2">
\t<Plugin  id='2046504473616c634255545a00000000' type='VST3' tags="amp" other="&lt;>" name="Mine"></Plugin>
  <Other/>
</PluginTags>
`,
    "VST3 Hidden ABCDEF019182FAEB5669736F47616C75\r\nsomething else\r\nLADSPA Normal 1795\r\n",
    wish,
  );
  assert.equal(
    textAfter(tags!),
    `<?xml version='1.0'?>
<!-- <Plugin type="LV2" id="no"/> -->
<PluginTags version="2">
\t<Plugin  id='2046504473616c634255545a00000000' type='VST3' tags="amp distortion amps:tube-sound" other="&lt;>" name="Mine" user-set="1"></Plugin>
  <Other/>
  <Plugin type="LADSPA" id="1795" tags="reverb plate" name="Plate &amp; &quot;Co&quot;" user-set="1"/>
  <Plugin type="AudioUnit" id="1635083896-1449225336-1449215085" tags="hall live-set" name="Room" user-set="1"/>
  <Plugin type="LV2" id="http://x.org/eq#mono?a&amp;b" tags="eq" name="Eq" user-set="1"/>
</PluginTags>
`,
  );
  assert.equal(
    textAfter(statuses!),
    "VST3 Hidden ABCDEF019182FAEB5669736F47616C75\r\nsomething else\r\nLADSPA Hidden 1795\r\n" +
      "VST3 Favorite 2046504473616C634255545A00000000\n",
  );
  assert.deepEqual(skipped.map(({ plugin, reason }) => [plugin.name, reason]), [
    ["Echo", "Ardour does not load CLAP plugins"],
  ]);
});

Deno.test("planArdour() makes files that are not there", () => {
  const { files: [tags, statuses] } = plan(undefined, undefined, exportWish([TUBE]));
  assert.equal(
    textAfter(tags!),
    `<?xml version="1.0" encoding="UTF-8"?>
<PluginTags>
  <Plugin type="VST3" id="2046504473616C634255545A00000000" tags="distortion amps:tube-sound" name="ZamTube" user-set="1"/>
</PluginTags>
`,
  );
  assert.equal(textAfter(statuses!), "VST3 Favorite 2046504473616C634255545A00000000\n");
});

for (
  const [text, reason] of [
    ["<PluginTags><Plugin", /ends within 1 elements of XML/],
    ["<Session/>", /it has no element "PluginTags"/],
    ['<PluginTags><Plugin type="LV2"/></PluginTags>', /a plugin has no type or no id/],
    ['<!DOCTYPE x [<!ENTITY a "b">]><PluginTags/>', /it declares entities of its own/],
    [
      '<?xml version="1.0" encoding="ISO-8859-1"?><PluginTags/>',
      /it says that it is ISO-8859-1; UTF-8 is expected/,
    ],
    ["<PluginTags>&a;</PluginTags>", /is not valid XML|unknown entity/],
  ] as const
) {
  Deno.test(`planArdour() refuses ${text}`, () => {
    assert.throws(() => plan(text, ""), { code: "daw-file", message: reason });
  });
}

const words = ["Hall", "reverb", "distortion", "my own", "a,b", "é"];
const wishes = fc.subarray([TUBE, PLATE, ROOM, URI]).chain((chosen) =>
  fc.tuple(...chosen.map((plugin) =>
    fc.record({
      tags: fc.subarray(words),
      isFavorite: fc.boolean(),
      isHidden: fc.boolean(),
      category: fc.constantFrom("reverb", "equalizer"),
    }).map((said) => ({ ...plugin, ...said }))
  ))
).chain((plugins) =>
  fc.subarray([...plugins]).map((some) => exportWish(plugins, [{ name: "Live Set", plugins: some }]))
);

const element = fc.tuple(
  fc.constantFrom(
    ["VST3", "2046504473616c634255545A00000000"],
    ["LADSPA", "1795"],
    ["LV2", "http://x.org/eq#mono?a&amp;b"],
    ["LXVST", "12"],
  ),
  fc.constantFrom("", "reverb", "my-own x"),
  fc.constantFrom(' user-set="1"', "", " a='>'"),
).map(([[type, id], tags, more]) =>
  `  <Plugin type="${type}" id="${id}" tags="${tags}" name="&lt;N"${more}/>`
);
const tagsFile = fc.array(fc.oneof(element, fc.constantFrom("", "<!-- x -->", "  <Other>text</Other>"))).map((
  lines,
) => `<?xml version="1.0"?>\n<PluginTags>\n${lines.map((line) => `${line}\n`).join("")}</PluginTags>\n`);
const statusesFile = fc.array(fc.constantFrom(
  "VST3 Favorite 2046504473616C634255545A00000000",
  "LADSPA Hidden 1795",
  "LV2 Normal http://x.org/eq#mono?a&b",
  "LV2 Concealed urn:x",
  "",
  "what is this",
)).map((lines) => lines.map((line) => `${line}\n`).join(""));

Deno.test("planArdour() reports a plugin that it leaves out only where something is said of it", () => {
  const files = { tags: dawFile("tags", undefined), statuses: dawFile("statuses", undefined), supplied: "" };
  const clap = exportedPlugin({ format: "clap", nativeId: "com.x.echo", name: "Echo", category: "delay" });
  const skipped = (wish: ReturnType<typeof exportWish>) => planArdour(files, wish).skipped.length;
  assert.equal(skipped(exportWish([clap])), 1);
  assert.equal(skipped(exportWish([clap], [], ["tags", "favorites", "hidden", "collections"])), 0);
  assert.equal(skipped(exportWish([{ ...clap, isHidden: true }], [], ["hidden"])), 1);
  assert.equal(skipped(exportWish([clap], [{ name: "Set", plugins: [clap] }], ["collections"])), 1);
});

Deno.test("an export to Ardour that says nothing any more gives the bytes of before", () => {
  fc.assert(
    fc.property(tagsFile, statusesFile, wishes, wishes, (tags, statuses, first, second) => {
      let files = [dawFile("tags", tags), dawFile("statuses", statuses)];
      const export_ = (wish: ReturnType<typeof exportWish>) =>
        planArdour({ tags: files[0]!, statuses: files[1]!, supplied: SUPPLIED }, wish).files;
      for (const wish of [first, second]) {
        files = export_(wish).map(afterwards);
        assert.deepEqual(
          export_(wish).map(textAfter),
          files.map(({ bytes }) => new TextDecoder().decode(bytes)),
        );
      }
      const nothing = export_(exportWish([]));
      assert.deepEqual(nothing.map(textAfter), [tags, statuses]);
      assert.deepEqual(nothing.map(({ owned }) => owned), [[], []]);
    }),
    { numRuns: timesOf(200) },
  );
});
