/** Ids of a process's children that are not just waiting to be reaped; Linux only. */
export function childProcesses(parent: number = Deno.pid): number[] {
  const children: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (/^\d+$/.test(name) && stateOf(Number(name))?.parent === parent) children.push(Number(name));
  }
  return children;
}

/** Whether a process exists and is not just waiting to be reaped; Linux only. */
export function isRunning(pid: number): boolean {
  return stateOf(pid) !== undefined;
}

/** proc_pid_stat(5): the state and the parent's id follow the name in parentheses. */
function stateOf(pid: number): { parent: number } | undefined {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : { parent: Number(parent) };
  } catch (error) {
    // It has just ended.
    if (error instanceof Deno.errors.NotFound || /os error 3\)/.test(String(error))) return undefined;
    throw error;
  }
}
