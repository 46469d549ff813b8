import { type LibraryPreset, listLibrary } from "../../catalog/library/library_preset.ts";
import { type LibraryVersion, readVersions } from "../../catalog/library/library_version.ts";
import { readContent } from "../../catalog/library/version_content.ts";
import { findInstalled, type InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { loadRequest } from "../../model/presets/load_request.ts";
import type { StateAnswer, StateRequest } from "../../model/presets/plugin_state.ts";
import { type LoadSettings, StateLoader } from "./load_state.ts";
import { compareTexts } from "./plugin_texts.ts";

/** A version that is damaged, or that its plugin does not load as it was. */
export interface VersionProblem {
  readonly preset: LibraryPreset;
  readonly version: LibraryVersion;
  readonly code: "damaged" | "not-installed" | "not-loaded" | "differs";
  readonly message: string;
}

/** What a verification has found. */
export interface VerifyReport {
  readonly versions: number;
  /** Unset if no plugin was to load them. */
  readonly loaded: number | undefined;
  readonly problems: readonly VersionProblem[];
}

/** Hashes all states of the library again, those of deleted presets as well, and lets plugins load them on request. */
export async function verifyLibrary(
  catalog: Catalog,
  { isLoading, loading, listener }: {
    readonly isLoading: boolean;
    readonly loading: LoadSettings;
    readonly listener: WorkListener | undefined;
  },
): Promise<VerifyReport> {
  const presets = await catalog.read((db) => listLibrary(db, { withDeleted: true }));
  const problems: VersionProblem[] = [];
  let versions = 0;
  let loaded = 0;
  // By plugins, so that a worker loads a plugin once.
  const groups = [...Map.groupBy(presets, ({ pluginId }) => pluginId).values()];
  for (const [done, group] of groups.entries()) {
    listener?.({ what: "Verifying the library", done, total: groups.length });
    const report = await verifyGroup(catalog, group, isLoading, loading);
    problems.push(...report.problems);
    versions += report.versions;
    loaded += report.loaded;
  }
  return { versions, loaded: isLoading ? loaded : undefined, problems };
}

type GroupReport = { versions: number; loaded: number; problems: VersionProblem[] };

async function verifyGroup(
  catalog: Catalog,
  presets: readonly LibraryPreset[],
  isLoading: boolean,
  loading: LoadSettings,
): Promise<GroupReport> {
  const report: GroupReport = { versions: 0, loaded: 0, problems: [] };
  const plugin = isLoading ? await catalog.read((db) => findInstalled(db, presets[0]!.pluginId)) : undefined;
  await using worker = new LazyLoader(plugin, loading);
  for (const preset of presets) {
    for (const version of await catalog.read((db) => readVersions(db, preset.rowId))) {
      report.versions++;
      const fail = (code: VersionProblem["code"], message: string) =>
        report.problems.push({ preset, version, code, message });
      try {
        const content = await catalog.read((db) => readContent(db, version.rowId));
        if (!isLoading) continue;
        if (plugin === undefined) {
          fail("not-installed", `"${preset.pluginName}" is not installed`);
          continue;
        }
        const { parameters } = await worker.load(loadRequest(content, plugin));
        report.loaded++;
        if (content.parameters === undefined) continue;
        const { compared, differences } = compareTexts(content.parameters, parameters, plugin);
        if (differences.length > 0) {
          fail("differs", `${differences.length} of ${compared} parameters are displayed in another way`);
        }
      } catch (error) {
        if (!(error instanceof PluginaryError)) throw error;
        if (error.code === "plugin-failed") fail("not-loaded", error.message);
        else if (error.code === "catalog-damaged") fail("damaged", "its state is not what was stored");
        else throw error;
      }
    }
  }
  return report;
}

/** A worker that starts with the first state that it is to load. */
class LazyLoader implements AsyncDisposable {
  readonly #plugin: InstalledPlugin | undefined;
  readonly #loading: LoadSettings;
  #loader: StateLoader | undefined;

  constructor(plugin: InstalledPlugin | undefined, loading: LoadSettings) {
    this.#plugin = plugin;
    this.#loading = loading;
  }

  async load(request: StateRequest): Promise<StateAnswer> {
    this.#loader ??= await StateLoader.start(this.#plugin!, this.#loading);
    return await this.#loader.load(request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#loader?.[Symbol.asyncDispose]();
  }
}
