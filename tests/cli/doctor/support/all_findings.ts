import { ABI_VERSION } from "../../../../src/model/abi_version.ts";
import type { CatalogHealth } from "../../../../src/catalog/maintenance/catalog_health.ts";
import { type CatalogFacts, judgeCatalog } from "../../../../src/cli/doctor/examination/catalog.ts";
import {
  type ConfigurationFacts,
  judgeConfiguration,
} from "../../../../src/cli/doctor/examination/configuration.ts";
import {
  type ConfinementFacts,
  judgeConfinement,
} from "../../../../src/cli/doctor/examination/confinement.ts";
import { type FolderFacts, judgeFolders } from "../../../../src/cli/doctor/examination/folders.ts";
import { judgeLibrary, type LibraryFacts } from "../../../../src/cli/doctor/examination/library.ts";
import { type GoneModules, judgePlugins } from "../../../../src/cli/doctor/examination/plugins.ts";
import { judgeSearchFolders } from "../../../../src/cli/doctor/examination/search_folders.ts";
import { checkTerminal } from "../../../../src/cli/doctor/examination/terminal.ts";
import { checkVersions, findVersions } from "../../../../src/cli/doctor/examination/versions.ts";
import type { SettingValue } from "../../../../src/config/setting.ts";
import type { ProblemPlace } from "../../../../src/config/problem.ts";
import type { HealthCheck } from "../../../../src/model/health/health_check.ts";
import { type ErrorCode, PluginaryError } from "../../../../src/model/pluginary_error.ts";
import { fakeConsole } from "../../support/fake_console.ts";

const LAYERS = ["landlock-7", "seccomp", "capabilities", "limits", "descriptors"];

const FOLDER = { path: "/data", existing: "/data", isShared: false, isOwn: true };

/** Folders that can be used. */
export const FOLDERS: FolderFacts = {
  home: "/home/me",
  data: FOLDER,
  temporary: { ...FOLDER, path: "/tmp" },
};

/** A library that a worker opens. */
export const LIBRARY: LibraryFacts = {
  isNamed: false,
  isPacked: false,
  info: { abi: ABI_VERSION },
  formats: ["vst3", "clap"],
  wantedFormats: ["vst3", "clap"],
  worker: { level: "full", layers: LAYERS },
};

/** A system that confines plugins fully. */
export const CONFINEMENT: ConfinementFacts = {
  report: { level: "full", layers: LAYERS },
  os: "linux",
  osRelease: "6.18.0",
};

/** A catalog in which nothing is wrong. */
export const HEALTH: CatalogHealth = {
  damage: [],
  plugins: 1143,
  modules: 464,
  failures: 0,
  blockedAfterFailures: 0,
  blockedByUser: 0,
  prunable: 0,
  outdated: 0,
  slow: [],
  lastScan: {
    id: 1,
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: "2026-01-01T00:01:00.000Z",
    isComplete: true,
  },
  freeBytes: 0,
  sizeBytes: 1e6,
};

/** The file of that catalog. */
export const CATALOG: CatalogFacts = {
  path: "/data/catalog.db",
  isNamed: false,
  exists: true,
  isOwn: true,
  isFolder: false,
  logBytes: 0,
  hasBackup: false,
  health: HEALTH,
  installed: [],
  roots: [],
  isScanRunning: false,
};

/** No configuration. */
export const CONFIGURATION: ConfigurationFacts = { files: [], problems: [], values: [] };

/** The findings about a catalog with other numbers. */
export function pluginFindings(
  health: Partial<CatalogHealth>,
  gone: GoneModules = { count: 0, emptied: [] },
  isScanRunning = false,
): HealthCheck[] {
  return judgePlugins({ catalog: { health: { ...HEALTH, ...health }, isScanRunning }, gone });
}

/** A configured level of confinement. */
export function configured(level: string, origin: SettingValue["origin"]): SettingValue {
  const type = { kind: "text" } as const;
  return { setting: { command: ["scan"], option: "confinement", brief: "", type }, texts: [level], origin };
}

/** The user's file as the place of a setting. */
export const USER_PLACE = { layer: "user", file: "/c/config.jsonc", line: 1, column: 2 } as const;

/** The findings about a configuration with one problem. */
export function configurationFindings(place: ProblemPlace): HealthCheck[] {
  const problem = { code: "wrong-value", message: "Wrong", place } as const;
  return judgeConfiguration({ ...CONFIGURATION, problems: [problem] }, () => undefined);
}

/** The findings about a catalog that cannot be opened. */
export function catalogFindings(code: ErrorCode, changes: Partial<CatalogFacts> = {}): HealthCheck[] {
  const { health: _health, ...facts } = CATALOG;
  return judgeCatalog({ ...facts, error: new PluginaryError(code, "Cannot open it", "Wait"), ...changes });
}

