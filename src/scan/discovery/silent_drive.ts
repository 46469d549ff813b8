import type { Problem } from "../../model/documents/scan_document.ts";
import { joinPath } from "../../platform/paths.ts";
import { networkFileSystem } from "../../platform/network_file_system.ts";

/** How long a drive may take to answer, in milliseconds: disks that sleep need up to ten seconds. */
export const DRIVE_LIMIT_MS = 12_000;

/** Folders below each other in which a file is looked for that can be read. */
const PROBE_DEPTH = 8;

/** The result of {@linkcode answerWithin} when nothing came in time. */
export const NO_ANSWER = Symbol("no answer");

/**
 * Waits for something that a dead network drive never answers; it may go on
 * waiting for that itself, and nothing waits for it.
 *
 * Nearly everything answers at once, so a timer is only set when that has not
 * happened: the first one of a program loads 5 ms of code.
 *
 * @param signal Ends the wait sooner.
 */
export async function answerWithin<T>(
  answer: Promise<T>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<T | typeof NO_ANSWER> {
  if (await comesAtOnce(answer)) return await answer;
  const late = Promise.withResolvers<typeof NO_ANSWER>();
  const giveUp = () => late.resolve(NO_ANSWER);
  const timer = setTimeout(giveUp, limitMs);
  signal?.addEventListener("abort", giveUp);
  if (signal?.aborted) giveUp();
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

/** Whether something settles within some turns of the runtime, a few milliseconds together. */
async function comesAtOnce(answer: Promise<unknown>): Promise<boolean> {
  let hasCome = false;
  const note = () => void (hasCome = true);
  answer.then(note, note);
  for (let turn = 0; turn < 20 && !hasCome; turn++) await Deno.lstat("/");
  return hasCome;
}

/** The roots whose drives answer, and the problems of the others. */
export interface AnsweringRoots<Root> {
  readonly roots: readonly Root[];
  readonly problems: readonly Problem[];
}

/**
 * Leaves out the roots on drives that do not answer. The search that follows
 * blocks this process, so it must not begin there.
 *
 * @param local Paths on drives that this computer cannot do without.
 */
export async function answeringRoots<Root extends { readonly path: string }>(
  roots: readonly Root[],
  local: readonly string[],
  limitMs: number,
  signal?: AbortSignal,
): Promise<AnsweringRoots<Root>> {
  let devices: LocalDevices | undefined;
  const localDevices = () => devices ??= Promise.all(local.map(deviceOf));
  const answers = await Promise.all(
    roots.map(({ path }) => answerWithin(answersItself(path, localDevices), limitMs, signal)),
  );
  const isSilent = (index: number) => answers[index] === NO_ANSWER;
  const silent = new Set(roots.filter((_, index) => isSilent(index)).map(({ path }) => path));
  return {
    roots: roots.filter(({ path }) => !silent.has(path)),
    problems: [...silent].map((root) => silentDrive(root)),
  };
}

/** Says that a root's drive does not answer, and what is kept of it. */
export function silentDrive(root: string, known = "modules"): Problem {
  return {
    location: root,
    code: "no-answer",
    message: `"${root}" does not answer; its known ${known} stay in the catalog. ` +
      "Check the drive and the network, then scan again",
  };
}

/** Whether a file can be read at this moment, rather than its cached contents. */
export async function canRead(path: string): Promise<void> {
  try {
    using file = await Deno.open(path);
    await file.read(new Uint8Array(1));
  } catch (error) {
    // Whatever it is, it is an answer.
    if (!(error instanceof Error)) throw error;
  }
}

type LocalDevices = Promise<readonly (number | undefined)[]>;

/** Settles when the root has answered, in whatever way. */
async function answersItself(
  path: string,
  localDevices: () => LocalDevices,
): Promise<void> {
  const device = await deviceOf(path);
  if (device === undefined || !isWithoutDisk(device) || (await localDevices()).includes(device)) return;
  if (await networkFileSystem(path) === undefined) return;
  // A network drive answers from its cache even when its server is gone, but opening a file asks the server.
  const file = await firstFile(path, PROBE_DEPTH);
  if (file !== undefined) await canRead(file);
}

async function deviceOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).dev;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Linux numbers file systems that lie on no disk of this computer with a major number of 0; see makedev(3). */
function isWithoutDisk(device: number): boolean {
  return Math.floor(device / 256) % 4096 === 0;
}

async function firstFile(folder: string, depth: number): Promise<string | undefined> {
  try {
    const folders: string[] = [];
    for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
      if (isFile) return joinPath(folder, name);
      if (isDirectory) folders.push(joinPath(folder, name));
    }
    if (depth === 0) return undefined;
    for (const child of folders) {
      const file = await firstFile(child, depth - 1);
      if (file !== undefined) return file;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
