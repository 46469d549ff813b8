import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { bytesAsSource } from "../../../src/file_formats/byte_source.ts";
import { readProjectSource } from "../../../src/file_formats/projects/read_project.ts";

/** Each plugin of a project: id or name, tracks, and how often it is switched off. */
function placesIn(project: string | Uint8Array<ArrayBuffer>): string[] {
  const bytes = typeof project === "string" ? new TextEncoder().encode(project) : project;
  return readProjectSource(bytesAsSource(bytes)).plugins.map(({ id, name, tracks, bypassed }) =>
    [`${id ?? name} (${name})`, ...tracks, ...bypassed > 0 ? [`${bypassed} off`] : []].join(", ")
  );
}

Deno.test("readProject() knows a plugin of REAPER as off whose whole chain is off", () => {
  const chain = (kind: string, name: string) =>
    `<${kind}\nBYPASS 0 0 0\n<VST "VST: ${name} (Maker)" a.dll 0 "" 1919247213 ""\n>\n>\n`;
  assert.deepEqual(
    placesIn(
      `<REAPER_PROJECT 0.1 "7.0" 1\nMASTER_FX 0\n${chain("MASTERFXLIST", "One")}` +
        `<TRACK\nNAME Vox\nFX 0\n${chain("FXCHAIN_REC", "Two")}${chain("FXCHAIN", "Three")}>\n` +
        `<TRACK\nNAME Keys\nFX 1\n${chain("FXCHAIN", "Four")}>\n>\n`,
    ),
    ["vst2:1919247213 (One), Master, Vox, Keys, 2 off"],
  );
});

Deno.test("readProject() reads the name and the id of an Audio Unit of version 3 in REAPER", () => {
  assert.deepEqual(
    placesIn(
      `<REAPER_PROJECT 0.1 "7.0" 1\n<TRACK\nNAME Vox\n<FXCHAIN\nBYPASS 0 0 0\n` +
        `<AU "AUv3i: Drum Kit (Maker)" "Maker: Drum Kit" "" 1635085685 1179869556 1180787270\n>\n>\n>\n>\n`,
    ),
    ["au:aumu:FSat:FabF (Drum Kit), Vox"],
  );
});

Deno.test("readProject() reads the maker and the name of an Audio Unit in older projects of REAPER", () => {
  const project = new TextEncoder().encode(
    `<REAPER_PROJECT 0.1 "5.0" 1\n<TRACK\n<FXCHAIN\nBYPASS 0 0 0\n` +
      `<AU "AU: Sound Radix: Muteomatic" "Sound Radix: Muteomatic" "" 1635083896 1836414063 1400005752\n>\n` +
      `>\n>\n>\n`,
  );
  const [plugin] = readProjectSource(bytesAsSource(project)).plugins;
  assert.deepEqual([plugin?.name, plugin?.vendor], ["Muteomatic", "Sound Radix"]);
});

Deno.test("readProject() reads which processors sessions of Ardour 3 to 5 switch off", () => {
  const processor = (id: string, active: string) =>
    `<Processor name="${id}" type="lv2" unique-id="urn:${id}" active="${active}"/>`;
  assert.deepEqual(
    placesIn(
      `<Session version="3002"><Routes><Route name="Vox" id="1">${processor("a", "yes")}` +
        `${processor("b", "no")}</Route></Routes></Session>`,
    ),
    ["lv2:urn:a (a), Vox", "lv2:urn:b (b), Vox, 1 off"],
  );
});

