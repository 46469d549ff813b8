import { Process } from "./process.ts";

/**
 * Whether this process may read its terminal. The system stops a background
 * process that tries to, or that changes the terminal's mode.
 *
 * The runtime neither knows this nor lets us read `/proc`, so another program
 * is asked. The answer is `false` when that fails.
 */
export async function isInForeground(): Promise<boolean> {
  const isLinux = Deno.build.os === "linux";
  const [program, args] = isLinux
    ? ["/bin/cat", [`/proc/${Deno.pid}/stat`]] as const
    : ["/bin/ps", ["-o", "pgid=,tpgid=", "-p", String(Deno.pid)]] as const;
  const text = await outputOf(program, args);
  return text !== undefined && (isLinux ? groupsOfStat(text) : groupsOfPs(text));
}

async function outputOf(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const process = new Process({ program, args, environment: {} });
    await process.closeInput();
    const text = await new Response(process.output).text();
    return (await process.end).code === 0 ? text : undefined;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** proc_pid_stat(5): the name in parentheses can hold anything; then state, ppid, pgrp, session, tty_nr, tpgid. */
function groupsOfStat(text: string): boolean {
  const [, , group, , , terminalGroup] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return group !== undefined && group === terminalGroup;
}

function groupsOfPs(text: string): boolean {
  const [group, terminalGroup] = text.trim().split(/\s+/);
  return group !== undefined && group === terminalGroup;
}