/** Findings of every kind that the checks can make, some of them more than once. */
export function allFindings(): HealthCheck[] {
  const { health: _health, ...unread } = CATALOG;
  const { home: _home, data: _data, ...homeless } = FOLDERS;
  const { info: _info, ...undescribed } = LIBRARY;
  const closed = { ...FOLDER, whyNotWritable: "Permission denied" };
  const partial = { level: "partial", layers: LAYERS.slice(1) } as const;
  const unstarted = new PluginaryError("worker-does-not-start", "Cannot start a worker");
  return [
    ...judgeFolders(FOLDERS),
    ...judgeFolders(homeless),
    ...judgeFolders({ ...FOLDERS, data: closed }),
    ...judgeFolders({ ...FOLDERS, data: { ...closed, isOwn: false } }),
    ...judgeFolders({ ...FOLDERS, data: { ...closed, whyNotWritable: "Read-only file system" } }),
    ...judgeFolders({ ...FOLDERS, data: { ...FOLDER, isShared: true }, cache: closed, temporary: closed }),
    ...judgeFolders({
      ...FOLDERS,
      log: { ...FOLDER, isBlocked: true, whyNotWritable: "it is not a folder" },
    }),
    ...judgeFolders({ ...FOLDERS, log: { ...FOLDER, whyNotWritable: "No space left on device" } }),
    ...judgeFolders({ ...FOLDERS, log: { ...FOLDER, whyNotWritable: "Read-only file system" } }),
    ...judgeSearchFolders([{ path: "/a b", isSilent: false, isOwn: true }]),
    ...judgeSearchFolders([{ path: "/net", isSilent: true, isOwn: false }]),
    ...judgeLibrary(LIBRARY),
    ...judgeLibrary({ ...LIBRARY, missing: new PluginaryError("shim-not-found", "Cannot find it") }),
    ...judgeLibrary({ ...LIBRARY, info: { abi: ABI_VERSION + 1 } }),
    ...judgeLibrary({ ...undescribed, worker: unstarted }),
    ...judgeLibrary({ ...LIBRARY, worker: new PluginaryError("memory-full", "Full", "Close programs") }),
    ...judgeLibrary({ ...LIBRARY, formats: ["vst3"], isNamed: true }),
    ...judgeLibrary({ ...LIBRARY, formats: ["vst3"], isPacked: true }),
    ...judgeConfinement(CONFINEMENT),
    ...judgeConfinement({ ...CONFINEMENT, report: partial }),
    ...judgeConfinement({ ...CONFINEMENT, report: { level: "none", layers: [] }, os: "darwin" }),
    ...judgeConfinement({ ...CONFINEMENT, configured: configured("off", USER_PLACE) }),
    ...judgeConfinement({ ...CONFINEMENT, report: partial, configured: configured("require", USER_PLACE) }),
    ...judgeCatalog(CATALOG),
    ...judgeCatalog({ ...unread, exists: false }),
    ...judgeCatalog({ ...unread, olderVersion: 3 }),
    ...judgeCatalog({ ...CATALOG, health: { ...HEALTH, damage: ["Row 1"] }, whyNotWritable: "Read-only" }),
    ...judgeCatalog({ ...CATALOG, logBytes: 1e9 }),
    ...catalogFindings("catalog-newer"),
    ...catalogFindings("catalog-newer", { hasBackup: true }),
    ...catalogFindings("catalog-not-a-database"),
    ...catalogFindings("catalog-not-a-database", { isFolder: true }),
    ...catalogFindings("catalog-of-other-program", { isNamed: true }),
    ...catalogFindings("catalog-not-readable"),
    ...catalogFindings("catalog-busy"),
    ...pluginFindings({}),
    ...pluginFindings({ lastScan: undefined as never }),
    ...pluginFindings({ blockedByUser: 1 }, undefined, true),
    ...pluginFindings({ lastScan: { ...HEALTH.lastScan!, isComplete: false } }),
    ...pluginFindings({ failures: 3, blockedAfterFailures: 1, prunable: 2, outdated: 4 }, {
      count: 5,
      emptied: ["/a b"],
    }),
    ...pluginFindings({ slow: [{ location: "/x/Slow One.vst3", durationMs: 12_000 }] }),
    ...judgeConfiguration(CONFIGURATION, () => undefined),
    ...judgeConfiguration({ ...CONFIGURATION, olderVersion: 0 }, () => undefined),
    ...configurationFindings(USER_PLACE),
    ...configurationFindings({ layer: "environment", variable: "PLUGINARY_JOBS" }),
    ...configurationFindings({ ...USER_PLACE, layer: "project" }),
    ...configurationFindings({ ...USER_PLACE, layer: "dotenv", variable: "PLUGINARY_JOBS" }),
    ...checkTerminal(fakeConsole({ isTerminal: true, environment: { TERM: "xterm" } })),
    ...checkTerminal(fakeConsole({ isTerminal: true })),
    ...checkTerminal(fakeConsole()),
    ...checkVersions(findVersions(() => undefined)),
  ];
}