Deno.test("readProject() reads the inserts of sessions of Ardour 2", () => {
  const insert = (id: string, name: string, active: string) =>
    `<Insert type="ladspa" ${id} count="1"><Redirect active="${active}" placement="PreFader">` +
    `<IO name="${name}" id="9"/></Redirect><ladspa/></Insert>`;
  assert.deepEqual(
    placesIn(
      `<Session version="2.0.0" name="old"><Routes>` +
        `<Route flags="0x0"><IO name="Vox" id="1"/>${
          insert('unique-id="1423"', "Reverb IV", "yes")
        }</Route>` +
        `<Route flags="0x1"><IO name="master" id="2"/>${insert('id="Limiter"', "", "no")}` +
        `<Insert type="port"><Redirect active="yes"><IO name="port"/></Redirect></Insert></Route>` +
        `</Routes></Session>`,
    ),
    ["ladspa:1423 (Reverb IV), Vox", "Limiter (Limiter), master, 1 off"],
  );
});

Deno.test("readProject() reads which plugins of a song of Renoise are switched off", () => {
  const device = (name: string, active: string) =>
    `<AudioPluginDevice type="AudioPluginDevice"><IsActive>${active}</IsActive>` +
    `<PluginType>VST</PluginType><PluginIdentifier>${name}</PluginIdentifier>` +
    `<PluginDisplayName>${name}</PluginDisplayName></AudioPluginDevice>`;
  const song = `<RenoiseSong doc_version="66"><Tracks><SequencerTrack><Name>Lead</Name>` +
    device("A", "<Value>1.0</Value>") + device("B", "<Value>0.0</Value>") + device("C", "false") +
    `</SequencerTrack></Tracks></RenoiseSong>`;
  assert.deepEqual(placesIn(zipSync({ "Song.xml": new TextEncoder().encode(song) })), [
    "A (A), Lead",
    "B (B), Lead, 1 off",
    "C (C), Lead, 1 off",
  ]);
});

Deno.test("readProject() reads the plugins that LMMS has in the rack of Carla", () => {
  const plugin = (uri: string, active: string) =>
    `<Plugin><Info><Type>LV2</Type><Name>${uri}</Name><URI>urn:${uri}</URI></Info>` +
    `<Data><Active>${active}</Active></Data></Plugin>`;
  assert.deepEqual(
    placesIn(
      `<lmms-project version="1.0" creatorversion="1.2.2"><song><trackcontainer>` +
        `<track name="Strings" type="0"><instrumenttrack><instrument name="carlarack"><carlarack>` +
        `<CARLA-PROJECT VERSION="2.0">${plugin("a", "Yes")}${plugin("b", "No")}</CARLA-PROJECT>` +
        `</carlarack></instrument></instrumenttrack></track></trackcontainer></song></lmms-project>`,
    ),
    ["carlarack (carlarack), Strings", "lv2:urn:a (a), Strings", "lv2:urn:b (b), Strings, 1 off"],
  );
});

Deno.test("readProject() reads edits of Tracktion up to version 4, and plugins in racks", () => {
  const filter = (element: string, name: string) =>
    `<${element} type="vst" uid="${
      name.charCodeAt(0).toString(16)
    }" filename="/lib/vst/${name}.so" name="${name}" enabled="1"/>`;
  assert.deepEqual(
    placesIn(
      `<EDIT appVersion="4.7"><RACKFILTERS><RACKFILTER name="Wide">${filter("FILTER", "A")}</RACKFILTER>` +
        `</RACKFILTERS><MASTERFILTERS>${filter("FILTER", "B")}</MASTERFILTERS>` +
        `<TRACK name="Vox">${filter("FILTER", "C")}<FILTER type="volume"/></TRACK></EDIT>`,
    ),
    ["vst2:65 (A), Wide", "vst2:66 (B), Master", "vst2:67 (C), Vox"],
  );
  assert.deepEqual(
    placesIn(`<EDIT appVersion="11"><RACKS><RACK name="Wide">${filter("PLUGIN", "A")}</RACK></RACKS></EDIT>`),
    ["vst2:65 (A), Wide"],
  );
});

