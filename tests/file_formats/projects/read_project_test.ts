import assert from "node:assert/strict";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import { type FileFault, FileFormatError } from "../../../src/file_formats/file_format_error.ts";
import { readProject, readProjectSource } from "../../../src/file_formats/projects/read_project.ts";
import type { ProjectPlugin } from "../../../src/model/projects/project_plugin.ts";
import * as files from "./support/project_files.ts";

const ZAMTUBE = "vst3:2046504473616C634255545A00000000";

/** What matters of each plugin, on one line. */
function lines(plugins: readonly ProjectPlugin[]): string[] {
  return plugins.map(({ format, id, name, vendor, file, label, uses, tracks, presets, ...counts }) =>
    [
      `${format} ${id ?? "-"} ${name}`,
      ...vendor === "" ? [] : [`by ${vendor}`],
      ...file === undefined ? [] : [`in ${file}`],
      ...label === undefined || label === name ? [] : [`as ${label}`],
      ...uses === 1 ? [] : [`x${uses}`],
      ...tracks.map((track) => `on ${track}`),
      ...presets.map((preset) => `with ${preset}`),
      ...Object.entries(counts).filter(([, count]) => count > 0).map(([state]) => state),
    ].join(", ")
  );
}

/** Each kind of project, its version and plugins. */
const PROJECTS: readonly [string, () => Uint8Array<ArrayBuffer>, string, string, string[]][] = [
  ["a set of Live", files.packedLiveSet, "live", "12.0.5", [
    `vst3 ${ZAMTUBE} ZamTube, on Bass & Bells, with Warm, bypassed, frozen`,
    "internal - Eq8, on Bass & Bells, frozen",
    "vst2 vst2:1449751649 Vital, in C:/VST/Vital.dll, on 2 > 1, bypassed",
    "au au:aumf:FSat:FabF FF Saturn, by FabFilter, on 2 > 1",
  ]],
  ["a set of Live that is not packed", () => files.text(files.liveSet()), "live", "12.0.5", [
    `vst3 ${ZAMTUBE} ZamTube, on Bass & Bells, with Warm, bypassed, frozen`,
    "internal - Eq8, on Bass & Bells, frozen",
    "vst2 vst2:1449751649 Vital, in C:/VST/Vital.dll, on 2 > 1, bypassed",
    "au au:aumf:FSat:FabF FF Saturn, by FabFilter, on 2 > 1",
  ]],
  ["a project of REAPER", () => files.text(files.REAPER_PROJECT), "reaper", "7.06/linux-x86_64", [
    "clap clap:org.surge-synth-team.surge-xt Surge XT, by Surge Synth Team, on Master",
    `vst3 ${ZAMTUBE} ZamTube, by Damien Zammit, in ZamTube.vst3, on Lead vox, with Warm tube, bypassed`,
    "lv2 lv2:urn:zamaudio:ZamComp ZamComp, by Damien Zammit, on Lead vox, offline",
    "internal - loser/3BandEQ, on Lead vox",
    "au au:aumf:FSat:FabF Saturn, by FabFilter, on Lead vox",
    "vst2 vst2:1919247213 Old, by Maker, in old.dll, on Lead vox",
  ]],
  ["a DAWproject", () => files.zip({ "project.xml": files.DAWPROJECT }), "dawproject", "Bitwig Studio 5.0", [
    "clap clap:org.surge-synth-team.surge-xt Surge XT, on Bass, bypassed, offline",
    `vst3 ${ZAMTUBE} ZamTube, by Damien Zammit, on Bass, with Warm`,
    "vst2 vst2:1986230833 VirtualCZ, on Bass",
    "au au:aumf:FSat:FabF Saturn, on Bass",
    "internal - EQ+, on Bass",
  ]],
  ["a song of Studio One", files.studioOneSong, "studio-one", "6.5.0", [
    `vst3 ${ZAMTUBE} ZamTube, on Synth, with Warm`,
    "vst2 vst2:1937337393 Sylenth1, on Synth",
  ]],
  ["a session of Ardour", () => files.text(files.ARDOUR_SESSION), "ardour", "7.3.0", [
    "lv2 lv2:urn:zamaudio:ZamComp ZamComp, on Vox, with Soft, bypassed",
    "ladspa ladspa:1216 GVerb, on Vox",
    "au au:aumf:FSat:FabF Saturn, on Vox",
    "vst2 vst2:1147500644 Dexed, on Vox",
    `vst3 ${ZAMTUBE} ZamTube, on Bass, frozen`,
  ]],
  ["a project of LMMS", files.packedLmmsProject, "lmms", "1.2.2", [
    "vst2 - Dexed, in C:\\VST\\Dexed.dll, on Bass",
    "ladspa - Plate2x2, in caps, on Bass, bypassed",
    "ladspa - lpf, in cmt.so, on Master, bypassed",
    "lv2 lv2:urn:zamaudio:ZamComp ZamComp, on Master",
    "internal - bassbooster, on Master",
  ]],
  ["a project of Carla", () => files.text(files.CARLA_PROJECT), "carla", "2.5", [
    "lv2 lv2:urn:zamaudio:ZamComp ZamComp",
    "ladspa ladspa:1779:Plate Plate, in /usr/lib/ladspa/caps.so, bypassed",
    "internal - Kars, as kars",
  ]],
  ["a session of Qtractor", () => files.text(files.QTRACTOR_SESSION), "qtractor", "0.9.31", [
    "ladspa - Plate, in /usr/lib/ladspa/caps.so, on Bass, with Hall",
    "lv2 lv2:urn:zamaudio:ZamComp ZamComp, on Bass, bypassed",
    "internal - Send, on Bass",
  ]],
  [
    "a packed session of Qtractor",
    () => files.zip({ "demo.qtr": files.QTRACTOR_SESSION }),
    "qtractor",
    "0.9.31",
    [
      "ladspa - Plate, in /usr/lib/ladspa/caps.so, on Bass, with Hall",
      "lv2 lv2:urn:zamaudio:ZamComp ZamComp, on Bass, bypassed",
      "internal - Send, on Bass",
    ],
  ],
  ["a song of Renoise", () => files.zip({ "Song.xml": files.RENOISE_SONG }), "renoise", "document 67", [
    `vst3 ${ZAMTUBE} ZamTube, by Damien Zammit, on Lead`,
  ]],
  ["an edit of Tracktion", () => files.text(files.TRACKTION_EDIT), "tracktion", "12.5.9", [
    "vst3 - ZamTube, by Damien Zammit, in /usr/lib/vst3/ZamTube.vst3, on Keys, bypassed",
    "au au:aumf:FSat:FabF Saturn, by FabFilter, on Keys",
    "internal - 8bandEq, on Keys",
  ]],
  ["a project of FL Studio", files.flProject, "fl-studio", "20.8.4.2576", [
    "vst2 vst2:1937337393 Sylenth1, by LennarDigital, in C:\\VST\\Sylenth1.dll, on Lead",
    "internal - Fruity Limiter, on Drum bus",
    "vst3 vst3:565354586654546F7474000000000000 OTT, by Xfer Records, on Drum bus",
    "clap clap:org.surge-synth-team.surge-xt Surge XT, by Sür, on Drum bus",
  ]],
  ["the data of Logic", files.logicData, "logic", "", ["au au:aumf:FSat:FabF aumf:FSat:FabF"]],
];

