import assert from "node:assert/strict";
import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate/browser";
import type { PluginState } from "../../../src/model/presets/plugin_state.ts";
import { bytesAsSource, joined } from "../../../src/file_formats/byte_source.ts";
import { fromHex } from "../../../src/file_formats/byte_text.ts";
import { gunzip } from "../../../src/file_formats/packed/gunzip.ts";
import type { FilePreset } from "../../../src/file_formats/presets/file_preset.ts";
import { readPresetFile } from "../../../src/file_formats/presets/read_preset_file.ts";
import { containersOf, writePreset } from "../../../src/file_formats/written/write_preset.ts";
import type { WrittenContainer } from "../../../src/model/presets/written_container.ts";
import type { WrittenPreset } from "../../../src/file_formats/written/written_preset.ts";
import { parseWithExpat, WITHOUT_EXPAT, type XmlElement } from "../../support/expat.ts";
import { timesOf } from "../../support/counts.ts";
import {
  dawprojectMistakes,
  missingDawprojectSchema,
  missingPackages,
  readWithPython,
} from "../../support/independent_readers.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { missingSamples, zamBundle } from "../../support/sample_plugins.ts";
import { SEED } from "../../support/seed.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { AU_PRESET, CLASS_ID, VST2_PROGRAM, VST3_STATE } from "../support/preset_files.ts";

const ZAM_TUBE = {
  id: `vst3:${CLASS_ID}`,
  name: "ZamTube",
  vendor: "Damien Zammit",
  version: "4.1",
  isInstrument: false,
  fileName: "ZamTube.vst3",
};

const PRESET: WrittenPreset = {
  name: "Warm",
  author: "Ada",
  description: "Soft & round",
  tags: ["warm"],
  plugin: ZAM_TUBE,
  state: VST3_STATE,
};

const CLAP: WrittenPreset = {
  ...PRESET,
  plugin: { ...ZAM_TUBE, id: "clap:com.zamaudio.ZamTube", isInstrument: true },
  state: { format: "clap", data: new TextEncoder().encode("clap state").toBase64() },
};

const AU: WrittenPreset = {
  ...PRESET,
  plugin: { ...ZAM_TUBE, id: "au:aufx:nbeq:appl" },
  state: { format: "au", file: AU_PRESET },
};

const VST2: WrittenPreset = {
  ...PRESET,
  plugin: { ...ZAM_TUBE, id: "vst2:-1296318840" },
  state: { format: "vst2", file: VST2_PROGRAM },
};

const PRESETS = { vst3: PRESET, clap: CLAP, au: AU, vst2: VST2 };

function bytesOf(container: WrittenContainer, preset: WrittenPreset): Uint8Array<ArrayBuffer> {
  const [file, ...more] = writePreset(container, preset);
  assert.deepEqual([file?.path, more], ["", []]);
  return file!.bytes;
}

function readBack(container: WrittenContainer, preset: WrittenPreset): FilePreset {
  const source = bytesAsSource(bytesOf(container, preset));
  const { presets: [read, ...more], container: found } = readPresetFile({ name: `x.${container}`, source });
  assert.deepEqual([found, more], [container, []]);
  return read!;
}

Deno.test("writePreset() keeps a state byte for byte in every container that holds it", () => {
  for (const preset of Object.values(PRESETS)) {
    const containers = containersOf(preset.state.format);
    assert.ok(containers.length > 0);
    for (const container of containers) {
      const { state, foreign, pluginId } = readBack(container, preset);
      if (preset.state.format !== "au" || container !== "aupreset") {
        assert.deepEqual(state ?? foreign, preset.state, `${preset.state.format} ${container}`);
      }
      assert.equal(pluginId, preset.plugin.id, container);
    }
  }
});

Deno.test("writePreset() writes states of any bytes and names of any signs", () => {
  const name = fc.string({ unit: fc.constantFrom(..."ab <>&\"'`é🎛;#/\\{}"), minLength: 1 });
  const sample = fc.tuple(name, name, fc.uint8Array({ maxLength: 500 }), fc.uint8Array(), fc.boolean());
  fc.assert(
    fc.property(sample, ([name, vendor, component, controller, isInstrument]) => {
      const state: PluginState = {
        format: "vst3",
        component: component.toBase64(),
        controller: controller.toBase64(),
      };
      const preset = { ...PRESET, name, state, plugin: { ...ZAM_TUBE, name, vendor, isInstrument } };
      for (const container of containersOf("vst3")) {
        const read = readBack(container, preset);
        assert.deepEqual(read.state, state, container);
        assert.equal(read.pluginId, ZAM_TUBE.id, container);
      }
      const clap = { ...CLAP, name, state: { format: "clap", data: component.toBase64() } as const };
      for (const container of containersOf("clap")) {
        assert.deepEqual(readBack(container, clap).state, clap.state);
      }
    }),
    { seed: SEED, numRuns: timesOf(1000) },
  );
});