Deno.test("readProject() reads the names of tracks that a set of Live 8 has", () => {
  const track = (kind: string, id: number, name: string) =>
    `<${kind}><Name><UserName Value="${name}"/></Name><DeviceChain><Devices><PluginDevice><PluginDesc>` +
    `<VstPluginInfo><PlugName Value="P${id}"/><UniqueId Value="${id}"/></VstPluginInfo>` +
    `</PluginDesc></PluginDevice></Devices></DeviceChain></${kind}>`;
  assert.deepEqual(
    placesIn(
      `<Ableton Creator="Ableton Live 8.1.4"><LiveSet>${track("MidiTrack", 1, "Lead")}` +
        `${track("ReturnTrack", 2, "")}${track("MasterTrack", 3, "")}</LiveSet></Ableton>`,
    ),
    ["vst2:1 (P1), Lead", "vst2:2 (P2)", "vst2:3 (P3), Master"],
  );
});

Deno.test("readProject() reads the file of a VST2 in sets of Live up to version 9", () => {
  const set =
    `<Ableton Creator="Ableton Live 9.0.1"><LiveSet><MidiTrack><DeviceChain><Devices><PluginDevice>` +
    `<PluginDesc><VstPluginInfo Id="0"><Dir><Data>\n00\n</Data></Dir><FileName Value="Massive.dll"/>` +
    `<PlugName Value=""/><UniqueId Value="1315513416"/></VstPluginInfo></PluginDesc></PluginDevice></Devices>` +
    `</DeviceChain></MidiTrack></LiveSet></Ableton>`;
  const [plugin] = readProjectSource(bytesAsSource(new TextEncoder().encode(set))).plugins;
  assert.deepEqual([plugin?.id, plugin?.name, plugin?.file], ["vst2:1315513416", "Massive", "Massive.dll"]);
});

Deno.test("readProject() leaves the processor out of the name of a bridged plugin of REAPER", () => {
  const plugin = (title: string, id: number) => `BYPASS 0 0 0\n<VST "${title}" a.dll 0 "" ${id} ""\n>\n`;
  assert.deepEqual(
    placesIn(
      `<REAPER_PROJECT 0.1 "6.0" 1\n<MASTERFXLIST\n` +
        plugin("VSTi: Absynth 5 (x86) (Native Instruments GmbH) (2->6ch)", 1) +
        plugin("VSTi: Cthulhu (x86_64) (Xfer Records)", 2) + plugin("VST: Old (x86)", 3) +
        plugin("VST: ReaFir (FFT EQ+Dynamics Processor) (Cockos)", 4) + `>\n>\n`,
    ),
    [
      "vst2:1 (Absynth 5), Master",
      "vst2:2 (Cthulhu), Master",
      "vst2:3 (Old), Master",
      "vst2:4 (ReaFir (FFT EQ+Dynamics Processor)), Master",
    ],
  );
});

Deno.test("readProject() reads the plugins of regions, inputs and outputs of Ardour 7 and 8", () => {
  const plugin = (element: string, id: string) =>
    `<${element} type="lv2" unique-id="urn:${id}" name="${id}"><lv2/></${element}>`;
  assert.deepEqual(
    placesIn(
      `<Session version="7003"><Routes><Route name="Vox" id="12"/></Routes><Playlists>` +
        `<Playlist name="Vox.1" orig-track-id="12"><Region name="take">${plugin("RegionFXPlugin", "a")}` +
        `</Region></Playlist></Playlists><IOPlugins>${plugin("IOPlug", "b")}</IOPlugins></Session>`,
    ),
    ["lv2:urn:a (a), Vox", "lv2:urn:b (b)"],
  );
});

