import type { Allowance } from "../../model/confinement.ts";

/** Most denials that are useful to a person. */
const MAXIMUM_DENIALS = 16;

/** Most bytes to read of the notes: the plugin may have written to them. */
const MAXIMUM_BYTES = 64 * 1024;

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
 * Reads the denied system calls that a worker noted, each once.
 *
 * The worker cannot note the start of a process while signals are blocked, as
 * in posix_spawn(3): it dies instead.
 *
 * @param signal The signal that ended the worker.
 */
export async function readDenials(path: string, signal: string | undefined): Promise<string[]> {
  const denials = new Set<string>();
  for (const line of (await readBeginning(path)).split("\n")) {
    const [name, first] = line.split(" ");
    if (name === undefined || !/^[a-z][a-z0-9_-]{1,31}$/.test(name)) continue;
    denials.add(name === "socket" ? `socket ${SOCKET_FAMILIES.get(first ?? "") ?? "other"}` : name);
  }
  if (signal === "SIGSYS") denials.add("fork");
  return [...denials].slice(0, MAXIMUM_DENIALS);
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
  if (call === "socket") return argument === "AF_UNIX" ? "display" : "net";
  if (call === "open" && argument !== undefined) return `read=${argument}`;
  return ALLOWANCE_OF_CALL.get(call);
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
