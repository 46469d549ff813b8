import { exists } from "../../../src/scan/files/file_system.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import { sampleFiles, sampleFolders, type SampleFormat } from "../corpora/samples.ts";
import { projectPath } from "../../project_path.ts";
import { compileC, type CProgram } from "./c_program.ts";
import type { Command } from "./process_meter.ts";

/** The folder of JUCE's modules, where Debian has it or where CMake has fetched it. */
const JUCE = ["/usr/share/juce/modules", projectPath("build/native/_deps/juce_source-src/modules")];
const VST3_SDK = "juce_audio_processors/format_types/VST3_SDK";
const LV2_SDK = "juce_audio_processors/format_types/LV2_SDK";

/** The folders of CLAP's headers, in the order of native/cmake/clap.cmake. */
const CLAP_HEADERS = [
  "/usr/share/dpf/distrho/src",
  "/usr/include",
  projectPath("build/native/_deps/clap_source-src/include"),
];

/** What each reader reads, for the table. */
export const READERS: Readonly<Record<SampleFormat, string>> = {
  vst3:
    "SDK interfaces: standard setup with the component's state, buses, parameters with texts, programs, latency",
  clap: "ports, parameters with texts, latency; no presets",
  ladspa: "all descriptors and hints, not printed",
  lv2: "lilv: ports with units, groups and scale points, number of presets, printed",
};

/** Compiles a plain reader of one format and returns the run that reads all samples of it in one process. */
export async function sampleReader(format: SampleFormat, folder: TemporaryFolder): Promise<Command> {
  const program = await compileC(readerProgram(format), folder.join(`${format}_reader`));
  if (format === "lv2") {
    return { program, args: [], env: { LV2_PATH: sampleFolders("lv2").join(":"), LC_ALL: "C" } };
  }
  return { program, args: [...format === "ladspa" ? ["-"] : [], ...sampleFiles(format)] };
}

function readerProgram(format: SampleFormat): CProgram {
  switch (format) {
    case "vst3":
      return vst3Reader();
    case "clap":
      return {
        sources: ["scripts/bench/readers/clap_reader.c"],
        includes: [firstWith(CLAP_HEADERS, "clap/entry.h")],
        libraries: ["-ldl"],
      };
    case "ladspa":
      return { sources: ["scripts/bench/readers/ladspa_descriptors.c"], libraries: ["-ldl"] };
    case "lv2": {
      const sdk = `${firstWith(JUCE, LV2_SDK)}/${LV2_SDK}`;
      return {
        sources: ["tests/native/support/lv2_reader.c"],
        includes: [`${sdk}/lilv`, `${sdk}/lv2`],
        libraries: ["-l:liblilv-0.so.0"],
      };
    }
  }
}

/** The reader of VST3, with the interface ids of the SDK. */
export function vst3Reader(): CProgram {
  const sdk = `${firstWith(JUCE, VST3_SDK)}/${VST3_SDK}`;
  return {
    sources: [
      "scripts/bench/readers/vst3_reader.cpp",
      `${sdk}/pluginterfaces/base/coreiids.cpp`,
      `${sdk}/pluginterfaces/base/funknown.cpp`,
      `${sdk}/public.sdk/source/common/memorystream.cpp`,
      `${sdk}/public.sdk/source/vst/vstinitiids.cpp`,
    ],
    includes: [sdk],
    options: ["-std=c++17", "-DRELEASE=1", "-w"],
    libraries: ["-ldl"],
  };
}

function firstWith(folders: readonly string[], path: string): string {
  const found = folders.find((folder) => exists(`${folder}/${path}`));
  if (found === undefined) throw new Error(`Cannot find "${path}": "deno task setup" installs it`);
  return found;
}
