import type { Allowance, ConfinementLevel, ConfinementPolicy } from "../../model/confinement.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { reservedVariable } from "../../model/worker_variable.ts";
import { fileName, joinPath, parentFolder } from "../../platform/paths.ts";
import type { FoundModule, LoadableModule } from "../formats/found_module.ts";
import { readBinary } from "../files/binary_header.ts";
import { isFile, sortedEntries } from "../files/file_system.ts";
import type { Environment } from "../files/search_system.ts";
import { administratorLibraries } from "./library_search.ts";

/** The rights of a worker, fixed when it starts. */
export interface WorkerConfinement {
  readonly level: ConfinementLevel;
  /** Files and folders that it may read, in addition to those that any library needs. */
  readonly readable: readonly string[];
  /** Folders that it may write to, in addition to its private one. */
  readonly writable: readonly string[];
  /** Exceptions from the confinement. */
  readonly allowances: readonly Allowance[];
  /** Variables of the real environment that the allowances need, and those that the user set for a module. */
  readonly environment: Readonly<Record<string, string>>;
  /** Differences from the scan's own confinement, for the report: exceptions and overrides from the catalog. */
  readonly deviations: readonly string[];
}

/** A module to scan, with the confinement that its worker must have. */
export interface PlacedModule {
  readonly found: LoadableModule;
  readonly confinement: WorkerConfinement;
}

/** The confinement of a worker that loads nothing. */
export const NO_MODULES: WorkerConfinement = {
  level: "auto",
  readable: [],
  writable: [],
  allowances: [],
  environment: {},
  deviations: [],
};

/**
 * Orders modules so that those that may share a worker are neighbours, and
 * gives each group a confinement object.
 *
 * A worker can read only the search folder in which its modules were found: a
 * plugin that someone put into a shared folder cannot see the contents of the
 * user's own. A module outside its folder, found through a link, is readable by
 * itself, with the others from the same place.
 *
 * @param roots The folders and modules that were searched, as they were named.
 * @param overridesOf The user's overrides for single modules; modules share a
 *     worker only if these are the same.
 */
export async function placeModules(
  modules: readonly LoadableModule[],
  roots: readonly string[],
  policy: ConfinementPolicy,
  environment: Environment,
  overridesOf: (found: FoundModule) => PluginOverrides = () => ({}),
): Promise<PlacedModule[]> {
  const searched = await canonicalPaths(roots);
  const home = await canonicalPath(environment("HOME") ?? "");
  const groups = new Map<string, Group>();
  for (const found of modules) {
    const folder = groupOf(found.location, searched);
    const { confinement, allow, environment: variables } = overridesOf(found);
    const own = {
      ...(confinement === undefined ? {} : { confinement }),
      ...(allow === undefined ? {} : { allow }),
      ...(variables === undefined ? {} : { environment: variables }),
    };
    const key = JSON.stringify([folder, own]);
    const group = groups.get(key) ?? { folder, own, members: [] };
    group.members.push(found);
    groups.set(key, group);
  }
  const placed: PlacedModule[] = [];
  for (const { folder, own, members } of groups.values()) {
    const isWhole = searched.includes(folder) && !isWithin(home, folder);
    const paths = isWhole ? [folder] : members.map(({ location }) => location);
    const outside = await Promise.all(members.map((member) => linkedOutside(member, paths)));
    const shared = await Promise.all(members.map(({ binary }) => administratorLibraries(binary)));
    const readable = [...new Set([...paths, ...outside.flat(), ...shared.flat()])];
    const confinement = confineTo(readable, policy, environment, own);
    placed.push(...members.map((found) => ({ found, confinement })));
  }
  return placed;
}

/** Modules that may share a worker. */
interface Group {
  readonly folder: string;
  readonly own: OwnConfinement;
  readonly members: LoadableModule[];
}

/** The user's overrides of the confinement of single modules. */
type OwnConfinement = Pick<PluginOverrides, "confinement" | "allow" | "environment">;

/**
 * Makes the confinement of a worker from a policy and the paths that it has to read.
 *
 * @param own The user's overrides for its modules, which cannot lift a required
 *     confinement.
 */
export function confineTo(
  readable: readonly string[],
  policy: ConfinementPolicy,
  environment: Environment,
  own: OwnConfinement = {},
): WorkerConfinement {
  const allowances = [...new Set([...policy.allowances, ...own.allow ?? []])];
  const level = stricterIfRequired(policy.level, own.confinement);
  return {
    level,
    readable: [...readable, ...allowances.flatMap((allowance) => readablePaths(allowance, environment))],
    writable: allowances.flatMap(writablePaths),
    allowances,
    environment: Object.assign(
      {},
      ...allowances.map((allowance) => variables(allowance, environment)),
      variablesFor(own),
    ),
    deviations: [
      ...allowances,
      ...level === policy.level ? [] : [`confinement=${level}`],
      ...Object.keys(variablesFor(own)).map((name) => `environment.${name}`),
    ],
  };
}

/** The variables that may be set: a catalog from elsewhere can contain others, which the command would refuse. */
function variablesFor({ environment = {} }: OwnConfinement): Record<string, string> {
  const allowed = Object.entries(environment).filter(([name]) => reservedVariable(name) === undefined);
  return Object.fromEntries(allowed);
}