Deno.test("writePreset() tells who has made a preset where a file has a place for it", () => {
  const { name, author, description, tags, pluginName } = readBack("vstpreset", PRESET);
  assert.deepEqual({ name, author, description, tags, pluginName }, {
    name: "Warm",
    author: "Ada",
    description: "Soft & round",
    tags: ["warm"],
    pluginName: "ZamTube",
  });
  assert.equal(readBack("aupreset", AU).name, "Warm");
});

Deno.test("writePreset() writes no state of a format that the container does not hold", () => {
  assert.throws(() => writePreset("vstpreset", CLAP), /vstpreset does not hold a state of clap/);
});

const WITHOUT_SCHEMA = missingDawprojectSchema();

Deno.test(
  `writePreset() writes projects that the schema of DAWproject accepts${WITHOUT_SCHEMA}`,
  { ignore: WITHOUT_SCHEMA !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    for (const [format, preset] of Object.entries(PRESETS)) {
      const files = unzipSync(bytesOf("dawproject", { ...preset, name: 'A <"name"> & more' }));
      const path = await folder.write(`${format}.xml`, strFromU8(files["project.xml"]!));
      assert.equal(await dawprojectMistakes(path), "");
    }
  },
);

const WITHOUT_RPP = await missingPackages("rpp");

Deno.test(
  `writePreset() writes chains that the Python package rpp reads${WITHOUT_RPP}`,
  { ignore: WITHOUT_RPP !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const path = await folder.write("a.RfxChain", bytesOf("rfxchain", PRESET));
    const program = `
import base64, json, rpp, struct, sys
chain = rpp.loads("<FXCHAIN\\n" + open(sys.argv[1]).read() + ">")
vst = next(child for child in chain.children if getattr(child, "tag", None) == "VST")
data = b"".join(base64.b64decode(line) for line in vst.children)
number, magic, inputs = struct.unpack_from("<III", data)
place = 12 + 8 * inputs
place += 4 + 8 * struct.unpack_from("<I", data, place)[0]
size, = struct.unpack_from("<I", data, place)
component, = struct.unpack_from("<I", data, place + 12)
print(json.dumps({"words": vst.attrib, "number": number, "size": size, "rest": len(data) - place - 12 - size,
  "component": data[place + 20:place + 20 + component].decode()}))
`;
    assert.deepEqual(await readWithPython(program, path), {
      words: ["VST3: ZamTube (Damien Zammit)", "ZamTube.vst3", "0", "", `1976543755{${CLASS_ID}}`, ""],
      number: 1976543755,
      size: 8 + 15 + 8 + 10,
      rest: 2 + "Warm".length + 4,
      component: "component state",
    });
  },
);

const WITHOUT_PYTHON = missingCommands("python3");

Deno.test(
  `writePreset() writes Audio Unit presets that Python's plistlib reads${WITHOUT_PYTHON}`,
  { ignore: WITHOUT_PYTHON !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const path = await folder.write("a.aupreset", bytesOf("aupreset", { ...AU, name: "A <b> & c" }));
    const program = `
import json, plistlib, sys
with open(sys.argv[1], "rb") as file: values = plistlib.load(file)
print(json.dumps({key: value.hex() if isinstance(value, bytes) else value for key, value in values.items()}))
`;
    const { stdout } = await new Deno.Command("python3", { args: ["-c", program, path] }).output();
    assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
      type: 1635083896,
      subtype: 1851942257,
      manufacturer: 1634758764,
      version: 0,
      name: "A <b> & c",
      data: "000102",
    });
  },
);

function elementAt(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, tag) => found?.children.find((child) => child.tag === tag),
    element,
  );
}

