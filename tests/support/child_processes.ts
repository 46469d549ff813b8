/** Ids of this process' children that are not just waiting to be reaped; Linux alone. */
export function childProcesses(parent: number = Deno.pid): number[] {
  const children: number[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    if (/^\d+$/.test(name) && isChild(name, parent)) children.push(Number(name));
  }
  return children;
}

/** proc_pid_stat(5): what follows the name in parentheses begins with the state and the parent's id. */
function isChild(pid: string, parent: number): boolean {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const [state, parentPid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state !== "Z" && Number(parentPid) === parent;
  } catch (error) {
    // Gone meanwhile.
    if (error instanceof Deno.errors.NotFound || /os error 3\)/.test(String(error))) return false;
    throw error;
  }
}