Deno.test("readProject() reads the plugins in racks of Carla, and in racks of these", () => {
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const rack = (inside: string, active = "Yes") =>
    `<Plugin><Info><Type>INTERNAL</Type><Name>Rack</Name><Label>carlarack</Label></Info><Data>` +
    `<Active>${active}</Active><CustomData><Type>http://kxstudio.sf.net/ns/carla/chunk</Type>` +
    `<Key>State</Key><Value>\n${escaped(`<?xml version='1.0'?>${project(inside)}`)}\n</Value></CustomData>` +
    `</Data></Plugin>`;
  const project = (inside: string) => `<CARLA-PROJECT VERSION='2.5'>${inside}</CARLA-PROJECT>`;
  const plugin = (uri: string) =>
    `<Plugin><Info><Type>LV2</Type><Name>${uri}</Name><URI>urn:${uri}</URI></Info>` +
    `<Data><Active>Yes</Active></Data></Plugin>`;
  assert.deepEqual(
    placesIn(project(plugin("a") + rack(plugin("b") + rack(plugin("c"), "No")))),
    ["lv2:urn:a (a)", "Rack (Rack), 1 off", "lv2:urn:b (b)", "lv2:urn:c (c), 1 off"],
  );
  const deep = Array.from({ length: 9 }).reduce<string>((inside) => rack(inside), plugin("a"));
  assert.throws(() => placesIn(project(deep)), /racks inside of each other/);
});

Deno.test("readProject() reads the plugins that Qtractor has in the rack of Carla", () => {
  const state = `&lt;CARLA-PROJECT VERSION='2.5'>&lt;Plugin>&lt;Info>&lt;Type>VST2&lt;/Type>&lt;Name>Synth` +
    `&lt;/Name>&lt;UniqueID>77&lt;/UniqueID>&lt;/Info>&lt;/Plugin>&lt;/CARLA-PROJECT>`;
  assert.deepEqual(
    placesIn(
      `<session version="0.9.31"><tracks><track name="Keys"><plugins><plugin type="LV2">` +
        `<filename>http://kxstudio.sf.net/carla/carlarack</filename><label>Carla-Rack</label>` +
        `<activated>1</activated><configs><config key="http://kxstudio.sf.net/ns/carla/chunk">${state}</config>` +
        `</configs></plugin></plugins></track></tracks></session>`,
    ),
    ["lv2:http://kxstudio.sf.net/carla/carlarack (Carla-Rack), Keys", "vst2:77 (Synth), Keys, 1 off"],
  );
});

Deno.test("readProject() reads sound fonts, programs and Audio Units of Carla", () => {
  const plugin = (info: string) => `<Plugin><Info>${info}</Info><Data><Active>Yes</Active></Data></Plugin>`;
  assert.deepEqual(
    placesIn(
      `<CARLA-PROJECT VERSION='2.5'>` +
        plugin(`<Type>SF2</Type><Name>Piano</Name><Filename>/a/piano.sf2</Filename><Label>piano</Label>`) +
        plugin(
          `<Type>JACK</Type><Name>zynaddsubfx</Name><Filename>zynaddsubfx</Filename><Setup>1</Setup>`,
        ) +
        plugin(
          `<Type>AU</Type><Name>Reaktor</Name><Bundle>/a.component</Bundle><Identifier>aumu,NiR5,-NI-</Identifier>`,
        ) +
        plugin(
          `<Type>CLAP</Type><Name>Surge</Name><Binary>/s.clap</Binary><Identifier>org.surge</Identifier>`,
        ) +
        `</CARLA-PROJECT>`,
    ),
    ["Piano (Piano)", "zynaddsubfx (zynaddsubfx)", "au:aumu:NiR5:-NI- (Reaktor)", "clap:org.surge (Surge)"],
  );
});

Deno.test("readProject() reads the codes of Audio Units in Renoise, which may have dashes in them, and their makers", () => {
  const song =
    `<RenoiseSong doc_version="66"><Instruments><Instrument><Name>Lead</Name><PluginGenerator><PluginDevice>` +
    `<PluginType>AU</PluginType><PluginIdentifier>aumu:NiR5:-NI-</PluginIdentifier>` +
    `<PluginDisplayName>AU: Native Instruments: Reaktor5</PluginDisplayName>` +
    `<PluginShortDisplayName>Reaktor5</PluginShortDisplayName></PluginDevice></PluginGenerator></Instrument>` +
    `</Instruments></RenoiseSong>`;
  assert.deepEqual(placesIn(zipSync({ "Song.xml": new TextEncoder().encode(song) })), [
    "au:aumu:NiR5:-NI- (Reaktor5), Lead",
  ]);
  const [plugin] =
    readProjectSource(bytesAsSource(zipSync({ "Song.xml": new TextEncoder().encode(song) }))).plugins;
  assert.equal(plugin?.vendor, "Native Instruments");
});