/** A module's own level overrides the scan's, except that required confinement stays required. */
function stricterIfRequired(level: ConfinementLevel, own: ConfinementLevel | undefined): ConfinementLevel {
  if (own === undefined || level === "require") return level;
  return own;
}

/** The innermost searched folder that contains a module; else the folder that a link led to. */
function groupOf(location: string, searched: readonly string[]): string {
  const containing = searched.filter((root) => isWithin(location, root));
  return containing.reduce((longest, next) => next.length > longest.length ? next : longest, "") ||
    parentFolder(location);
}

/**
 * The places that links in a bundle lead to, where the worker could not read
 * them. In a tree of links the library is that of another bundle with the same
 * name, which is then readable with all that the plugin loads from it. Else
 * only libraries are: a link must not open anything else of the user's.
 */
async function linkedOutside(
  { location, binary }: LoadableModule,
  paths: readonly string[],
): Promise<string[]> {
  const isOutside = (path: string) => path !== "" && !paths.some((readable) => isWithin(path, readable));
  const real = await canonicalPath(binary);
  const inner = binary.slice(location.length);
  if (inner === "") return [real].filter(isOutside);
  const origin = real.endsWith(inner) ? real.slice(0, -inner.length) : "";
  if (isOutside(origin) && fileName(origin) === fileName(location)) return [origin];
  const beside = await canonicalPaths(filesIn(parentFolder(binary)));
  return [...new Set([real, ...beside.filter(isOutside).filter(isLibrary)])].filter(isOutside);
}

function filesIn(folder: string): string[] {
  return ifReadable(() => sortedEntries(folder).map(({ name }) => joinPath(folder, name))) ?? [];
}

function isLibrary(path: string): boolean {
  return isFile(path) && ifReadable(() => readBinary(path).header) !== undefined;
}

/** The loader meets any error of reading again, and says what is wrong. */
function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function isWithin(path: string, folder: string): boolean {
  if (path === folder || folder === "/") return path !== "";
  return path.startsWith(joinPath(folder, ""));
}

async function canonicalPaths(paths: readonly string[]): Promise<string[]> {
  return (await Promise.all(paths.map(canonicalPath))).filter((path) => path !== "");
}

/** Empty for a path that does not exist. */
async function canonicalPath(path: string): Promise<string> {
  try {
    return path === "" ? "" : await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return "";
    if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop) return "";
    throw error;
  }
}

/** Files that name lookups and encrypted connections read. */
const NET_FILES = [
  "/etc/resolv.conf",
  "/etc/hosts",
  "/etc/host.conf",
  "/etc/nsswitch.conf",
  "/etc/gai.conf",
  "/etc/services",
  "/etc/protocols",
  "/etc/ssl",
  "/etc/ca-certificates",
  "/etc/pki",
];

/** Programs outside /usr, and the files that they read first. */
const EXEC_FILES = ["/bin", "/sbin", "/etc/passwd", "/etc/nsswitch.conf"];

/** Graphics devices and the configuration of X. */
const DISPLAY_FILES = ["/dev/dri", "/etc/X11"];

function readablePaths(allowance: Allowance, environment: Environment): string[] {
  if (allowance.startsWith("read=")) return [allowance.slice("read=".length)];
  if (allowance === "net") return NET_FILES;
  if (allowance === "exec") return EXEC_FILES;
  const home = environment("HOME") ?? "";
  if (allowance === "home") return home === "" ? [] : [home];
  if (allowance !== "display") return [];
  return [...DISPLAY_FILES, environment("XAUTHORITY") ?? joinPath(home, ".Xauthority")];
}

function writablePaths(allowance: Allowance): string[] {
  if (allowance === "display") return ["/dev/shm"];
  return allowance.startsWith("write=") ? [allowance.slice("write=".length)] : [];
}

const DISPLAY_VARIABLES = ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"];

function variables(allowance: Allowance, environment: Environment): Record<string, string> {
  if (allowance === "home") return named(["HOME"], environment);
  if (allowance === "display") return named(DISPLAY_VARIABLES, environment);
  return allowance === "exec" ? { PATH: "/usr/local/bin:/usr/bin:/bin" } : {};
}

function named(names: readonly string[], environment: Environment): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = environment(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** The private memory that a worker may take, in bytes; `undefined` for the usual amount. */
export function allowedMemory(allowances: readonly Allowance[]): number | undefined {
  const amounts = allowances.filter(isMemory).map((allowance) => parseInt(allowance.slice("memory=".length)));
  return amounts.length === 0 ? undefined : Math.max(...amounts) * 1e9;
}

function isMemory(allowance: Allowance): boolean {
  return allowance.startsWith("memory=");
}

/** The shim's names for the allowances but memory; it has a single one for all that concern files. */
export function shimAllowances(allowances: readonly Allowance[]): ("exec" | "net" | "display" | "paths")[] {
  const names = allowances.filter((allowance) => !isMemory(allowance)).map((allowance) =>
    allowance === "exec" || allowance === "net" || allowance === "display" ? allowance : "paths"
  );
  return [...new Set(names)];
}
