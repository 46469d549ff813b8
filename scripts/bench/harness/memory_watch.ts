import { figureOf } from "./figure.ts";
import type { Command } from "./process_meter.ts";
import { atMost, type MeasuredRow } from "./row.ts";

/** The memory of a run of the program, by the kernel's counters. */
export interface MemoryUse {
  /** The peak of the program's own resident memory. */
  readonly parentPeakBytes: number;
  /** The largest resident memory of one of its workers. */
  readonly workerPeakBytes: number;
  /** The largest private memory of one of its workers, which no other process shares. */
  readonly workerPrivateBytes: number;
}

/** Promised most private memory of a worker. */
const WORKER_MB = 60;

/** The time between two looks; private memory has no peak counter, so a shorter peak is missed. */
const INTERVAL_MS = 50;

/**
 * Runs a program and watches its memory and that of its children. Slower than
 * an unwatched run, so it is never timed.
 *
 * @throws {Error} When the program fails.
 */
export async function watchMemory({ program, args, env = {} }: Command): Promise<MemoryUse> {
  const child = new Deno.Command(program, {
    args: [...args],
    env: { ...env },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const use = { parentPeakBytes: 0, workerPeakBytes: 0, workerPrivateBytes: 0 };
  const look = () => {
    use.parentPeakBytes = Math.max(use.parentPeakBytes, peakOf(child.pid));
    for (const worker of childrenOf(child.pid)) {
      use.workerPeakBytes = Math.max(use.workerPeakBytes, peakOf(worker));
      use.workerPrivateBytes = Math.max(use.workerPrivateBytes, privateOf(worker));
    }
  };
  const watch = setInterval(look, INTERVAL_MS);
  const { code } = await child.status;
  clearInterval(watch);
  if (code !== 0) throw new Error(`"${program} ${args.join(" ").slice(0, 200)}" ended with ${code}`);
  return use;
}

/** The memory of a watched run; that of its workers is promised for every run. */
export function memoryRows(
  run: string,
  use: MemoryUse,
  parentLimit: Pick<MeasuredRow, "limit"> = {},
): MeasuredRow[] {
  return [
    {
      name: `parent's peak memory, ${run}`,
      measured: figureOf("MB", [use.parentPeakBytes / 1e6]),
      ...parentLimit,
      note: "VmHWM",
    },
    {
      name: `private memory of the largest worker, ${run}`,
      measured: figureOf("MB", [use.workerPrivateBytes / 1e6]),
      limit: atMost(WORKER_MB),
      note: `smaps_rollup, looked at every ${INTERVAL_MS} ms; the largest with shared pages ${
        (use.workerPeakBytes / 1e6).toFixed(0)
      } MB`,
    },
  ];
}

/** The peak of a process's resident memory; 0 when it has ended. */
export function peakOf(pid: number): number {
  return kilobytes(textOf(`/proc/${pid}/status`), "VmHWM") * 1024;
}

function privateOf(pid: number): number {
  const text = textOf(`/proc/${pid}/smaps_rollup`);
  return (kilobytes(text, "Private_Clean") + kilobytes(text, "Private_Dirty")) * 1024;
}

function kilobytes(text: string, counter: string): number {
  const line = new RegExp(`^${counter}:\\s+(\\d+) kB`, "m").exec(text);
  return Number(line?.[1] ?? 0);
}

/** All descendants: a worker may stand below a process that starts it. */
function childrenOf(pid: number): number[] {
  const children: number[] = [];
  for (const task of tasksOf(pid)) {
    for (const word of textOf(`/proc/${pid}/task/${task}/children`).split(" ")) {
      if (word !== "") children.push(Number(word), ...childrenOf(Number(word)));
    }
  }
  return children;
}

function tasksOf(pid: number): string[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) => name);
  } catch (error) {
    if (hasEnded(error)) return [];
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (hasEnded(error)) return "";
    throw error;
  }
}

/** Deno has no class for ESRCH, which the kernel answers when a process ends between opening and reading its file. */
function hasEnded(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Error && error.message.includes("(os error 3)");
}
