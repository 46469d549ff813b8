import { type Allowance, ALLOWED_MEMORY_GB } from "../../model/confinement.ts";
import { parentFolder } from "../../platform/paths.ts";

/** Most denials that are useful to a person. */
const MAXIMUM_DENIALS = 16;

/** Most bytes to read of the notes: the plugin may have written to them. */
const MAXIMUM_BYTES = 64 * 1024;

const MEBIBYTE = 1024 * 1024;

/** The private memory of a worker, in bytes, unless more is allowed. */
export const USUAL_MEMORY_BYTES = 2048 * MEBIBYTE;

/** Names of the first argument of `socket`, as in socket(2). */
const SOCKET_FAMILIES: ReadonlyMap<string, string> = new Map([
  ["1", "AF_UNIX"],
  ["2", "AF_INET"],
  ["10", "AF_INET6"],
  ["16", "AF_NETLINK"],
  ["17", "AF_PACKET"],
]);

/** The allowance that permits a denied system call; other calls have none. */
const ALLOWANCE_OF_CALL: ReadonlyMap<string, Allowance> = new Map([
  ["execve", "exec"],
  ["execveat", "exec"],
  ["fork", "exec"],
  ["vfork", "exec"],
  ["clone", "exec"],
  ["connect", "net"],
  ["bind", "net"],
  ["listen", "net"],
  ["sendto", "net"],
  ["shmget", "display"],
  ["shmat", "display"],
]);

/** A denial without a system call: the plugin found no display. */
const DISPLAY = "display";

/**
 * The kind of socket over which the C library asks a daemon that remembers
 * users and hosts (nscd) or writes to the system's log. Both are optional, so
 * their denial explains no failure.
 */
const OPTIONAL_SOCKETS: ReadonlySet<string> = new Set(["socket 1 526337", "socket 1 524290"]);

/** A refused file: `open`, `write` or `create` and its path. */
const FILE_NOTE = /^(?:open|write|create) \/[^\p{Cc}\uFFFD]{0,4096}$/u;

/** Refused memory, in bytes. */
const MEMORY_NOTE = /^memory (\d{1,15})$/;

/** Refused memory as reported. */
const MEMORY = /^memory (\d+) MiB beyond (\d+) MiB$/;

/** A denied system call and its first two arguments. */
const CALL_NOTE = /^([a-z][a-z0-9_-]{1,31})(?: \d{1,20}){0,2}$/;

/**
 * Reads the denials that a worker noted, each once: `open PATH`, `write PATH`,
 * `create PATH`, `memory N MiB beyond N MiB`, or a system call.
 *
 * The worker cannot note the start of a process while signals are blocked, as
 * in posix_spawn(3): it dies instead.
 *
 * @param signal The signal that ended a worker that noted only system calls.
 * @param memoryBytes The worker's limit of private memory.
 */
export async function readDenials(
  path: string,
  signal: string | undefined,
  memoryBytes: number = USUAL_MEMORY_BYTES,
): Promise<string[]> {
  const lines = (await readBeginning(path)).split("\n");
  const noted = lines.flatMap((line) => denialIn(line, memoryBytes) ?? []);
  // An allocator that is refused memory asks again for other amounts.
  const memory = noted.find((denial) => MEMORY.test(denial));
  const denials = noted.filter((denial) => denial === memory || !MEMORY.test(denial));
  if (signal === "SIGSYS") denials.push("fork");
  return [...new Set(denials)].slice(0, MAXIMUM_DENIALS);
}

function denialIn(line: string, memoryBytes: number): string | undefined {
  if (FILE_NOTE.test(line)) return line;
  const bytes = MEMORY_NOTE.exec(line)?.[1];
  if (bytes !== undefined) return `memory ${mebibytes(Number(bytes))} beyond ${mebibytes(memoryBytes)}`;
  const [, name] = CALL_NOTE.exec(line) ?? [];
  if (name !== "socket") return name;
  if (OPTIONAL_SOCKETS.has(line)) return undefined;
  return `socket ${SOCKET_FAMILIES.get(line.split(" ")[1]!) ?? "other"}`;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MEBIBYTE)} MiB`;
}

/** Refused memory among denials, in words that complete a sentence about a plugin. */
export function refusedMemory(denials: readonly string[]): string | undefined {
  const [, refused, limit] = denials.map((denial) => MEMORY.exec(denial)).find((match) => match !== null) ??
    [];
  return refused === undefined
    ? undefined
    : `it was refused ${refused} MiB of memory, beyond its limit of ${limit} MiB`;
}

/** Enough for what was refused on top of everything before; `undefined` for more than computers have. */
function memoryFor(denial: string): Allowance | undefined {
  const [, refused, limit] = MEMORY.exec(denial) ?? [];
  const amount = Math.ceil((Number(refused) + Number(limit)) * MEBIBYTE / 1e9);
  return amount <= ALLOWED_MEMORY_GB.most ? `memory=${amount}GB` : undefined;
}

/** The path of a denied file. */
export function deniedPath(denial: string): string | undefined {
  return FILE_NOTE.test(denial) ? denial.slice(denial.indexOf("/")) : undefined;
}

/** Finds files in a plugin's output that it was not allowed to use. */
export function deniedFiles(text: string): string[] {
  const files = new Set<string>();
  for (const line of text.split("\n")) {
    if (!/permission denied|EACCES/i.test(line)) continue;
    const path = /(\/[^\s'":;,()]+)/.exec(line)?.[1];
    if (path !== undefined) files.add(`open ${path}`);
  }
  return [...files].slice(0, MAXIMUM_DENIALS);
}

/** Messages of toolkits that find no display: X11, GTK, Qt, SDL, GLFW and those that print errno's text. */
const DISPLAY_COMPLAINTS =
  /(?:open|connect to|find|no|missing|without)(?: an?| the| any)?(?: x(?:11)?| wayland| default)? ?display|\$?DISPLAY (?:is not|not|variable|environment)|XOpenDisplay|no available video device|Failed to detect any supported platform/i;

/** `display` if a plugin's output says that it found none. */
export function deniedDisplay(text: string): string[] {
  return DISPLAY_COMPLAINTS.test(text) ? [DISPLAY] : [];
}

/** The allowances that would have permitted these denials, in their order. */
export function allowancesFor(denials: readonly string[]): Allowance[] {
  return [...new Set(denials.flatMap((denial) => allowanceFor(denial) ?? []))];
}

function allowanceFor(denial: string): Allowance | undefined {
  const [call, argument] = denial.split(/ (.*)/) as [string, string | undefined];
  if (denial === DISPLAY) return "display";
  if (call === "memory") return memoryFor(denial);
  if (call === "socket") return argument === "AF_UNIX" ? "display" : "net";
  if (argument !== undefined && call === "open") return `read=${argument}`;
  if (argument !== undefined && call === "write") return `write=${argument}`;
  if (argument !== undefined && call === "create") return writingTo(parentFolder(argument));
  return ALLOWANCE_OF_CALL.get(call);
}

/** Only a right to a folder permits new files in it; that to all folders is never proposed. */
function writingTo(folder: string): Allowance | undefined {
  return folder === "/" ? undefined : `write=${folder}`;
}

async function readBeginning(path: string): Promise<string> {
  try {
    // The plugin could replace it with a pipe, which would never open.
    if (!(await Deno.lstat(path)).isFile) return "";
    using file = await Deno.open(path);
    const bytes = new Uint8Array(MAXIMUM_BYTES);
    const size = await file.read(bytes) ?? 0;
    return new TextDecoder().decode(bytes.subarray(0, size));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) return "";
    throw error;
  }
}
