import { joinPath, parentFolder } from "../../platform/paths.ts";
import { type BinaryFacts, checkBinary, readBinary } from "../files/binary_header.ts";
import { LV2_MANIFEST } from "./bundle_kind.ts";
import { bundleFiles } from "../files/file_system.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { readManifest } from "./lv2_manifest.ts";

/** Longest manifest that is read here; lilv has the last word on a longer one. */
const MAXIMUM_MANIFEST_BYTES = 16 * 1024 * 1024;

/**
 * Looks at an LV2 bundle.
 *
 * @param isNamed A person wants to hear about this one whatever it holds.
 * @returns `undefined` for one that only specifies something or holds presets:
 *     it is no module, but others need it.
 * @throws {Deno.errors.PermissionDenied} when it cannot be read.
 */
export function inspectLv2Bundle(location: string, isNamed: boolean): FoundModule | undefined {
  const manifest = joinPath(location, LV2_MANIFEST);
  const { size, isFile } = Deno.statSync(manifest);
  // A pipe would be waited for.
  if (!isFile) return unloadable("lv2", location, "load-error", `Its ${LV2_MANIFEST} is no regular file`);
  const content = size > MAXIMUM_MANIFEST_BYTES ? undefined : readManifest(Deno.readTextFileSync(manifest));
  if (content?.isEmpty) {
    return unloadable("lv2", location, "empty-bundle", `Its ${LV2_MANIFEST} says nothing`);
  }
  if (content?.hasPlugins === false && content.isDynamic) {
    return unloadable("lv2", location, "dynamic-manifest", "Lists its plugins by code, which is not run");
  }
  if (content?.hasPlugins === false && !isNamed) return undefined;
  return content?.isDynamic ? withWarning(moduleOf(location)) : moduleOf(location);
}

/** What is called like an LV2 bundle and is none. */
export function brokenLv2Bundle(location: string, isFolder: boolean): FoundModule {
  if (!isFolder) return unloadable("lv2", location, "not-a-module", "Is no folder; an LV2 bundle is one");
  return unloadable("lv2", location, "empty-bundle", `Has no ${LV2_MANIFEST}`);
}

/** No code of a bundle runs, but one whose libraries are all for other computers is of no use here. */
function moduleOf(location: string): FoundModule {
  const all = bundleFiles(location, (name) => /\.(ttl|so|dll|dylib)$/i.test(name));
  const libraries = librariesOf(location, all);
  const architectures = [...new Set(libraries.flatMap(({ header }) => header?.architectures ?? []))].sort();
  const problems = libraries.map(checkBinary);
  if (problems.length > 0 && !problems.includes(undefined)) {
    const { code, message } = problems[0]!;
    return unloadable("lv2", location, code, message, architectures);
  }
  return { format: "lv2", location, architectures, binary: location, files: all };
}

function withWarning(module: FoundModule): FoundModule {
  const message = "Lists further plugins by code, which is not run";
  return { ...module, warnings: [{ code: "dynamic-manifest", message }] };
}

/** The libraries directly in a bundle, taken for as long as they should be: lilv does not load them. */
function librariesOf(location: string, files: readonly string[]): BinaryFacts[] {
  return files
    .filter((path) => !/\.ttl$/i.test(path) && parentFolder(path) === location)
    .map((path) => ({ header: readBinary(path).header, sizeBytes: Infinity }))
    .filter(({ header }) => header !== undefined);
}
