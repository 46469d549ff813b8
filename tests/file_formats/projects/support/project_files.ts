import { gzipSync, strToU8, zipSync, zlibSync } from "fflate";

type Bytes = Uint8Array<ArrayBuffer>;

/** Text in UTF-8. */
export function text(content: string): Bytes {
  return strToU8(content) as Bytes;
}

/** A zip archive of texts by their names. */
export function zip(files: Readonly<Record<string, string>>): Bytes {
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, text(content)])),
  ) as Bytes;
}

/** A set of Live with a bypassed VST3 in a frozen track, a VST2 and an Audio Unit. */
export function liveSet(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Ableton MajorVersion="5" Creator="Ableton Live 12.0.5"><LiveSet><Tracks>
<MidiTrack Id="1"><Name><EffectiveName Value="Bass &amp; &#66;ells" /><UserName Value="" /></Name><Freeze Value="true" />
<DeviceChain><DeviceChain><Devices>
<PluginDevice Id="0"><On><LomId Value="0" /><Manual Value="false" /></On><PluginDesc><Vst3PluginInfo Id="0">
<Preset><Vst3Preset Id="0"><Uid><Fields.0 Value="541478980" /><Fields.1 Value="1935764579" />
<Fields.2 Value="1112888410" /><Fields.3 Value="0" /></Uid><ProcessorState>
00FF
</ProcessorState><Name Value="Warm" /></Vst3Preset></Preset><Name Value="ZamTube" />
<Uid><Fields.0 Value="541478980" /><Fields.1 Value="1935764579" /><Fields.2 Value="1112888410" />
<Fields.3 Value="0" /></Uid></Vst3PluginInfo></PluginDesc></PluginDevice>
<Eq8 Id="1"><On><Manual Value="true" /></On></Eq8>
</Devices></DeviceChain></DeviceChain></MidiTrack>
<AudioTrack Id="2"><Name><EffectiveName Value="2 > 1" /></Name><Freeze Value="false" />
<DeviceChain><DeviceChain><Devices>
<AudioEffectGroupDevice Id="5"><On><Manual Value="false" /></On><Branches><AudioEffectBranch><DeviceChain>
<AudioToAudioDeviceChain><Devices>
<PluginDevice Id="2"><On><Manual Value="true" /></On><PluginDesc><VstPluginInfo Id="0">
<Path Value="C:/VST/Vital.dll" /><PlugName Value="Vital" /><UniqueId Value="1449751649" />
</VstPluginInfo></PluginDesc></PluginDevice>
</Devices></AudioToAudioDeviceChain></DeviceChain></AudioEffectBranch></Branches></AudioEffectGroupDevice>
<AuPluginDevice Id="3"><On><Manual Value="true" /></On><PluginDesc><AuPluginInfo>
<ComponentType Value="1635085670" /><ComponentSubType Value="1179869556" />
<ComponentManufacturer Value="1180787270" /><Name Value="FF Saturn" /><Manufacturer Value="FabFilter" />
</AuPluginInfo></PluginDesc></AuPluginDevice>
</Devices></DeviceChain></DeviceChain></AudioTrack>
</Tracks></LiveSet></Ableton>
`;
}

/** {@linkcode liveSet} as Live writes it. */
export function packedLiveSet(): Bytes {
  return gzipSync(text(liveSet())) as Bytes;
}

/** A project of REAPER with plugins of tracks, takes and the master. */
export const REAPER_PROJECT = `<REAPER_PROJECT 0.1 "7.06/linux-x86_64" 1702219845
  <NOTES 0 2
    |<VST "VST: Not (A plugin)" no.dll 0 "" 1>
  >
  <MASTERFXLIST
    BYPASS 0 0 0
    <CLAP "CLAP: Surge XT (Surge Synth Team)" org.surge-synth-team.surge-xt ""
      CFG 4 560 440 ""
    >
  >
  <TRACK {1}
    NAME "Lead vox"
    <FXCHAIN
      BYPASS 1 0 0
      <VST "VST3: ZamTube (Damien Zammit) (mono)" ZamTube.vst3 0 "" 1976543755{2046504473616C634255545A00000000} ""
        u8v0du5e7f4CAAAAAQAAAAAAAAAC
      >
      PRESETNAME "Warm tube"
      WAK 0 0
      BYPASS 0 1 0
      <LV2 "LV2: ZamComp (Damien Zammit)" urn:zamaudio:ZamComp ""
      >
      BYPASS 0 0 0
      <JS loser/3BandEQ ""
        0.000000
      >
      <CONTAINER Container "" ""
        BYPASS 0 0 0
        <AU "AU: Saturn (FabFilter)" "FabFilter: Saturn" "" 1635085670 1179869556 1180787270
        >
      >
    >
    <ITEM
      NAME kick.wav
      <TAKEFX
        BYPASS 0 0 0
        <VST "VST: Old (Maker)" old.dll 0 ""
          bWNlcu5e7f4CAAAAAQAAAAAAAAAC
        >
      >
    >
  >
>
`;

/** A document of DAWproject with a plugin of each format. */
export const DAWPROJECT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Project version="1.0"><Application name="Bitwig Studio" version="5.0"/><Structure>
<Track name="Bass"><Channel role="regular"><Devices>
<ClapPlugin deviceID="org.surge-synth-team.surge-xt" deviceName="Surge XT" deviceRole="instrument" loaded="false" name="Surge XT">
<Enabled value="false"/></ClapPlugin>
<Vst3Plugin deviceID="20465044-7361-6C63-4255-545A00000000" deviceName="ZamTube" deviceVendor="Damien Zammit" deviceRole="audioFX" name="Warm"/>
<Vst2Plugin deviceID="1986230833" deviceName="VirtualCZ" deviceRole="instrument"/>
<AuPlugin deviceID="aumf:FSat:FabF" deviceName="Saturn" deviceRole="audioFX"/>
<Equalizer deviceName="EQ+" deviceRole="audioFX"/>
</Devices></Channel></Track></Structure></Project>`;

/** A song of Studio One, whose prefix is never declared. */
export function studioOneSong(): Bytes {
  return zip({
    "metainfo.xml":
      `<MetaInformation><Attribute id="Document:Generator" value="Studio One/6.5.0"/></MetaInformation>`,
    "Song/song.xml": "<Song/>",
    "Devices/audiosynthfolder.xml":
      `<?xml version="1.0" encoding="UTF-8"?><AudioSynthFolder><Attributes name="Inst01">
<Attributes x:id="ghostData"><Attributes x:id="classInfo" classID="{56535473-796C-3173-796C-656E74683100}" name="Sylenth1" category="AudioSynth" subCategory="VST2"/></Attributes>
<List x:id="synthChannels"><UID uid="{1}"/></List></Attributes></AudioSynthFolder>`,
    "Devices/audiomixer.xml": `<AudioMixer><AudioChannel label="Synth"><UID x:id="uniqueID" uid="{1}"/>
<Attributes x:id="Inserts"><Attributes name="FX01"><Attributes x:id="deviceData" name="ZamTube"/>
<Attributes x:id="ghostData"><Attributes x:id="classInfo" classID="{20465044-7361-6C63-4255-545A00000000}" name="ZamTube" category="AudioEffect" subCategory="VST3"/></Attributes>
<Attributes x:id="Presets" pname="Warm" dirty="0"/></Attributes>
<Attributes x:id="Combinator" name="Combinator"/></Attributes></AudioChannel></AudioMixer>`,
  });
}

/** A session of Ardour. */
export const ARDOUR_SESSION = `<?xml version="1.0" encoding="UTF-8"?>
<Session version="7002" name="demo"><ProgramVersion created-with="Ardour 6.0" modified-with="Ardour 7.3.0"/>
<Routes><Route id="1" name="Vox"><Processor id="2" name="Amp" active="1" type="amp"/>
<Processor id="3" name="ZamComp" active="0" type="lv2" unique-id="urn:zamaudio:ZamComp" count="2">
<lv2 last-preset-uri="urn:p" last-preset-label="Soft"/></Processor>
<Processor id="4" name="GVerb" active="1" type="ladspa" unique-id="1216"/>
<Processor id="5" name="Saturn" active="1" type="audiounit" unique-id="1635085670-1179869556-1180787270"/>
<Processor id="6" name="Dexed" active="1" type="lxvst" unique-id="1147500644"/></Route>
<Route id="7" name="Bass"><freeze-info playlist="x" state="Frozen"/>
<Processor id="8" name="ZamTube" active="1" type="vst3" unique-id="2046504473616C634255545A00000000"/></Route>
</Routes></Session>`;

/** A project of LMMS. */
export const LMMS_PROJECT = `<?xml version="1.0"?><!DOCTYPE lmms-project>
<lmms-project creator="LMMS" version="1.0" type="song" creatorversion="1.2.2"><song>
<track name="Bass"><instrument name="vestige"><vestige plugin="C:\\VST\\Dexed.dll"/></instrument>
<fxchain enabled="0"><effect name="ladspaeffect" on="1"><key><attribute name="file" value="caps"/>
<attribute name="plugin" value="Plate2x2"/></key></effect></fxchain></track>
<fxmixer><fxchannel name="Master"><fxchain enabled="1"><effect name="ladspaeffect" on="0"><key>
<attribute name="file" value="cmt.so"/><attribute name="plugin" value="lpf"/></key></effect>
<effect name="lv2effect" on="1"><key><attribute name="uri" value="urn:zamaudio:ZamComp"/></key></effect>
<effect name="bassbooster" on="1"/></fxchain></fxchannel></fxmixer></song></lmms-project>`;

/** {@linkcode LMMS_PROJECT} as LMMS packs it: four bytes of size, then zlib. */
export function packedLmmsProject(): Bytes {
  const packed = zlibSync(text(LMMS_PROJECT));
  const bytes = new Uint8Array(4 + packed.length);
  new DataView(bytes.buffer).setUint32(0, LMMS_PROJECT.length);
  bytes.set(packed, 4);
  return bytes;
}

/** A project of Carla. */
export const CARLA_PROJECT = `<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE CARLA-PROJECT>
<CARLA-PROJECT VERSION='2.5'><Plugin><Info><Type>LV2</Type><Name>ZamComp</Name><URI>urn:zamaudio:ZamComp</URI></Info>
<Data><Active>Yes</Active></Data></Plugin>
<Plugin><Info><Type>LADSPA</Type><Name>Plate</Name><Binary>/usr/lib/ladspa/caps.so</Binary><Label>Plate</Label><UniqueID>1779</UniqueID></Info>
<Data><Active>No</Active></Data></Plugin>
<Plugin><Info><Type>INTERNAL</Type><Name>Kars</Name><Label>kars</Label></Info><Data><Active>Yes</Active></Data></Plugin>
</CARLA-PROJECT>`;

/** A session of Qtractor. */
export const QTRACTOR_SESSION = `<!DOCTYPE qtractorSession><session name="demo" version="0.9.31"><tracks>
<track name="Bass" type="audio"><plugins><plugin type="LADSPA"><filename>/usr/lib/ladspa/caps.so</filename>
<index>2</index><label>Plate</label><preset>Hall</preset><activated>1</activated></plugin>
<plugin type="LV2"><filename>urn:zamaudio:ZamComp</filename><label>ZamComp</label><activated>0</activated></plugin>
<plugin type="Aux-Send"><label>Send</label><activated>1</activated></plugin></plugins></track></tracks></session>`;

/** A song of Renoise. */
export const RENOISE_SONG = `<?xml version="1.0" encoding="UTF-8"?><RenoiseSong doc_version="67"><Instruments>
<Instrument type="Instrument"><Name>Lead</Name><PluginGenerator><PluginDevice type="PluginDevice">
<PluginType>VST3</PluginType><PluginIdentifier>2046504473616C634255545A00000000</PluginIdentifier>
<PluginDisplayName>VST3: Damien Zammit: ZamTube</PluginDisplayName></PluginDevice></PluginGenerator></Instrument>
</Instruments></RenoiseSong>`;

/** An edit of Tracktion Waveform. */
export const TRACKTION_EDIT =
  `<?xml version="1.0" encoding="UTF-8"?><EDIT projectID="1" appVersion="Waveform 12.5.9">
<TRACK name="Keys"><PLUGIN type="vst" uniqueId="1" filename="/usr/lib/vst3/ZamTube.vst3" name="ZamTube" manufacturer="Damien Zammit" enabled="0"/>
<PLUGIN type="vst" filename="AudioUnit:Effects/aumf,FSat,FabF" name="Saturn" manufacturer="FabFilter" enabled="1"/>
<PLUGIN type="8bandEq" enabled="1"/><PLUGIN type="volume" enabled="1"/></TRACK></EDIT>`;

/** A project of FL Studio 20: a channel with a VST2, and an insert with a native effect and a VST3. */
export function flProject(): Bytes {
  const wide = (content: string) => [...`${content}\0`].flatMap((char) => [char.charCodeAt(0), 0]);
  const sized = (kind: number, bytes: readonly number[]) => {
    const size: number[] = [];
    for (let rest = bytes.length;; rest = Math.floor(rest / 128)) {
      size.push(rest < 128 ? rest : rest % 128 + 128);
      if (rest < 128) return [kind, ...size, ...bytes];
    }
  };
  const record = (
    kind: number,
    bytes: readonly number[],
  ) => [kind, 0, 0, 0, bytes.length, 0, 0, 0, 0, 0, 0, 0, ...bytes];
  const ascii = (content: string) => [...content].map((char) => char.charCodeAt(0));
  const guid = [0x58, 0x45, 0x53, 0x56, 0x54, 0x66, 0x6f, 0x54, 0x74, 0x74, 0, 0, 0, 0, 0, 0];
  const events = [
    ...sized(199, ascii("20.8.4.2576\0")),
    ...[64, 0, 0],
    ...sized(201, wide("Fruity Wrapper")),
    ...sized(212, []),
    ...sized(203, wide("Lead")),
    ...sized(213, [
      10,
      0,
      0,
      0,
      ...record(51, ascii("1lys")),
      ...record(54, ascii("Sylenth1")),
      ...record(55, ascii("C:\\VST\\Sylenth1.dll")),
      ...record(56, ascii("LennarDigital")),
    ]),
    ...[64, 1, 0],
    ...sized(201, wide("")),
    ...sized(203, wide("Sampler")),
    ...sized(204, wide("Drum bus")),
    ...sized(201, wide("Fruity Limiter")),
    ...sized(213, [1]),
    ...[98, 0, 0],
    ...sized(201, wide("Fruity Wrapper")),
    ...sized(213, [
      8,
      0,
      0,
      0,
      ...record(52, guid),
      ...record(54, ascii("OTT")),
      ...record(56, ascii("Xfer Records")),
    ]),
    ...[98, 1, 0],
    ...sized(201, wide("Fruity Wrapper")),
    ...sized(213, [
      10,
      0,
      0,
      0,
      ...record(50, [11, 0, 0, 0]),
      ...record(58, ascii("org.surge-synth-team.surge-xt")),
      ...record(54, ascii("Surge XT")),
      // Older versions write in the code page of Windows.
      ...record(56, [0x53, 0xfc, 0x72]),
    ]),
    ...[98, 2, 0],
    ...[147, 0, 0, 0, 0],
  ];
  const bytes = new Uint8Array(22 + events.length);
  bytes.set(ascii("FLhd"));
  bytes.set([6, 0, 0, 0, 0, 0, 2, 0, 96, 0], 4);
  bytes.set(ascii("FLdt"), 14);
  new DataView(bytes.buffer).setUint32(18, events.length, true);
  bytes.set(events, 22);
  return bytes;
}

/** A part of Logic's data with the code of an Audio Unit of another maker, and of one of Apple's. */
export function logicData(): Bytes {
  const reversed = (...codes: string[]) => codes.map((code) => [...code].reverse().join("")).join("");
  const content = `\x23\x47\xc0\xab${"\0".repeat(50)}${reversed("aumf", "FSat", "FabF")}${"\0".repeat(20)}${
    reversed("aufx", "ckrv", "appl")
  }`;
  return Uint8Array.from(content, (char) => char.charCodeAt(0));
}
