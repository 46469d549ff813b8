import { exists } from "../../../src/scan/files/file_system.ts";
import { projectPath } from "../../project_path.ts";

/** The formats of the sample plugins. */
export type SampleFormat = "vst3" | "ladspa" | "clap" | "lv2";

/** The folder that scripts/bench/fetch_samples.ts fills. */
export const FETCHED_SAMPLES = projectPath("build/bench/samples");

/** The folder that it fills with plugins whose presets alone are measured. */
export const FETCHED_PRESETS = projectPath("build/bench/presets");

/** The folders of installed and fetched sample plugins of a format. */
export function sampleFolders(format: SampleFormat): string[] {
  return ["", FETCHED_SAMPLES].map((root) => `${root}/usr/lib/${format}`).filter(exists);
}

/** The files that a reader of the format loads; for LV2, which finds its bundles itself, none. */
export function sampleFiles(format: Exclude<SampleFormat, "lv2">): string[] {
  const entries = sampleFolders(format).flatMap((folder) =>
    [...Deno.readDirSync(folder)].map(({ name }) => `${folder}/${name}`)
  );
  if (format === "vst3") {
    return entries.filter((path) => path.endsWith(".vst3")).map(vst3Library).filter(exists).sort();
  }
  return entries.filter((path) => path.endsWith(format === "clap" ? ".clap" : ".so")).sort();
}

/** The library in a bundle, as the VST3 specification names it on Linux. */
function vst3Library(bundle: string): string {
  const name = bundle.slice(bundle.lastIndexOf("/") + 1, -".vst3".length);
  return `${bundle}/Contents/${Deno.build.arch}-linux/${name}.so`;
}

/** The VST3 bundle of a library in it. */
export function bundleOf(library: string): string {
  return library.slice(0, library.indexOf("/Contents/"));
}
