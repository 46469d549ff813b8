import type { Warning } from "../../model/module.ts";
import { fileName, joinPath } from "../../platform/paths.ts";
import type { FoundModule } from "./found_module.ts";
import type { ModuleInfo } from "./module_info.ts";
import type { ModuleResources } from "./plugin_extras.ts";

/** Reads the files of a VST3 module beside its library; a module that is a single file has none. */
export async function vst3Resources(found: FoundModule): Promise<ModuleResources> {
  const { info, pictures, warnings } = await readBundle(found);
  return {
    declared: info?.plugins ?? [],
    warnings,
    async extrasOf(nativeId) {
      const replaces = info?.replaces.get(nativeId);
      const snapshots = await snapshotsOf(found, { info, pictures }, nativeId);
      return { snapshots, ...(replaces === undefined ? {} : { replaces }) };
    },
  };
}

/** The files of a bundle beside its library. */
interface BundleFiles {
  /** The module's own account of its classes; the library has the last word. */
  readonly info: ModuleInfo | undefined;
  /** Pictures that are named after a class's id. */
  readonly pictures: readonly string[];
  readonly warnings: readonly Warning[];
}

const NOTHING: BundleFiles = { info: undefined, pictures: [], warnings: [] };

async function readBundle(found: FoundModule): Promise<BundleFiles> {
  if (found.location === found.binary) return NOTHING;
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
 * exist inside of the bundle, and those that are named after its id.
 */
async function snapshotsOf(
  found: FoundModule,
  { info, pictures }: Pick<BundleFiles, "info" | "pictures">,
  nativeId: string,
): Promise<string[]> {
  const named = info?.plugins.find((plugin) => plugin.nativeId === nativeId)?.snapshots ?? [];
  const present = await Promise.all(named.map((path) => resolveInside(found.location, path)));
  const prefix = `${nativeId}_snapshot`;
  const called = pictures.filter((path) => fileName(path).toUpperCase().startsWith(prefix.toUpperCase()));
  return [...new Set([...present.flat(), ...called])].sort();
}

/** The SDK writes paths below the bundle; documents also show them below `Contents` and `Resources`. */
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
