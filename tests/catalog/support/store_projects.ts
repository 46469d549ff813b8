import { linkProjectPlugins } from "../../../src/catalog/projects/link_plugins.ts";
import { type FoundProject, saveProject } from "../../../src/catalog/projects/project_rows.ts";
import type { Catalog } from "../../../src/catalog/sqlite/catalog.ts";
import type { ProjectPlugin } from "../../../src/model/projects/project_plugin.ts";

/** A plugin of a project, of which a test only says what matters to it. */
export function projectPlugin(changes: Partial<ProjectPlugin> = {}): ProjectPlugin {
  return {
    format: "vst3",
    name: "Synth",
    vendor: "",
    uses: 1,
    tracks: [],
    bypassed: 0,
    offline: 0,
    frozen: 0,
    presets: [],
    ...changes,
  };
}

/** Stores a project of REAPER with these plugins as a search does. */
export async function storeProject(
  catalog: Catalog,
  path: string,
  plugins: readonly ProjectPlugin[],
  changes: Partial<FoundProject> = {},
): Promise<void> {
  const found = {
    path,
    root: "/projects",
    statKey: `${path} 1`,
    sizeBytes: 100,
    modifiedAt: "2026-02-01T00:00:00.000Z",
    isBackup: false,
    ...changes,
  };
  await catalog.write((db) => {
    saveProject(db, found, { project: { daw: "reaper", version: "7", plugins } }, "2026-03-01T00:00:00.000Z");
    linkProjectPlugins(db);
  });
}
