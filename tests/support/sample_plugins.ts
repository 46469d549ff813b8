/** The folder of the VST3 bundles of Debian's `zam-plugins`. */
export const VST3_FOLDER = "/usr/lib/vst3";

/** The plugins of `zam-plugins`, each in four formats. */
export const ZAM_PLUGINS = [
  "ZaMaximX2",
  "ZaMultiComp",
  "ZaMultiCompX2",
  "ZamAutoSat",
  "ZamComp",
  "ZamCompX2",
  "ZamDelay",
  "ZamDynamicEQ",
  "ZamEQ2",
  "ZamGEQ31",
  "ZamGate",
  "ZamGateX2",
  "ZamGrains",
  "ZamHeadX2",
  "ZamPhono",
  "ZamTube",
  "ZamVerb",
] as const;

/** The bundle of one of them. */
export function zamBundle(name: (typeof ZAM_PLUGINS)[number]): string {
  return `${VST3_FOLDER}/${name}.vst3`;
}

/** Why tests on real plugins cannot run here, for their names; empty if they can. */
export function missingSamples(): string {
  for (const name of ZAM_PLUGINS) {
    if (!exists(zamBundle(name))) return ` (skipped: Debian's zam-plugins are not installed)`;
  }
  return exists("/usr/bin/lv2info") ? "" : " (skipped: Debian's lilv-utils are not installed)";
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
