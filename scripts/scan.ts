// Scans this computer with the program, as `deno task scan` does after setup.
// On a computer without plugins it continues with the samples.
import { SAMPLES_FOLDER } from "./build_native.ts";
import { MEMORY_FLAG } from "./program_memory.ts";
import { PROGRAM_RIGHTS } from "./program_rights.ts";
import { projectPath } from "./project_path.ts";

/** Keeps the samples out of the user's own catalog. */
const SAMPLES_CATALOG = `${SAMPLES_FOLDER}/catalog.db`;

/** Time limit for the sample that hangs, shorter than the default of 30 seconds. */
const SAMPLES_TIMEOUT = "2s";

/** The folder that the task was started in; the task itself runs in the project. */
const USER_FOLDER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

/** Scans with the given arguments, and returns the program's exit code. */
async function scan(args: readonly string[]): Promise<number> {
  const code = await runProgram(["scan", ...args]);
  // With arguments, the user looks for something in particular.
  if (code !== 0 || args.length > 0 || !await hasFoundNothing()) return code;
  console.error("\nNo plugins on this computer, so here are six sample plugins; one crashes and one hangs\n");
  const samplesCode = await runProgram(["scan", "--timeout", SAMPLES_TIMEOUT, SAMPLES_FOLDER], {
    PLUGINARY_CATALOG: SAMPLES_CATALOG,
  });
  if (samplesCode === 0) {
    const commands = nextCommands(thisStart()).map((command) => `  ${command}\n`);
    console.error(`\nThe samples have a catalog of their own. Look around in it:\n${commands.join("")}`);
  }
  return samplesCode;
}

/** Asks the program for its record of the last scan; false without a record, as without a catalog. */
async function hasFoundNothing(): Promise<boolean> {
  const { success, stdout } = await programCommand(["scan", "show", "--json", "--output", "-"], {
    stdin: "null",
    stderr: "null",
  }).output();
  if (!success) return false;
  const { run } = JSON.parse(new TextDecoder().decode(stdout));
  return run.complete && run.summary.modules === 0;
}

/** Where and how the user started the scan, which decides the form of the next commands. */
export interface Start {
  readonly os: typeof Deno.build.os;
  /** The user's current folder. */
  readonly folder: string;
  /** Whether npx was used, so that Deno may not be on the path. */
  readonly isByNpx: boolean;
}

/** Commands that show the samples, each ready to be typed. */
export function nextCommands({ os, folder, isByNpx }: Start): string[] {
  const root = projectPath("");
  const catalog = `${folder}/` === root ? SAMPLES_CATALOG.slice(root.length) : SAMPLES_CATALOG;
  const quoted = /^[\w./-]+$/.test(catalog) ? catalog : `'${catalog}'`;
  const variable = os === "windows"
    ? `$env:PLUGINARY_CATALOG='${catalog}'; ` // PowerShell
    : `PLUGINARY_CATALOG=${quoted} `;
  const program = `${isByNpx ? `npx -y deno@${Deno.version.deno}` : "deno"} task pluginary`;
  return ["search filter", 'info "Sample Synth"', "scan show"]
    .map((command) => `${variable}${program} ${command}`);
}

function thisStart(): Start {
  return { os: Deno.build.os, folder: USER_FOLDER, isByNpx: Deno.env.get("npm_command") === "exec" };
}

/** Runs the program on our own streams, and returns its exit code. */
async function runProgram(args: readonly string[], env: Record<string, string> = {}): Promise<number> {
  const child = programCommand(args, { env, stdin: "inherit", stdout: "inherit", stderr: "inherit" }).spawn();
  const stopForwarding = forwardSignals(child);
  const { code } = await child.status;
  stopForwarding();
  return code;
}

function programCommand(args: readonly string[], options: Deno.CommandOptions): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    ...options,
    args: [
      "run",
      `--config=${projectPath("deno.json")}`,
      "--cached-only",
      MEMORY_FLAG,
      ...PROGRAM_RIGHTS,
      projectPath("main.ts"),
      ...args,
    ],
    cwd: USER_FOLDER,
  });
}

/**
 * Passes signals on, so that the program decides how it ends. A terminal sends
 * its signals to both processes, and a second one would end the scan at once.
 */
function forwardSignals(child: Deno.ChildProcess): () => void {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGHUP", "SIGTERM"];
  const listeners = signals.map((signal) => {
    const isFromTerminal = signal !== "SIGTERM" && Deno.stdin.isTerminal();
    return { signal, listener: () => isFromTerminal || kill(child, signal) };
  });
  for (const { signal, listener } of listeners) Deno.addSignalListener(signal, listener);
  return () => listeners.forEach(({ signal, listener }) => Deno.removeSignalListener(signal, listener));
}

/** Signals a process that may just have ended, which Deno reports as a TypeError. */
function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

if (import.meta.main) Deno.exit(await scan(Deno.args));
