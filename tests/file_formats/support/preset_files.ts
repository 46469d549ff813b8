import { gzipSync, strToU8, zipSync } from "fflate/browser";
import type { PresetContainer } from "../../../src/model/presets/preset_container.ts";
import { ByteWriter } from "../../../src/file_formats/byte_writer.ts";
import { writeVst2Preset } from "../../../src/file_formats/presets/vst2_preset.ts";
import { writeVstPreset } from "../../../src/file_formats/presets/vst_preset.ts";
import { writeVstPresetInfo } from "../../../src/file_formats/presets/vst_preset_info.ts";
import { writeReaperVst3Data } from "../../../src/file_formats/reaper/reaper_vst_data.ts";

/** The class of a VST3 and its dashed form. */
export const CLASS_ID = "2046504473616C634255545A00000000";

/** The id of a VST2, and its number. */
const UNIQUE_ID = 0x4d444178;

export const COMPONENT: Uint8Array<ArrayBuffer> = new TextEncoder().encode("component state");
export const CONTROLLER: Uint8Array<ArrayBuffer> = new TextEncoder().encode("controller");

/** Both streams as states have them. */
export const VST3_STATE = {
  format: "vst3",
  component: COMPONENT.toBase64(),
  controller: CONTROLLER.toBase64(),
} as const;

export const AU_PRESET: Uint8Array<ArrayBuffer> = strToU8(`<?xml version="1.0"?><plist version="1.0"><dict>
  <key>type</key><integer>1635083896</integer><key>subtype</key><integer>1851942257</integer>
  <key>manufacturer</key><integer>1634758764</integer><key>version</key><integer>0</integer>
  <key>name</key><string>Bright</string><key>data</key><data>AAEC</data></dict></plist>`) as Uint8Array<
  ArrayBuffer
>;

export const VST2_PROGRAM: Uint8Array<ArrayBuffer> = writeVst2Preset({
  uniqueId: UNIQUE_ID,
  pluginVersion: 1,
  isBank: false,
  name: "Harp",
  count: 2,
  state: [0.5, 0.25],
});

const VST2_BANK = writeVst2Preset({
  uniqueId: UNIQUE_ID,
  pluginVersion: 1,
  isBank: true,
  name: "",
  count: 64,
  state: COMPONENT,
});

const VST_PRESET = writeVstPreset(
  CLASS_ID,
  new Map([
    ["Comp", COMPONENT],
    ["Cont", CONTROLLER],
    [
      "Info",
      writeVstPresetInfo({
        name: "Warm",
        pluginName: "ZamTube",
        author: "Ada",
        description: 'For <vocals> & "more"',
        tags: ["warm", "tube"],
      }),
    ],
  ]),
);

const VST3_DATA = writeReaperVst3Data(1976543755, COMPONENT, CONTROLLER, "Warm");

/** What REAPER has of a VST2 with parameters alone. */
const VST2_DATA = new ByteWriter("little-endian").uint32(UNIQUE_ID, 0xfeed5eef, 0, 2).uint64(1, 2)
  .uint32(16, 0, 0x100000, 0xdeadbeef, 0xdeadf00d).float32(0.5, 0.25).text("\0Soft\0").uint32(16).finish();

function base64Lines(bytes: Uint8Array): string {
  return bytes.toBase64().match(/.{1,40}/g)!.map((line) => `    ${line}\n`).join("");
}

const CHAIN = `BYPASS 0 0 0
<VST "VST3: ZamTube (Damien Zammit) (mono)" ZamTube.vst3 0 "" 1976543755{${CLASS_ID}} ""
${VST3_DATA.map(base64Lines).join("")}>
WAK 0 0
<CONTAINER Container "" ""
  <CLAP "CLAPi: Surge XT (Surge (Team))" org.surge-synth-team.surge-xt ""
    CFG 4 760 335 ""
    <STATE
${base64Lines(COMPONENT)}    >
  >
  <VST "VST: mda Harp (mda)" mda.dll 0 "" ${UNIQUE_ID}<56535400000000000000000000000000> ""
${base64Lines(VST2_DATA)}  >
>
<AU "AU: AUNBandEQ (Apple)" "Apple: AUNBandEQ" "" 1635083896 1851942257 1634758764
  6QMAAA==
>
<LV2 "LV2: Röhre" urn:example:tube ""
>
<JS loser/3BandEQ ""
  0 1 -
>
`;

const LIBRARY = `<REAPER_PRESET_LIBRARY \`VST: mda Harp (mda)\`
  <PRESET \`Soft\`
${base64Lines(VST2_DATA)}  >
  <PRESET \`Soft\`
${base64Lines(VST2_DATA)}  >
>
<REAPER_PRESET_LIBRARY "My harps"
  <PRESET Hard
${base64Lines(VST2_DATA)}  >
>
<REAPER_PRESET_LIBRARY "VST3: ZamTube (Damien Zammit)"
  <PRESET Warm
${VST3_DATA.map(base64Lines).join("")}  >
>
`;

