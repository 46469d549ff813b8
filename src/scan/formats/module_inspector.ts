import type { PluginFormat } from "../../model/plugin_format.ts";
import { inspectAudioUnit, nameAudioUnits } from "./audio_unit.ts";
import { isBundle } from "./bundle_kind.ts";
import { inspectClapFile, inspectClapFolder } from "./clap_module.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import type { PropertyListParser } from "../files/info_plist.ts";
import { inspectLibrary, type LibraryContext } from "./library_file.ts";
import { brokenLv2Bundle, inspectLv2Bundle } from "./lv2_bundle.ts";
import { inspectVst3File, inspectVst3Folder } from "./vst3_bundle.ts";

/**
 * Looks into files and folders for what makes them modules, for each format in
 * its own way. A search that meets only what it knows does without it.
 */
export class ModuleInspector {
  readonly #parse: PropertyListParser | undefined;

  private constructor(parse: PropertyListParser | undefined) {
    this.#parse = parse;
  }

  /** An inspector with the parser of what bundles of macOS say of themselves; other systems load none of them. */
  static async make(): Promise<ModuleInspector> {
    if (Deno.build.os !== "darwin") return new ModuleInspector(undefined);
    return new ModuleInspector((await import("../files/property_list.ts")).parsePropertyList);
  }

  /** A file that is called like a module. */
  file(location: string, format: PluginFormat): FoundModule {
    switch (format) {
      case "vst3":
        return inspectVst3File(location);
      case "clap":
        return inspectClapFile(location);
      case "lv2":
        return brokenLv2Bundle(location, false);
      default:
        return unloadable(format, location, "not-a-module", "Is no folder; a module of this kind is one");
    }
  }

  /** A folder that is called like a module, LV2 apart; `undefined` for a plain one. */
  folder(location: string, format: PluginFormat): FoundModule | undefined {
    switch (format) {
      case "vst3":
        return inspectVst3Folder(location, this.#parse);
      case "clap":
        return inspectClapFolder(location, this.#parse);
      case "au":
        return inspectAudioUnit(location, this.#parse);
      default:
        return isBundle(location) ? unloadable(format, location, "vst2", "Is a VST2 plugin") : undefined;
    }
  }

  /** An LV2 bundle; `undefined` for one without plugins that nobody named. */
  lv2(location: string, isNamed: boolean): FoundModule | undefined {
    return inspectLv2Bundle(location, isNamed);
  }

  /** A folder that is called like an LV2 bundle and is none. */
  brokenLv2(location: string): FoundModule {
    return brokenLv2Bundle(location, true);
  }

  /** A library whose name does not tell its format; `undefined` for one that is no plugin. */
  library(location: string, context: LibraryContext): FoundModule | undefined {
    return inspectLibrary(location, context);
  }

  /** An Audio Unit's module with the names of what is in it, which are read asynchronously. */
  async complete(module: FoundModule): Promise<FoundModule> {
    return await nameAudioUnits(module);
  }
}
