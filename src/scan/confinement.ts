import type { ConfinementLevel, ConfinementPolicy, Override } from "../model/confinement.ts";
import { joinPath, parentFolder } from "../platform/paths.ts";
import type { FoundModule } from "./found_module.ts";
import type { Environment } from "./search_paths.ts";

/** What a worker is allowed, fixed when it starts. */
export interface WorkerConfinement {
  readonly level: ConfinementLevel;
  /** Files and folders that it may read, beside those that any library needs. */
  readonly readable: readonly string[];
  /** Folders that it may write in, beside its private one. */
  readonly writable: readonly string[];
  /** What is let through. */
  readonly overrides: readonly Override[];
  /** Variables of the real environment that the overrides need. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A module that waits to be scanned, with the confinement that its worker must have. */
export interface PlacedModule {
  readonly found: FoundModule & { binary: string };
  readonly confinement: WorkerConfinement;
}

/** The confinement of a worker that loads nothing. */
export const NO_MODULES: WorkerConfinement = {
  level: "auto",
  readable: [],
  writable: [],
  overrides: [],
  environment: {},
};

/**
 * Puts modules that may share a worker beside each other, with one confinement
 * object for each group.
 *
 * A worker reads the search folder that its modules were found in and no other:
 * a plugin that someone dropped into a shared folder does not get to see what
 * lies in the user's own. What a link led out of its folder to is readable by
 * itself, with the others that lie beside it.
 *
 * @param roots The folders and modules that were searched, as they were named.
 */
export async function placeModules(
  modules: readonly (FoundModule & { binary: string })[],
  roots: readonly string[],
  policy: ConfinementPolicy,
  environment: Environment,
): Promise<PlacedModule[]> {
  const searched = await canonicalPaths(roots);
  const home = await canonicalPath(environment("HOME") ?? "");
  const groups = new Map<string, (FoundModule & { binary: string })[]>();
  for (const found of modules) {
    const key = groupOf(found.location, searched);
    groups.set(key, [...groups.get(key) ?? [], found]);
  }
  const placed: PlacedModule[] = [];
  for (const [key, members] of groups) {
    const isWhole = searched.includes(key) && !isWithin(home, key);
    const paths = isWhole ? [key] : members.map(({ location }) => location);
    const outside = await Promise.all(members.map((member) => binaryOutside(member, paths)));
    const confinement = confineTo([...new Set([...paths, ...outside.flat()])], policy, environment);
    placed.push(...members.map((found) => ({ found, confinement })));
  }
  return placed;
}

/** Applies a policy to what a worker has to read. */
export function confineTo(
  readable: readonly string[],
  { level, overrides }: ConfinementPolicy,
  environment: Environment,
): WorkerConfinement {
  return {
    level,
    readable: [...readable, ...overrides.flatMap((override) => readablePaths(override, environment))],
    writable: overrides.flatMap(writablePaths),
    overrides,
    environment: Object.assign({}, ...overrides.map((override) => variables(override, environment))),
  };
}

/** The innermost searched folder that a module lies in; else the folder that a link led to. */
function groupOf(location: string, searched: readonly string[]): string {
  const containing = searched.filter((root) => isWithin(location, root));
  return containing.reduce((longest, next) => next.length > longest.length ? next : longest, "") ||
    parentFolder(location);
}

/** A bundle may hold a link to a library that lies elsewhere. */
async function binaryOutside({ binary }: { binary: string }, paths: readonly string[]): Promise<string[]> {
  const real = await canonicalPath(binary);
  return real === "" || paths.some((path) => isWithin(real, path)) ? [] : [real];
}

function isWithin(path: string, folder: string): boolean {
  if (path === folder || folder === "/") return path !== "";
  return path.startsWith(joinPath(folder, ""));
}

async function canonicalPaths(paths: readonly string[]): Promise<string[]> {
  return (await Promise.all(paths.map(canonicalPath))).filter((path) => path !== "");
}

/** Empty for what does not exist. */
async function canonicalPath(path: string): Promise<string> {
  try {
    return path === "" ? "" : await Deno.realPath(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return "";
    if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.FilesystemLoop) return "";
    throw error;
  }
}

/** What name lookups and encrypted connections read. */
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

/** Programs beside those of /usr, and what they look up first. */
const EXEC_FILES = ["/bin", "/sbin", "/etc/passwd", "/etc/nsswitch.conf"];

/** Graphics devices, and where the X server's cookie lies unless the environment says otherwise. */
const DISPLAY_FILES = ["/dev/dri", "/etc/X11"];

function readablePaths(override: Override, environment: Environment): string[] {
  if (override.startsWith("read=")) return [override.slice("read=".length)];
  if (override === "net") return NET_FILES;
  if (override === "exec") return EXEC_FILES;
  const home = environment("HOME") ?? "";
  if (override === "home") return home === "" ? [] : [home];
  if (override !== "display") return [];
  return [...DISPLAY_FILES, environment("XAUTHORITY") ?? joinPath(home, ".Xauthority")];
}

function writablePaths(override: Override): string[] {
  if (override === "display") return ["/dev/shm"];
  return override.startsWith("write=") ? [override.slice("write=".length)] : [];
}

const DISPLAY_VARIABLES = ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"];

function variables(override: Override, environment: Environment): Record<string, string> {
  if (override === "home") return named(["HOME"], environment);
  if (override === "display") return named(DISPLAY_VARIABLES, environment);
  return override === "exec" ? { PATH: "/usr/local/bin:/usr/bin:/bin" } : {};
}

function named(names: readonly string[], environment: Environment): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => {
    const value = environment(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** What the shim calls the overrides: those that concern files are one to it. */
export function shimOverrides(overrides: readonly Override[]): ("exec" | "net" | "display" | "paths")[] {
  const names = overrides.map((override) =>
    override === "exec" || override === "net" || override === "display" ? override : "paths"
  );
  return [...new Set(names)];
}
