import type { Problem } from "../../model/documents/scan_document.ts";
import { fileName, isAt, joinPath } from "../../platform/paths.ts";
import {
  answeringRoots,
  answerWithin,
  DRIVE_LIMIT_MS,
  NO_ANSWER,
  silentDrive,
} from "../../scan/discovery/silent_drive.ts";
import { problemOf, walkLimit } from "../../scan/discovery/search_problem.ts";
import { exists, isUnreachable, sortedEntries } from "../../scan/files/file_system.ts";
import { Breath } from "./breath.ts";
import type { PresetRoot } from "./preset_root.ts";

/** Most files and folders that one search looks at; a large library of presets has some hundred thousand. */
export const MAXIMUM_WALK_ENTRIES = 1_000_000;

/** The file that makes a folder an LV2 bundle. */
const MANIFEST = "manifest.ttl";

/** How long a link's target may take to answer once a drive has not, in milliseconds. */
const SHORT_LIMIT_MS = 1000;

/** Something that can hold presets, by where it is; nothing of it has been read. */
export interface PresetPlace {
  /** Absolute, with links resolved. */
  readonly path: string;
  /** Its name in the folder where it was found, which is that of the link if it is one. */
  readonly name: string;
  /** An LV2 bundle is a folder. */
  readonly kind: "file" | "bundle";
  readonly root: PresetRoot;
}

/** A find of a walk. */
export type PresetFind = { readonly place: PresetPlace } | { readonly problem: Problem };

/** The limits of a walk. */
export interface PresetWalkOptions {
  /** Whether something is left alone, with everything below it. */
  readonly isExcluded?: (path: string) => boolean;
  /** Bound on the files and folders looked at. */
  readonly maximumEntries?: number;
  /** Paths on drives that this computer cannot do without, so that nobody asks whether they are there. */
  readonly local?: readonly string[];
  /** How long a drive may take to answer; unset for the usual time. */
  readonly driveLimitMs?: number | undefined;
  /** Ends the wait for drives; the walk itself ends when nobody asks for more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Searches folders for files that can hold presets, and for LV2 bundles. Looks
 * at names only: what a file really is shows when it is read.
 *
 * Links are followed once, and each file is found once, however many links lead
 * to it; pipes, sockets and devices are passed over. Hidden folders are left
 * out, as are roots and links on drives that do not answer.
 *
 * @param roots Those that do not exist are passed over.
 * @returns Batches of the finds between two moments in which the program went on.
 */
export async function* walkPresets(
  roots: readonly PresetRoot[],
  options: PresetWalkOptions = {},
): AsyncGenerator<readonly PresetFind[]> {
  const { local = ["/"], driveLimitMs = DRIVE_LIMIT_MS, signal } = options;
  const answering = await answeringRoots(roots, local, driveLimitMs, signal);
  yield answering.problems.map(({ location }) => ({ problem: silentDrive(location, "presets") }));
  const walk = new Walk(options);
  for (const root of answering.roots) yield* walk.visitRoot(root);
  yield walk.takeBatch();
}

/** The state of one walk: the places where it has been, and how much it may still look at. */
class Walk {
  readonly #isExcluded: (path: string) => boolean;
  readonly #driveLimitMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #visited = new Set<string>();
  readonly #found = new Set<string>();
  #hasSilentLinks = false;
  #entriesLeft: number;
  #batch: PresetFind[] = [];
  readonly #breath = new Breath();

  constructor(options: PresetWalkOptions) {
    this.#isExcluded = options.isExcluded ?? (() => false);
    this.#driveLimitMs = options.driveLimitMs ?? DRIVE_LIMIT_MS;
    this.#signal = options.signal;
    this.#entriesLeft = options.maximumEntries ?? MAXIMUM_WALK_ENTRIES;
  }