for (const [name, bytes, daw, version, plugins] of PROJECTS) {
  Deno.test(`readProject() reads ${name}`, () => {
    const project = readProjectSource(bytesAsSource(bytes()));
    assert.deepEqual([project.daw, project.version], [daw, version]);
    assert.deepEqual(lines(project.plugins), plugins);
  });

  Deno.test(`readProject() refuses ${name} that is cut off or damaged, or reads what is left`, () => {
    const whole = bytes();
    fc.assert(fc.property(
      fc.nat(whole.length - 1),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 }),
      (length, changes) => {
        const damaged = whole.slice(0, length);
        for (const [place, byte] of changes) if (place < length) damaged[place] = byte;
        refusedOrRead(damaged);
      },
    ));
  });
}

function refusedOrRead(bytes: Uint8Array<ArrayBuffer>): void {
  try {
    const { plugins } = readProjectSource(bytesAsSource(bytes));
    assert.ok(Array.isArray(plugins));
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
  }
}

/** Files that cannot be read, and why. */
const REFUSED: readonly [string, () => Uint8Array<ArrayBuffer>, FileFault, RegExp][] = [
  ["an empty file", () => new Uint8Array(), "truncated", /^is empty$/],
  ["a text", () => files.text("Dear diary"), "invalid", /^is not a project of a known program$/],
  ["a page", () => files.text("<html></html>"), "invalid", /^is not a project of a known program$/],
  ["another archive", () => files.zip({ "a.txt": "a" }), "invalid", /without a project/],
  [
    "another packed text",
    () => gzipSync(files.text("<html/>")) as Uint8Array<ArrayBuffer>,
    "invalid",
    /by gzip/,
  ],
  ["a set of Live that is cut off", () => files.packedLiveSet().slice(0, 400), "truncated", /cut off|ends/],
  [
    "a set of Live that is not in UTF-8",
    () => {
      const bytes = files.text(files.liveSet());
      bytes[bytes.indexOf("B".charCodeAt(0), 200)] = 0xff;
      return bytes;
    },
    "invalid",
    /^is not UTF-8 text$/,
  ],
  [
    "a set of Live that declares entities",
    () => files.text(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Ableton/>`),
    "unsupported",
    /declares a type/,
  ],
  [
    "a project of REAPER that is cut off",
    () => files.text(files.REAPER_PROJECT.slice(0, 900)),
    "truncated",
    /ends within/,
  ],
  [
    "a project of FL Studio that is cut off",
    () => files.flProject().slice(0, 90),
    "truncated",
    /^ends after 90 bytes/,
  ],
  [
    "a project of LMMS that is cut off",
    () => files.packedLmmsProject().slice(0, 200),
    "truncated",
    /ends within|ends after/,
  ],
  [
    "a project of Bitwig",
    () => files.text("BtWg00010002"),
    "unsupported",
    /Bitwig Studio, whose form is secret/,
  ],
  [
    "a set of Live 7",
    () => Uint8Array.of(0xab, 0x1e, 0x56, 0x78, 4, 0xcf),
    "unsupported",
    /Ableton Live 7 or earlier, whose form is secret/,
  ],
  [
    "entities of an external file",
    () =>
      files.text(
        `<?xml version="1.0"?><!DOCTYPE lmms-project [<!ENTITY x SYSTEM "file:///etc/passwd">]><lmms-project creatorversion="1"><track name="&x;"/></lmms-project>`,
      ),
    "invalid",
    /not valid XML/,
  ],
];

for (const [name, bytes, fault, message] of REFUSED) {
  Deno.test(`readProject() refuses ${name}`, () => {
    assert.throws(() => readProjectSource(bytesAsSource(bytes())), (error: unknown) => {
      assert.ok(error instanceof FileFormatError, String(error));
      assert.equal(error.fault, fault, error.message);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("readProject() refuses a set of Live that unpacks to far more than sets do", () => {
  const bomb = `<?xml version="1.0"?><Ableton Creator="Ableton Live 12">${
    " ".repeat(80 * 1024 * 1024)
  }</Ableton>`;
  const packed = gzipSync(files.text(bomb), { level: 1 }) as Uint8Array<ArrayBuffer>;
  assert.throws(() => readProjectSource(bytesAsSource(packed)), {
    name: "FileFormatError",
    fault: "too-large",
  });
});

Deno.test("readProject() reads the newest alternative in the folder of a project of Logic", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (
      const [name, data] of [["000", new Uint8Array([0x23, 0x47, 0xc0, 0xab])], [
        "001",
        files.logicData(),
      ]] as const
    ) {
      await Deno.mkdir(`${folder}/Song.logicx/Alternatives/${name}`, { recursive: true });
      await Deno.writeFile(`${folder}/Song.logicx/Alternatives/${name}/ProjectData`, data);
    }
    assert.equal(readProject(`${folder}/Song.logicx`).plugins.length, 1);
    assert.throws(() => readProject(folder), { name: "FileFormatError", fault: "invalid" });
    assert.throws(() => readProject(`${folder}/none.als`), Deno.errors.NotFound);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readProject() tells a program by the contents of a file, whatever its name", async () => {
  const path = await Deno.makeTempFile({ suffix: ".als" });
  try {
    await Deno.writeTextFile(path, files.REAPER_PROJECT);
    assert.equal(readProject(path).daw, "reaper");
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("readProject() reads the document of an archive with more audio than it reads of other files", async () => {
  const path = await Deno.makeTempFile({ suffix: ".dawproject" });
  try {
    const audio = 1100 * 1024 * 1024;
    const small = zipSync({
      "project.xml": files.text(files.DAWPROJECT),
      "a.wav": [new Uint8Array(0), { level: 0 }],
    });
    const view = new DataView(small.buffer);
    const end = small.length - 22;
    const directory = view.getUint32(end + 16, true);
    const last = directory + 46 + "project.xml".length;
    // The audio is a hole in the file, before the directory.
    for (const size of [20, 24]) view.setUint32(last + size, audio, true);
    view.setUint32(end + 16, directory + audio, true);
    using file = await Deno.open(path, { write: true });
    await file.write(small.subarray(0, directory));
    await file.seek(audio, Deno.SeekMode.Current);
    await file.write(small.subarray(directory));
    assert.equal(readProject(path).plugins.length, 5);
  } finally {
    await Deno.remove(path);
  }
});
