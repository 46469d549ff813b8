import { joinPath, parentFolder } from "../../platform/paths.ts";
import { type BinaryFacts, checkBinary, readBinary } from "../files/binary_header.ts";
import { bundleFiles, exists } from "../files/file_system.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { readManifest } from "./lv2_manifest.ts";
import type { FolderContents, NamedInspection } from "./plugin_format_record.ts";

/** Longest manifest that is read here; the worker has the last word on a longer one. */
const MAXIMUM_MANIFEST_BYTES = 16 * 1024 * 1024;

/** Looks into LV2 bundles, which are folders with a manifest. */
export class Lv2Inspection implements NamedInspection {
  readonly #manifest: string;

  /** @param manifest Name of the file that makes a folder a bundle. */
  constructor(manifest: string) {
    this.#manifest = manifest;
  }

  /** An LV2 bundle is never a file. */
  file(location: string): FoundModule {
    return unloadable("lv2", location, "not-a-module", "Is a file; an LV2 bundle is a folder");
  }

  /** A bundle that only specifies something or holds presets is data, unless a person named it. */
  folder(location: string, isNamed: boolean): Promise<FolderContents> {
    return Promise.resolve(
      exists(joinPath(location, this.#manifest)) ? this.#bundle(location, isNamed) : "plain",
    );
  }

  /** The name says that the folder was meant to be a bundle. */
  emptyFolder(location: string): FoundModule {
    return unloadable("lv2", location, "empty-bundle", `Has no ${this.#manifest}`);
  }

  #bundle(location: string, isNamed: boolean): FolderContents {
    const path = joinPath(location, this.#manifest);
    const { size, isFile } = Deno.statSync(path);
    // Reading a pipe would wait for a writer.
    if (!isFile) {
      return unloadable("lv2", location, "load-error", `Its ${this.#manifest} is not a regular file`);
    }
    const content = size > MAXIMUM_MANIFEST_BYTES ? undefined : readManifest(Deno.readTextFileSync(path));
    if (content?.isEmpty) {
      return unloadable("lv2", location, "empty-bundle", `Its ${this.#manifest} has no statements`);
    }
    if (content?.hasPlugins === false && content.isDynamic) {
      return unloadable("lv2", location, "dynamic-manifest", "Lists its plugins by code, which is not run");
    }
    if (content?.hasPlugins === false && !isNamed) return "data";
    return content?.isDynamic ? withWarning(moduleOf(location)) : moduleOf(location);
  }
}

/** No code of a bundle runs, but one whose libraries are all for other computers is of no use here. */
function moduleOf(location: string): FoundModule {
  const all = bundleFiles(location, (name) => /\.(ttl|so|dll|dylib)$/i.test(name)).map(({ path }) => path);
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

/** The libraries directly in a bundle. Their sizes are not checked: no worker loads them. */
function librariesOf(location: string, files: readonly string[]): BinaryFacts[] {
  return files
    .filter((path) => !/\.ttl$/i.test(path) && parentFolder(path) === location)
    .map((path) => ({ header: readBinary(path).header, sizeBytes: Infinity }))
    .filter(({ header }) => header !== undefined);
}