Deno.test(
  `writePreset() writes racks that expat reads${
    WITHOUT_EXPAT === undefined ? "" : ` (skipped: ${WITHOUT_EXPAT})`
  }`,
  { ignore: WITHOUT_EXPAT !== undefined },
  async () => {
    for (const isInstrument of [false, true]) {
      const preset = { ...PRESET, plugin: { ...ZAM_TUBE, isInstrument } };
      const xml = new TextDecoder().decode(joined(gunzip(bytesAsSource(bytesOf("adg", preset)))));
      const rack = elementAt(await parseWithExpat(xml), "GroupDevicePreset");
      const kind = isInstrument ? "Instrument" : "AudioEffect";
      assert.ok(elementAt(rack, "Device", `${kind}GroupDevice`, "MacroControls.15", "Manual"));
      const plugin = elementAt(rack, "BranchPresets", `${kind}BranchPreset`, "DevicePresets", "Vst3Preset");
      const fields = [0, 1, 2, 3].map((index) =>
        elementAt(plugin, "Uid", `Fields.${index}`)?.attributes["Value"]
      );
      assert.deepEqual(fields, ["541478980", "1935764579", "1112888410", "0"]);
      const bytes = fromHex(elementAt(plugin, "ProcessorState")!.text);
      assert.equal(new TextDecoder().decode(bytes), "component state");
    }
  },
);

const WITHOUT_PEDALBOARD = missingSamples() || await missingPackages("pedalboard");

Deno.test(
  `writePreset() writes VST3 presets that pedalboard gives to the plugin${WITHOUT_PEDALBOARD}`,
  { ignore: WITHOUT_PEDALBOARD !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const texts =
      `{key: value.string_value for key, value in plugin.parameters.items() if key != "sample_rate_frames"}`;
    const save = `
import json, numpy, pedalboard, sys
plugin = pedalboard.load_plugin(sys.argv[1])
block = numpy.zeros((1, 512), dtype="float32")
plugin.process(block, 48000)
plugin.tube_drive, plugin.bass, plugin.input_level = 4.1, 3.7, -7.8
plugin.process(block, 48000, reset=False)
open(sys.argv[2], "wb").write(plugin.preset_data)
print(json.dumps(${texts}))
`;
    const load = `
import json, pedalboard, sys
plugin = pedalboard.load_plugin(sys.argv[1])
list(plugin.parameters)  # pedalboard sets all to their defaults when it first lists them
plugin.load_preset(sys.argv[2])
print(json.dumps(${texts}))
`;
    const bundle = zamBundle("ZamTube");
    const path = folder.join("pedalboard.vstpreset");
    const expected = await readWithPython(save, bundle, path);
    const { presets: [preset] } = readPresetFile(path);
    for (const container of containersOf("vst3")) {
      const { state } = readBack(container, { ...PRESET, state: preset!.state! });
      const bytes = bytesOf("vstpreset", { ...PRESET, state: state! });
      const written = await folder.write(`${container}.vstpreset`, bytes);
      assert.deepEqual(await readWithPython(load, bundle, written), expected, container);
    }
  },
);

const WITHOUT_LILV = missingSamples();

Deno.test(
  `writePreset() writes bundles whose presets lv2info lists${WITHOUT_LILV}`,
  { ignore: WITHOUT_LILV !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const uri = "urn:zamaudio:ZamTube";
    const atom = "http://lv2plug.in/ns/ext/atom#";
    const property = (key: string, type: string, ...bytes: number[]) => ({
      key: `urn:example:${key}`,
      type,
      flags: 3,
      value: Uint8Array.from(bytes).toBase64(),
    });
    const state: PluginState = {
      format: "lv2",
      ports: { tubedrive: 4.1, bass: 5, mids: 1e-7, treble: 1e21, gain: -0 },
      properties: [
        property("string", `${atom}String`, 104, 34, 92, 10, 0),
        property("int", `${atom}Int`, 255, 255, 255, 255),
        property("float", `${atom}Float`, 0, 0, 128, 63),
        property("double", `${atom}Double`, 0, 0, 0, 0, 0, 0, 240, 63),
        property("bool", `${atom}Bool`, 1, 0, 0, 0),
        property("path", `${atom}Path`, 97, 98, 0),
        property("uri", `${atom}URI`, 117, 114, 110, 58, 120, 0),
        property("chunk", `${atom}Chunk`, 1, 2, 3),
        property("own", "urn:example:Own", 1, 2, 3),
      ],
    };
    const name = 'Röhre "A" \\ B';
    const preset = { ...PRESET, name, state, plugin: { ...ZAM_TUBE, id: `lv2:${uri}` } };
    for (const { path, bytes } of writePreset("lv2", preset)) {
      await folder.write(`a.preset.lv2/${path}`, bytes);
    }
    const { stdout, stderr } = await new Deno.Command("lv2info", {
      args: [uri],
      env: { LV2_PATH: `/usr/lib/lv2:${folder.path}` },
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.match(new TextDecoder().decode(stdout), /Presets: \n[^:]*Röhre "A" \\ B\n/);
  },
);
