import type { InstalledDaw } from "../model/daws/daw.ts";
import { Process } from "../scan/processes/process.ts";

/** The names of the programs' files, on all systems. */
const PROGRAMS: Readonly<Record<InstalledDaw, RegExp>> = {
  reaper: /^reaper(\.exe)?$/i,
  ardour: /^h?ardour-?\d*(\.\d+)*(~\w+)?(\.bin|\.exe)?$/i,
  logic: /^Logic Pro( X)?$/,
  live: /^(Ableton Live .*|Live)(\.exe)?$/,
};

/**
 * Whether a host is running; `undefined` where the system does not tell.
 *
 * The runtime neither lists processes nor lets us read `/proc`, so another
 * program is asked.
 */
export async function isDawRunning(
  daw: InstalledDaw,
  programs: () => Promise<readonly string[] | undefined> = runningPrograms,
): Promise<boolean | undefined> {
  const names = await programs();
  return names?.some((name) => PROGRAMS[daw].test(name));
}

/**
 * The file names of all programs that run, those of other users where the system
 * tells them. Of a program under Wine, the file is Wine's, so its process counts
 * by its name.
 */
export async function runningPrograms(): Promise<readonly string[] | undefined> {
  const [program, args] = COMMANDS[Deno.build.os] ?? COMMANDS.darwin!;
  const text = await outputOf(program, args);
  if (text === undefined) return undefined;
  return text.split("\n").map((line) => line.trim().replace(/ \(deleted\)$/, ""))
    // A line of Windows is a row of CSV, whose first value is the name.
    .map((line) => /^"([^"]*)"/.exec(line)?.[1] ?? line.slice(line.lastIndexOf("/") + 1))
    .filter((name) => name !== "");
}

/**
 * Names of processes of Windows; the system cuts them off after 15 characters.
 * Other processes can call themselves anything.
 */
const WINDOWS_PROCESSES = "grep -ihE '\\.exe$|^.{15}$' /proc/[0-9]*/comm";

/** A process can end between two lines, so the exit code says nothing. */
const COMMANDS: Readonly<Partial<Record<typeof Deno.build.os, readonly [string, readonly string[]]>>> = {
  linux: ["/bin/sh", ["-c", `readlink /proc/[0-9]*/exe; ${WINDOWS_PROCESSES}`]],
  darwin: ["/bin/ps", ["-A", "-o", "comm="]],
  windows: ["C:\\Windows\\System32\\tasklist.exe", ["/fo", "csv", "/nh"]],
};

async function outputOf(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const process = new Process({ program, args, environment: { PATH: "/usr/bin:/bin" } });
    await process.closeInput();
    const text = await new Response(process.output).text();
    await process.end;
    return text === "" ? undefined : text;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