/** Digits with a checksum at their end. */
function iniData(bytes: Uint8Array): string {
  const sum = bytes.reduce((sum, byte) => sum + byte, 0) % 256;
  return bytes.toHex().toUpperCase() + Uint8Array.of(sum).toHex();
}

const PRESET_INI = `[General]
LastDefImpTime=1
NbPresets=1

[Preset0]
Data=${iniData(VST2_DATA.subarray(0, 20))}
Data_1=${iniData(VST2_DATA.subarray(20))}
Len=${VST2_DATA.length}
Name=Soft
`;

/** The text of a rack of Live, with a device inside of it and a chain. */
export const RACK_XML = `<?xml version="1.0" encoding="UTF-8"?>
<Ableton MajorVersion="5"><GroupDevicePreset><Device><AudioEffectGroupDevice/></Device><BranchPresets>
<AudioEffectBranchPreset><DevicePresets>
  <Vst3Preset Id="0"><Uid><Fields.0 Value="541478980"/><Fields.1 Value="1935764579"/><Fields.2 Value="1112888410"/>
    <Fields.3 Value="0"/></Uid><ProcessorState>
      ${COMPONENT.toHex().toUpperCase()}
    </ProcessorState><ControllerState>${CONTROLLER.toHex().toUpperCase()}</ControllerState><Name Value=""/></Vst3Preset>
  <AbletonDevicePreset><Device><Compressor2/></Device></AbletonDevicePreset>
  <AuPreset Id="1"><Buffer>${AU_PRESET.toHex().toUpperCase()}</Buffer><Name Value="Bright"/><Manufacturer Value="1634758764"/>
    <SubType Value="1851942257"/><Type Value="1635083896"/></AuPreset>
</DevicePresets></AudioEffectBranchPreset></BranchPresets></GroupDevicePreset></Ableton>`;

const DEVICE_XML = `<Ableton><PluginDevice><PluginDesc><VstPluginInfo><PlugName Value="mda Harp"/>
  <UniqueId Value="${UNIQUE_ID}"/><Preset><VstPreset><Type Value="1178747752"/><ProgramCount Value="64"/>
  <Buffer>${COMPONENT.toHex().toUpperCase()}</Buffer></VstPreset></Preset></VstPluginInfo></PluginDesc></PluginDevice></Ableton>`;

const PROJECT_XML =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Project version="1.0"><Structure><Track>
<Channel><Devices>
  <Vst3Plugin deviceID="20465044-7361-6c63-4255-545a00000000" deviceName="ZamTube" name="Warm">
    <State path="plugins/a.vstpreset"/></Vst3Plugin>
  <ClapPlugin deviceID="org.surge" deviceName="Surge"><State path="plugins/b.clap-preset"/></ClapPlugin>
  <Vst2Plugin deviceID="${UNIQUE_ID}" deviceName="Harp"><State path="plugins/c.fxb"/></Vst2Plugin>
  <AuPlugin deviceName="EQ"><State path="plugins/d.aupreset"/></AuPlugin>
  <Equalizer deviceName="EQ+"/><Vst3Plugin deviceName="Outside"><State path="/etc/passwd" external="true"/></Vst3Plugin>
</Devices></Channel></Track></Structure></Project>`;

/** A project whose document is this one. */
export function dawproject(project: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync({
    "project.xml": typeof project === "string" ? strToU8(project) : project,
    "plugins/a.vstpreset": VST_PRESET,
    "plugins/b.clap-preset": new ByteWriter("big-endian").text("clap").uint32(9).text("org.surge").bytes(
      COMPONENT,
    ).finish(),
    "plugins/c.fxb": VST2_BANK,
    "plugins/d.aupreset": AU_PRESET,
  }));
}

/** A document of Live as it is stored. */
export function livePreset(xml: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(typeof xml === "string" ? strToU8(xml) : xml, { mtime: 0 }));
}

/** A file for each kind of container, by its name. */
export const PRESET_FILES: Readonly<
  Record<string, { readonly container: PresetContainer; readonly bytes: Uint8Array<ArrayBuffer> }>
> = {
  "Warm.vstpreset": { container: "vstpreset", bytes: VST_PRESET },
  "harp.fxp": { container: "fxp", bytes: VST2_PROGRAM },
  "bank.fxb": { container: "fxb", bytes: VST2_BANK },
  "Bright.aupreset": { container: "aupreset", bytes: AU_PRESET },
  "Chain.RfxChain": { container: "rfxchain", bytes: new TextEncoder().encode(CHAIN) },
  "Harp.RPL": { container: "rpl", bytes: new TextEncoder().encode(LIBRARY) },
  "vst-mda_harp.ini": { container: "reaper-ini", bytes: new TextEncoder().encode(PRESET_INI) },
  "Rack.adg": { container: "adg", bytes: livePreset(RACK_XML) },
  "Harp.adv": { container: "adv", bytes: livePreset(DEVICE_XML) },
  "Song.dawproject": { container: "dawproject", bytes: dawproject(PROJECT_XML) },
};
