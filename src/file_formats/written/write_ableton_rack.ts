import { gzipSync, strToU8 } from "fflate/browser";
import { fromBase64 } from "../byte_text.ts";
import { readAuPreset } from "../presets/au_preset.ts";
import { nativeIdOf, type WrittenFile, type WrittenPlugin, type WrittenPreset } from "./written_preset.ts";
import { writeXml, type XmlNode } from "./xml_writer.ts";

/** The version of Live whose documents these are; newer ones convert them. */
const LIVE = {
  MajorVersion: "5",
  MinorVersion: "12.0_12120",
  SchemaChangeCount: "2",
  Creator: "Ableton Live 12.1.5",
  Revision: "",
} as const;

/** What Live calls the version of a device. */
const PROTECTION = 3073;

/** Macro controls of a rack. */
const MACROS = 16;

/** Hexadecimal digits of a line, as Live breaks them. */
const LINE = 80;

/** Kinds of devices as Live numbers them. */
const INSTRUMENT = 1;
const AUDIO_EFFECT = 2;

type Value = string | number | boolean;

/** Writes a rack of Ableton Live with one chain, in which the plugin is the only device. */
export function writeAbletonRack(preset: WrittenPreset): WrittenFile[] {
  const kind = preset.plugin.isInstrument ? "Instrument" : "AudioEffect";
  const device = `${kind}GroupDevice`;
  const xml = writeXml([
    "Ableton",
    LIVE,
    [
      "GroupDevicePreset",
      {},
      value("OverwriteProtectionNumber", PROTECTION),
      ["Device", {}, groupDevice(device, preset.name)],
      defaultPreset(device),
      ["BranchPresets", {}, branch(`${kind}BranchPreset`, preset)],
      ["ReturnBranchPresets", {}],
    ],
  ]);
  return [{ path: "", bytes: new Uint8Array(gzipSync(strToU8(xml), { level: 6, mtime: 0 })) }];
}

function branch(name: string, preset: WrittenPreset): XmlNode {
  return [
    name,
    { Id: 0 },
    value("Name", preset.name),
    value("IsSoloed", false),
    ["DevicePresets", {}, pluginPreset(preset)],
    ["MixerPreset", {}, [
      "AbletonDevicePreset",
      { Id: 0 },
      value("OverwriteProtectionNumber", PROTECTION),
      ["Device", {}, mixer()],
      defaultPreset("AudioBranchMixerDevice"),
    ]],
    range("BranchSelectorRange", 0, 0, 0, 0),
    value("SessionViewBranchWidth", 55),
    value("DocumentColorIndex", 12),
    value("AutoColored", true),
    value("AutoColorScheme", 0),
    ["SourceContext", {}],
    ...preset.plugin.isInstrument
      ? [[
        "ZoneSettings",
        {},
        range("KeyRange", 0, 127, 0, 127),
        range("VelocityRange", 1, 127, 1, 127),
      ] as XmlNode]
      : [],
  ];
}

/** The plugin as a chain has it: its id and its state. */
function pluginPreset({ plugin, state }: WrittenPreset): XmlNode {
  if (state.format === "au") return auPreset(state.file);
  if (state.format !== "vst3") throw new TypeError(`Live does not hold a state of ${state.format}`);
  return [
    "Vst3Preset",
    { Id: 0 },
    value("OverwriteProtectionNumber", PROTECTION),
    value("MpeEnabled", 0),
    mpeSettings(),
    ...pluginCommon(),
    ["Uid", {}, ...classFields(plugin)],
    value("DeviceType", plugin.isInstrument ? INSTRUMENT : AUDIO_EFFECT),
    bytes("ProcessorState", fromBase64(state.component)),
    bytes("ControllerState", fromBase64(state.controller)),
    value("Name", plugin.name),
    ["PresetRef", {}],
  ];
}

function auPreset(file: Uint8Array<ArrayBuffer>): XmlNode {
  const { component: [type, subtype, manufacturer], name } = readAuPreset(file);
  return [
    "AuPreset",
    { Id: 0 },
    value("OverwriteProtectionNumber", PROTECTION),
    ...pluginCommon(),
    bytes("Buffer", file),
    ["PresetRef", {}],
    value("Name", name),
    value("Manufacturer", codeNumber(manufacturer)),
    value("SubType", codeNumber(subtype)),
    value("Type", codeNumber(type)),
  ];
}

/** The number of four characters, the first in its highest byte. */
function codeNumber(code: string): number {
  return [...code].reduce((number, character) => number << 8 | character.charCodeAt(0), 0);
}

function pluginCommon(): XmlNode[] {
  return [
    ["ParameterSettings", {}],
    value("IsOn", true),
    value("PowerMacroControlIndex", -1),
    range("PowerMacroMappingRange", 64, 127),
    value("IsFolded", false),
    value("StoredAllParameters", true),
    ...["DeviceLomId", "DeviceViewLomId", "IsOnLomId", "ParametersListWrapperLomId"].map((name) =>
      value(name, 0)
    ),
  ];
}

/** The class id as four signed numbers. */
function classFields(plugin: WrittenPlugin): XmlNode[] {
  const digits = nativeIdOf(plugin);
  return [0, 1, 2, 3].map((index) =>
    value(`Fields.${index}`, Number.parseInt(digits.slice(index * 8, index * 8 + 8), 16) | 0)
  );
}

