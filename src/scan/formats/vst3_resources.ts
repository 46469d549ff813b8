import type { Warning } from "../../model/module.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import type { FoundModule } from "./found_module.ts";
import type { ModuleInfo } from "./module_info.ts";

/** What a VST3 bundle has beside its library. */
export interface Vst3Resources {
  /** What the module says of itself in a file; the library has the last word. */
  readonly info: ModuleInfo | undefined;
  /** Pictures that are called after a class's id. */
  readonly pictures: readonly string[];
  readonly warnings: readonly Warning[];
}

const NOTHING: Vst3Resources = { info: undefined, pictures: [], warnings: [] };

/** Reads what a VST3 bundle has beside its library; nothing for modules of other formats and single files. */
export async function readVst3Resources(found: FoundModule): Promise<Vst3Resources> {
  if (found.format !== "vst3" || found.location === found.binary) return NOTHING;
  const file = found.files.find((path) => fileName(path) === "moduleinfo.json");
  const pictures = await picturesIn(joinPath(found.location, "Contents", "Resources", "Snapshots"));
  if (file === undefined) return { ...NOTHING, pictures };
  // Few bundles have the file, and the reader of JSON5 takes 30 ms to load.
  const { MAXIMUM_MODULE_INFO_BYTES, ModuleInfoError, parseModuleInfo } = await import("./module_info.ts");
  try {
    const { size } = await Deno.stat(file);
    if (size > MAXIMUM_MODULE_INFO_BYTES) {
      throw new ModuleInfoError(`has more than ${MAXIMUM_MODULE_INFO_BYTES} bytes`);
    }
    return { info: parseModuleInfo(await Deno.readTextFile(file)), pictures, warnings: [] };
  } catch (error) {
    const why = error instanceof ModuleInfoError ? error.message : "cannot be read";
    return { info: undefined, pictures, warnings: [invalidModuleInfo(why)] };
  }
}

/**
 * The pictures of one class, in order: those that the module names and that
 * are there, inside of the bundle, and those that are called after its id.
 */
export async function snapshotsOf(
  found: FoundModule,
  resources: Vst3Resources,
  nativeId: string,
): Promise<string[]> {
  const named = resources.info?.plugins.find((plugin) => plugin.nativeId === nativeId)?.snapshots ?? [];
  const present = await Promise.all(named.map((path) => resolveInside(found.location, path)));
  const prefix = `${nativeId}_snapshot`;
  const called = resources.pictures.filter((path) =>
    fileName(path).toUpperCase().startsWith(prefix.toUpperCase())
  );
  return [...new Set([...present.flat(), ...called])].sort();
}

/** The SDK writes paths below the bundle; documents show them below `Contents` and `Resources` too. */
async function resolveInside(bundle: string, path: string): Promise<string[]> {
  const bases = [[], ["Contents"], ["Contents", "Resources"], ["Contents", "Resources", "Snapshots"]];
  for (const base of bases) {
    try {
      const real = await Deno.realPath(joinPath(bundle, ...base, path));
      const isInside = real.startsWith(joinPath(bundle, "Contents"));
      if (isInside && (await Deno.stat(real)).isFile) return [real];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
  return [];
}

async function picturesIn(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter(({ isDirectory }) => !isDirectory).map(({ name }) => joinPath(folder, name));
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

function invalidModuleInfo(why: string): Warning {
  return { code: "invalid-moduleinfo", message: `Its moduleinfo.json ${why}` };
}