Deno.test("readProject() leaves the folders of LMMS 1.3 out of the names of plugins", () => {
  const effect = `<effect name="vsteffect" on="1"><key><attribute name="file" value="local:fx/Gate.dll"/>` +
    `</key></effect>`;
  assert.deepEqual(
    placesIn(
      `<lmms-project version="24" creatorversion="1.3.0-alpha.1"><song><track name="Lead">` +
        `<instrument name="vestige"><vestige plugin="uservst:Synth.dll"/></instrument>` +
        `<instrument name="vestige"><vestige plugin="C:\\VST\\Old.dll"/></instrument></track>` +
        `<mixer><mixerchannel name="Bus"><fxchain enabled="1">${effect}</fxchain></mixerchannel></mixer>` +
        `</song></lmms-project>`,
    ),
    ["Synth (Synth), Lead", "Old (Old), Lead", "Gate (Gate), Bus"],
  );
});

Deno.test("readProject() reads every device of a slot of Studio One, and those of events", () => {
  const device = (name: string, bypass = "0") =>
    `<Attributes x:id="deviceData" name="${name}" bypass="${bypass}"/><Attributes x:id="ghostData">` +
    `<Attributes x:id="classInfo" classID="{${name.repeat(8)}-0000-0000-0000-000000000000}" name="${name}"` +
    ` subCategory="VST3/Fx"/></Attributes>`;
  const slot = (inside: string) => `<Attributes name="FX01">${inside}</Attributes>`;
  const mixer = `<AudioMixer><AudioTrackChannel label="Vox"><Attributes x:id="Inserts">${
    slot(
      `<Attributes x:id="ghostData"><Attributes x:id="classInfo" name="Splitter" subCategory="(Native)"/>` +
        `</Attributes><Attributes x:id="Branches">${slot(device("A"))}${slot(device("B", "1"))}</Attributes>`,
    )
  }</Attributes></AudioTrackChannel></AudioMixer>`;
  const song = `<Song><Attributes x:id="Root"><List><MediaTrack name="Drums"><List><AudioEvent>` +
    `<Attributes x:id="Effects">${slot(device("C"))}</Attributes></AudioEvent></List></MediaTrack></List>` +
    `<Attributes x:id="classInfo" name="Song" subCategory="(Native)"/></Attributes></Song>`;
  const texts = { "Song/song.xml": song, "Devices/audiomixer.xml": mixer };
  const files = Object.entries(texts).map(([name, text]) => [name, new TextEncoder().encode(text)]);
  const id = (name: string) => `vst3:${name.repeat(8)}${"0".repeat(24)} (${name})`;
  assert.deepEqual(placesIn(zipSync(Object.fromEntries(files))).sort(), [
    "Splitter (Splitter), Vox",
    `${id("A")}, Vox`,
    `${id("B")}, Vox, 1 off`,
    `${id("C")}, Drums`,
  ]);
});

Deno.test("readProject() reads the plugins of a template of tracks of REAPER", () => {
  assert.deepEqual(
    placesIn(
      `<TRACK\n  NAME Vox\n  <FXCHAIN\n    BYPASS 1 0 0\n    <CLAP "CLAP: One (Maker)" org.one ""\n    >\n` +
        `  >\n>\n<TRACK\n  NAME Keys\n  <FXCHAIN\n    <CLAP "CLAPi: Two" org.two ""\n    >\n  >\n>\n`,
    ),
    ["clap:org.one (One), Vox, 1 off", "clap:org.two (Two), Keys"],
  );
});