  /** The finds since the last call. */
  takeBatch(): readonly PresetFind[] {
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  async *visitRoot(root: PresetRoot): AsyncGenerator<readonly PresetFind[]> {
    const start = this.#lookAtRoot(root);
    // Folders can be nested deeper than generators may be.
    const waiting = start === undefined ? [] : [start];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (this.#entriesLeft < 0) return;
      const below: string[] = [];
      try {
        for (const entry of sortedEntries(folder)) {
          if (this.#entriesLeft-- === 0) this.#batch.push({ problem: walkLimit(folder) });
          if (this.#entriesLeft < 0) return;
          below.push(...await this.#visitEntry(folder, entry, root));
          if (!this.#breath.isDue) continue;
          await this.#breath.take();
          yield this.takeBatch();
        }
      } catch (error) {
        this.#batch.push({ problem: problemOf(folder, error) });
      }
      waiting.push(...below.reverse());
    }
  }

  /** The folder to search; `undefined` where there is none. */
  #lookAtRoot(root: PresetRoot): string | undefined {
    try {
      if (!exists(root.path)) {
        // A folder of the settings can lie on a drive that is not mounted; usual folders are often missing.
        if (root.saidBy === "person") this.#batch.push({ problem: notThere(root.path) });
        return undefined;
      }
      const path = Deno.realPathSync(root.path);
      const info = Deno.statSync(path);
      if (info.isDirectory) return this.#visitFolder(path, root);
      if (info.isFile) this.#find(path, "file", root, fileName(root.path));
    } catch (error) {
      this.#batch.push({ problem: problemOf(root.path, error) });
    }
    return undefined;
  }

  /** Looks at an entry of a folder, and gives the folder to search next. */
  async #visitEntry(folder: string, entry: Deno.DirEntry, root: PresetRoot): Promise<string[]> {
    const { name, isFile, isDirectory, isSymlink } = entry;
    const path = joinPath(folder, name);
    try {
      if (isUnreachable(path, name)) {
        if (isDirectory || isPreset(name, root)) this.#batch.push({ problem: unreachable(path) });
      } else if (this.#isExcluded(path)) return [];
      else if (isDirectory) return this.#subfolder(path, name, root);
      else if (isSymlink) return await this.#follow(path, name, root);
      else if (isFile && isPreset(name, root)) this.#find(path, "file", root);
    } catch (error) {
      // A link to what is gone is a leftover like any other file that is no preset.
      const isLeftover = isSymlink && error instanceof Deno.errors.NotFound;
      if (!isLeftover) this.#batch.push({ problem: problemOf(path, error) });
    }
    return [];
  }

  /** A link can lead to a drive that does not answer, in circles, or nowhere. */
  async #follow(path: string, name: string, root: PresetRoot): Promise<string[]> {
    const limitMs = this.#hasSilentLinks ? SHORT_LIMIT_MS : this.#driveLimitMs;
    const info = await answerWithin(Deno.stat(path), limitMs, this.#signal);
    if (info === NO_ANSWER) {
      this.#hasSilentLinks = true;
      this.#batch.push({ problem: silentDrive(path, "presets") });
      return [];
    }
    const target = Deno.realPathSync(path);
    const isOutside = !isAt(Deno.realPathSync(root.path), target);
    if (this.#isExcluded(target) || (root.saidBy === "plugin" && isOutside)) return [];
    if (info.isDirectory) return this.#subfolder(target, name, root);
    if (info.isFile && isPreset(name, root)) this.#find(target, "file", root, name);
    return [];
  }

  #subfolder(path: string, name: string, root: PresetRoot): string[] {
    if (name.startsWith(".")) return [];
    if (!root.isRecursive) {
      if (root.hasBundles && exists(joinPath(path, MANIFEST))) this.#find(path, "bundle", root);
      return [];
    }
    const folder = this.#visitFolder(path, root);
    return folder === undefined ? [] : [folder];
  }

  /** Gives the folder back if it is to be searched: a bundle is one thing, and another visit shows nothing new. */
  #visitFolder(path: string, root: PresetRoot): string | undefined {
    if (root.hasBundles && exists(joinPath(path, MANIFEST))) {
      this.#find(path, "bundle", root);
      return undefined;
    }
    const visit = `${root.endings === undefined ? "*" : [...root.endings].join()} ${root.hasBundles} ${path}`;
    if (this.#visited.has(visit)) return undefined;
    this.#visited.add(visit);
    return path;
  }

  #find(path: string, kind: PresetPlace["kind"], root: PresetRoot, name = fileName(path)): void {
    if (this.#found.has(path)) return;
    this.#found.add(path);
    this.#batch.push({ place: { path, name, kind, root } });
  }
}

/** Whether a name has one of the root's endings. */
function isPreset(name: string, { endings }: PresetRoot): boolean {
  if (endings === undefined) return !name.startsWith(".");
  const dot = name.lastIndexOf(".");
  return dot >= 0 && endings.has(name.slice(dot + 1).toLowerCase());
}

function notThere(location: string): Problem {
  return { location, code: "not-found", message: `Cannot search "${location}": it does not exist` };
}

function unreachable(location: string): Problem {
  const message = "Has a name that is not UTF-8 and cannot be opened; rename it";
  return { location, code: "path-not-utf-8", message };
}
