import { joinPath } from "../platform/paths.ts";

/** How the value of an environment variable is looked up; tests pass their own. */
export type Environment = (name: string) => string | undefined;

/**
 * Where VST3 plugins lie by default, user folders first, then `VST3_PATH`'s.
 *
 * The folders are those of Steinberg's "Plug-in Format Structure". The variable
 * is not in the specification; hosts treat it as an addition to the defaults.
 */
export function vst3SearchPaths(
  environment: Environment,
  os: typeof Deno.build.os = Deno.build.os,
): string[] {
  const added = splitPathList(environment("VST3_PATH"), os);
  return unique([...vst3DefaultPaths(environment, os), ...added]);
}

function vst3DefaultPaths(environment: Environment, os: typeof Deno.build.os): string[] {
  if (os === "windows") {
    return [
      below(environment("LOCALAPPDATA"), "Programs", "Common", "VST3"),
      below(environment("CommonProgramFiles"), "VST3"),
      below(environment("CommonProgramFiles(x86)"), "VST3"),
    ].flat();
  }
  if (os === "darwin") {
    return [
      ...below(environment("HOME"), "Library", "Audio", "Plug-Ins", "VST3"),
      "/Library/Audio/Plug-Ins/VST3",
    ];
  }
  return [...below(environment("HOME"), ".vst3"), "/usr/lib/vst3", "/usr/local/lib/vst3"];
}

/** Splits a list of folders as the system's own `PATH` is split; empty and relative entries are left out. */
function splitPathList(list: string | undefined, os: typeof Deno.build.os): string[] {
  if (list === undefined) return [];
  const absolute = os === "windows" ? /^([A-Za-z]:[\\/]|\\\\)/ : /^\//;
  return list.split(os === "windows" ? ";" : ":").filter((folder) => absolute.test(folder));
}

function below(folder: string | undefined, ...names: string[]): string[] {
  return folder === undefined || folder === "" ? [] : [joinPath(folder, ...names)];
}

function unique(paths: string[]): string[] {
  return [...new Set(paths)];
}
