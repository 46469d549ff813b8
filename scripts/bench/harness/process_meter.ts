import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import { compileC } from "./c_program.ts";

/** A program to run, with its arguments and variables. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The cost of one run of a program with all of its children, as the kernel counts it. */
export interface ProcessCost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** The cost of one run, with the exit code of the program. */
export interface ProcessRun extends ProcessCost {
  readonly code: number;
}

/** Runs programs and asks the kernel for their cost. */
export class ProcessMeter {
  readonly #runner: string;
  readonly #output: string;

  private constructor(runner: string, output: string) {
    this.#runner = runner;
    this.#output = output;
  }

  /** Compiles the small program that does the counting. */
  static async make(folder: TemporaryFolder): Promise<ProcessMeter> {
    const source = "scripts/bench/readers/measured_run.c";
    const runner = await compileC({ sources: [source] }, folder.join("measured_run"));
    return new ProcessMeter(runner, folder.join("cost"));
  }

  /**
   * Runs a program without input or output.
   *
   * @param isFailureKept Whether a program that fails has done its work, as readers that crash at their end.
   * @throws {Error} With the last line of a program that fails.
   */
  async run(command: Command, isFailureKept = false): Promise<ProcessRun> {
    const { program, args, env = {} } = command;
    const { code, stderr } = await new Deno.Command(this.#runner, {
      args: [this.#output, program, ...args],
      env: { ...env },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).output();
    if (code !== 0 && !isFailureKept) {
      const text = new TextDecoder().decode(stderr).trim().slice(-500);
      throw new Error(`"${[program, ...args].join(" ").slice(-200)}" ended with ${code}: ${text}`);
    }
    const [wallMs, userMs, systemMs] = (await Deno.readTextFile(this.#output)).split(" ").map(Number);
    return { wallMs: wallMs!, cpuMs: userMs! + systemMs!, code };
  }
}

/** The sum of the costs of programs that run one after the other. */
export async function sumOf(runs: readonly (() => Promise<ProcessCost>)[]): Promise<ProcessCost> {
  let sum: ProcessCost = { wallMs: 0, cpuMs: 0 };
  for (const run of runs) {
    const { wallMs, cpuMs } = await run();
    sum = { wallMs: sum.wallMs + wallMs, cpuMs: sum.cpuMs + cpuMs };
  }
  return sum;
}
