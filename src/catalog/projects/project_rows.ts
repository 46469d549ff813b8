import type { DatabaseSync } from "node:sqlite";
import type { Daw } from "../../model/projects/daw.ts";
import { isOwnPlugin } from "../../model/projects/own_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import type { ProjectFormat, ProjectPlugin } from "../../model/projects/project_plugin.ts";
import { Vst2Modules } from "./known_plugins.ts";
import { fromJson, text, toJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";

/** Why a project cannot be read. */
export interface ProjectProblem {
  readonly code: string;
  /** Follows the name of the file. */
  readonly message: string;
}

/** A project file as a search has found it. */
export interface FoundProject {
  /** Absolute, with links resolved. */
  readonly path: string;
  readonly root: string;
  readonly statKey: string;
  readonly sizeBytes: number;
  /** ISO 8601. */
  readonly modifiedAt: string;
  readonly isBackup: boolean;
}

/** What came of reading it. */
export type ReadOutcome = { readonly project: Project } | { readonly problem: ProjectProblem };

/** The outcome of a look at a project that is known. */
export interface KnownProject {
  readonly statKey: string;
  readonly root: string;
  readonly isMissing: boolean;
  readonly hasProblem: boolean;
}

/** A project of the catalog, without its plugins. */
export interface StoredProject extends Omit<FoundProject, "statKey"> {
  readonly id: number;
  readonly daw: Daw | null;
  readonly version: string;
  readonly problem: ProjectProblem | null;
  readonly addedAt: string;
  readonly isMissing: boolean;
}

/** The projects that the catalog knows, by their paths; the missing ones as well. */
export function knownProjects(db: DatabaseSync): Map<string, KnownProject> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(path, stat_key, root, missing_at is not null, problem is not null)) as found
       from projects`,
  ).get()!;
  return new Map(
    fromJson<[string, string, string, number, number][]>(found)!.map((
      [path, statKey, root, isMissing, hasProblem],
    ) => [path, { statKey, root, isMissing: isMissing === 1, hasProblem: hasProblem === 1 }]),
  );
}

/**
 * Stores a project, in the caller's transaction. One that cannot be read keeps
 * the plugins that it had.
 */
export function saveProject(db: DatabaseSync, found: FoundProject, outcome: ReadOutcome, at: string): void {
  const isRead = "project" in outcome;
  const row = statement(
    db,
    `insert into projects (path, root, stat_key, size_bytes, modified_at, is_backup, daw, daw_version, problem,
       added_at, updated_at, read_at)
     values (:path, :root, :stat_key, :size_bytes, :modified_at, :is_backup, :daw, :daw_version, :problem,
       :at, :at, :at)
     on conflict (path) do update set root = excluded.root, stat_key = excluded.stat_key,
       size_bytes = excluded.size_bytes, modified_at = excluded.modified_at, is_backup = excluded.is_backup,
       daw = ifnull(excluded.daw, daw), daw_version = iif(excluded.daw is null, daw_version, excluded.daw_version),
       problem = excluded.problem, updated_at = excluded.updated_at, read_at = excluded.read_at, missing_at = null
     returning id`,
  ).get({
    path: found.path,
    root: found.root,
    stat_key: found.statKey,
    size_bytes: found.sizeBytes,
    modified_at: found.modifiedAt,
    is_backup: Number(found.isBackup),
    daw: isRead ? outcome.project.daw : null,
    daw_version: isRead ? outcome.project.version : "",
    problem: isRead ? null : toJson(outcome.problem),
    at,
  })!;
  if (isRead) savePlugins(db, Number(row["id"]), outcome.project.plugins);
}

function savePlugins(db: DatabaseSync, projectId: number, plugins: readonly ProjectPlugin[]): void {
  statement(db, "delete from project_plugins where project_id = ?").run(projectId);
  const insert = statement(
    db,
    `insert into project_plugins (project_id, position, format, plugin_id, meant_id, name, vendor, file, label, uses,
       bypassed, offline, frozen, tracks, presets)
     values (:project_id, :position, :format, :plugin_id, null, :name, :vendor, :file, :label, :uses,
       :bypassed, :offline, :frozen, :tracks, :presets)`,
  );
  for (const [position, plugin] of plugins.entries()) {
    insert.run({
      project_id: projectId,
      position,
      format: plugin.format,
      plugin_id: plugin.id ?? null,
      name: plugin.name,
      vendor: plugin.vendor,
      file: plugin.file ?? null,
      label: plugin.label ?? null,
      uses: plugin.uses,
      bypassed: plugin.bypassed,
      offline: plugin.offline,
      frozen: plugin.frozen,
      tracks: JSON.stringify(plugin.tracks),
      presets: JSON.stringify(plugin.presets),
    });
  }
}

/** Records that projects are gone, in the caller's transaction; what they used is kept, and does not count. */
export function markProjectsMissing(db: DatabaseSync, paths: Iterable<string>, at: string): void {
  statement(
    db,
    "update projects set missing_at = ? where missing_at is null and path in (select value from json_each(?))",
  ).run(at, JSON.stringify([...paths]));
}

/** Which projects are listed. */
export interface ProjectFilter {
  readonly daws?: readonly Daw[] | undefined;
  /** Only those that cannot be read. */
  readonly isFailed?: boolean;
  /** Includes copies that programs have made. */
  readonly withBackups?: boolean;
  /** Only those that use one of these plugins, by public id, or by name where no plugin has it. */
  readonly uses?: readonly string[] | undefined;
}

/** A project with the number of its plugins. */
export interface CountedProject extends StoredProject {
  /** Without the program's own devices. */
  readonly plugins: number;
  readonly notInstalled: number;
}

/** The projects that pass a filter, by their paths. */
export function listProjects(db: DatabaseSync, filter: ProjectFilter): CountedProject[] {
  const { daws, isFailed = false, withBackups = false, uses } = filter;
  const rows = statement(
    db,
    `select *,
       (select count(*) from project_plugins g where g.project_id = j.id and g.format <> 'internal') as plugins
      from projects j
      where (:daws is null or daw in (select value from json_each(:daws)))
        and (:is_failed = 0 or problem is not null)
        and (:with_backups = 1 or is_backup = 0)
        and (:uses is null or exists (
          select 1 from project_plugins u join json_each(:uses) sought
           where u.project_id = j.id and sought.value in (u.meant_id, u.plugin_id, u.name)))
      order by path`,
  ).all({
    daws: daws === undefined ? null : JSON.stringify(daws),
    is_failed: Number(isFailed),
    with_backups: Number(withBackups),
    uses: uses === undefined ? null : JSON.stringify(uses),
  });
  const notInstalled = countNotInstalled(db);
  return rows.map((row) => ({
    ...projectOf(row),
    plugins: Number(row["plugins"]),
    notInstalled: notInstalled.get(Number(row["id"])) ?? 0,
  }));
}

/** The number of plugins that are not installed, by the project. */
function countNotInstalled(db: DatabaseSync): Map<number, number> {
  const rows = statement(
    db,
    `select g.project_id, g.format, g.plugin_id, g.vendor, g.file, g.name, j.daw
       from project_plugins g join projects j on j.id = g.project_id
       left join plugins p on p.plugin_id = g.meant_id
      where g.format <> 'internal' and (p.id is null or p.missing_at is not null)`,
  ).all();
  const modules = new Vst2Modules(db);
  const counts = new Map<number, number>();
  for (const row of rows) {
    const plugin = {
      ...row["plugin_id"] === null ? {} : { id: String(row["plugin_id"]) },
      format: String(row["format"]) as ProjectFormat,
      name: String(row["name"]),
      vendor: String(row["vendor"]),
      file: text(row["file"]) ?? "",
    };
    if (modules.has(plugin) || isOwnPlugin((row["daw"] as Daw | null) ?? null, plugin)) continue;
    const project = Number(row["project_id"]);
    counts.set(project, (counts.get(project) ?? 0) + 1);
  }
  return counts;
}

/** A project as it was last read, if that was this version of the file. */
export function storedOutcome(
  db: DatabaseSync,
  { path, statKey }: Pick<FoundProject, "path" | "statKey">,
): ReadOutcome | undefined {
  const row = statement(db, "select * from projects where path = ? and stat_key = ?").get(path, statKey);
  if (row === undefined) return undefined;
  const { id, daw, version, problem } = projectOf(row);
  if (problem !== null || daw === null) return undefined;
  return { project: { daw, version, plugins: readProjectPlugins(db, id) } };
}

function projectOf(row: Record<string, unknown>): StoredProject {
  return {
    id: Number(row["id"]),
    path: String(row["path"]),
    root: String(row["root"]),
    sizeBytes: Number(row["size_bytes"]),
    modifiedAt: String(row["modified_at"]),
    isBackup: row["is_backup"] === 1,
    daw: (row["daw"] as Daw | null) ?? null,
    version: String(row["daw_version"]),
    problem: fromJson<ProjectProblem>(row["problem"]) ?? null,
    addedAt: String(row["added_at"]),
    isMissing: row["missing_at"] !== null,
  };
}

/** The plugins of a project, in the order of the file. */
function readProjectPlugins(db: DatabaseSync, projectId: number): ProjectPlugin[] {
  return statement(db, "select * from project_plugins where project_id = ? order by position").all(projectId)
    .map(pluginOf);
}

function pluginOf(row: Record<string, unknown>): ProjectPlugin {
  const optional = (name: string, column: string) => {
    const value = text(row[column]);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    format: String(row["format"]) as ProjectFormat,
    ...optional("id", "plugin_id"),
    name: String(row["name"]),
    vendor: String(row["vendor"]),
    ...optional("file", "file"),
    ...optional("label", "label"),
    uses: Number(row["uses"]),
    tracks: fromJson<string[]>(row["tracks"])!,
    bypassed: Number(row["bypassed"]),
    offline: Number(row["offline"]),
    frozen: Number(row["frozen"]),
    presets: fromJson<string[]>(row["presets"])!,
  };
}