function groupDevice(name: string, title: string): XmlNode {
  const each = (make: (index: number) => XmlNode) =>
    Array.from({ length: MACROS }, (_, index) => make(index));
  return [
    name,
    { Id: 0 },
    ...deviceHead(title),
    ["Branches", {}],
    value("IsBranchesListVisible", false),
    value("IsReturnBranchesListVisible", false),
    value("IsRangesEditorVisible", false),
    value("AreDevicesVisible", true),
    value("NumVisibleMacroControls", 8),
    ...each((index) => control(`MacroControls.${index}`, 0, 0, 127)),
    ...each((index) => value(`MacroDisplayNames.${index}`, `Macro ${index + 1}`)),
    ...each((index) => value(`MacroDefaults.${index}`, -1)),
    ...each((index) => value(`MacroAnnotations.${index}`, "")),
    ...each((index) => value(`ForceDisplayGenericValue.${index}`, false)),
    value("AreMacroControlsVisible", false),
    value("IsAutoSelectEnabled", false),
    control("ChainSelector", 0, 0, 127),
    value("ChainSelectorRelativePosition", -1073741824),
    value("ViewsToRestoreWhenUnfolding", 0),
    ["ReturnBranches", {}],
    value("BranchesSplitterProportion", 0.5),
    value("ShowBranchesInSessionMixer", false),
    ...each((index) => value(`MacroColor.${index}`, -1)),
    value("LockId", 0),
    value("LockSeal", 0),
    ["ChainsListWrapper", { LomId: 0 }],
    ["ReturnChainsListWrapper", { LomId: 0 }],
    ["MacroVariations", {}, ["MacroSnapshots", {}]],
    ...each((index) => value(`ExcludeMacroFromRandomization.${index}`, false)),
    ...each((index) => value(`ExcludeMacroFromSnapshots.${index}`, false)),
    value("AreMacroVariationsControlsVisible", false),
    value("ChainSelectorFilterMidiCtrl", false),
    value("RangeTypeIndex", 1),
    value("ShowsZonesInsteadOfNoteNames", false),
  ];
}

function mixer(): XmlNode {
  return [
    "AudioBranchMixerDevice",
    { Id: 0 },
    ...deviceHead(""),
    onOff("Speaker"),
    control("Volume", 1, 0.0003162277571, 1.99526238),
    control("Panorama", 0, -1, 1),
    ["SendInfos", {}],
    [
      "RoutingHelper",
      {},
      [
        "Routable",
        {},
        value("Target", "AudioOut/None"),
        value("UpperDisplayString", "No Output"),
        value("LowerDisplayString", ""),
        mpeSettings(),
        value("MpePitchBendUsesTuning", true),
      ],
      value("TargetEnum", 0),
    ],
    ["SendsListWrapper", { LomId: 0 }],
  ];
}

function deviceHead(title: string): XmlNode[] {
  return [
    value("LomId", 0),
    value("LomIdView", 0),
    value("IsExpanded", true),
    value("BreakoutIsExpanded", false),
    onOff("On"),
    value("ModulationSourceCount", 0),
    ["ParametersListWrapper", { LomId: 0 }],
    ["Pointee", { Id: 0 }],
    value("LastSelectedTimeableIndex", 0),
    value("LastSelectedClipEnvelopeIndex", 0),
    ["LastPresetRef", {}, ["Value", {}]],
    ["LockedScripts", {}],
    value("IsFolded", false),
    value("ShouldShowPresetName", true),
    value("UserName", title),
    value("Annotation", ""),
    ["SourceContext", {}, ["Value", {}]],
    value("MpePitchBendUsesTuning", true),
    value("OverwriteProtectionNumber", PROTECTION),
  ];
}

function onOff(name: string): XmlNode {
  return [
    name,
    {},
    value("LomId", 0),
    value("Manual", true),
    automation(),
    range("MidiCCOnOffThresholds", 64, 127),
  ];
}

function control(name: string, manual: number, minimum: number, maximum: number): XmlNode {
  return [
    name,
    {},
    value("LomId", 0),
    value("Manual", manual),
    range("MidiControllerRange", minimum, maximum),
    automation(),
    ["ModulationTarget", { Id: 0 }, value("LockEnvelope", 0)],
  ];
}

function automation(): XmlNode {
  return ["AutomationTarget", { Id: 0 }, value("LockEnvelope", 0)];
}

function mpeSettings(): XmlNode {
  return [
    "MpeSettings",
    {},
    value("ZoneType", 0),
    value("FirstNoteChannel", 1),
    value("LastNoteChannel", 15),
  ];
}

function defaultPreset(device: string): XmlNode {
  return ["PresetRef", {}, [
    "AbletonDefaultPresetRef",
    { Id: 0 },
    [
      "FileRef",
      {},
      value("RelativePathType", 0),
      value("RelativePath", ""),
      value("Path", ""),
      value("Type", 2),
      value("LivePackName", ""),
      value("LivePackId", ""),
      value("OriginalFileSize", 0),
      value("OriginalCrc", 0),
    ],
    ["DeviceId", { Name: device }],
  ]];
}

function range(name: string, minimum: number, maximum: number, ...crossfade: readonly number[]): XmlNode {
  const [from, to] = crossfade;
  return [
    name,
    {},
    value("Min", minimum),
    value("Max", maximum),
    ...from === undefined || to === undefined ? [] : [value("CrossfadeMin", from), value("CrossfadeMax", to)],
  ];
}

/** Bytes as lines of digits; an empty element for none. */
function bytes(name: string, data: Uint8Array): XmlNode {
  if (data.length === 0) return [name, {}];
  const digits = data.toHex().toUpperCase();
  const lines = Array.from(
    { length: Math.ceil(digits.length / LINE) },
    (_, index) => digits.slice(index * LINE, (index + 1) * LINE),
  );
  return [name, {}, ...lines];
}

function value(name: string, content: Value): XmlNode {
  return [name, { Value: content }];
}
