// Scans this computer with the program, as `deno task scan` does after setup.
// Where there is nothing to find, it goes on with the sample plugins.
import { SAMPLES_FOLDER } from "./build_native.ts";
import { PROGRAM_RIGHTS } from "./program_rights.ts";
import { projectPath } from "./project_path.ts";

/** Keeps the samples out of the user's own catalog. */
const SAMPLES_CATALOG = `${SAMPLES_FOLDER}/catalog.db`;

/** Long enough for the samples that work; the one that hangs would take the usual 30 seconds. */
const SAMPLES_TIMEOUT = "2s";

/** The folder that the task was started in; the task itself runs in the project. */
const USER_FOLDER = Deno.env.get("INIT_CWD") ?? Deno.cwd();

/** What to type after the first scan. */
const NEXT_COMMANDS = ["search filter", 'info "Sample Synth"', "scan show"];

/** Scans what the arguments ask for, and returns the program's exit code. */
async function scan(args: readonly string[]): Promise<number> {
  const code = await runProgram(["scan", ...args]);
  // Arguments are from people who know what they are looking for.
  if (code !== 0 || args.length > 0 || !await hasFoundNothing()) return code;
  console.error("\nNo plugins on this computer, so here are six sample plugins; one crashes and one hangs\n");
  const samplesCode = await runProgram(["scan", "--timeout", SAMPLES_TIMEOUT, SAMPLES_FOLDER], {
    PLUGINARY_CATALOG: SAMPLES_CATALOG,
  });
  if (samplesCode === 0) sayWhatIsNext();
  return samplesCode;
}

/** Asks the program for its record of the last scan; without one, as without a catalog, nobody knows. */
async function hasFoundNothing(): Promise<boolean> {
  const { success, stdout } = await programCommand(["scan", "show", "--json", "--output", "-"], {
    stdin: "null",
    stderr: "null",
  }).output();
  if (!success) return false;
  const { run } = JSON.parse(new TextDecoder().decode(stdout));
  return run.complete && run.summary.modules === 0;
}

function sayWhatIsNext(): void {
  const commands = NEXT_COMMANDS.map((command) => `  ${commandPrefix()} ${command}`);
  console.error(["", "The samples have a catalog of their own. Look around in it:", ...commands].join("\n"));
}

/** How people start the program on the catalog of the samples, in the shell of this system. */
function commandPrefix(): string {
  // Who started us with npx may have no Deno on the path.
  const deno = Deno.env.get("npm_command") === "exec" ? `npx -y deno@${Deno.version.deno}` : "deno";
  const program = `${deno} task pluginary`;
  const isInProject = `${USER_FOLDER}/` === projectPath("");
  const catalog = isInProject ? SAMPLES_CATALOG.slice(projectPath("").length) : SAMPLES_CATALOG;
  return Deno.build.os === "windows"
    ? `$env:PLUGINARY_CATALOG='${catalog}'; ${program}` // PowerShell
    : `PLUGINARY_CATALOG=${/^[\w./-]+$/.test(catalog) ? catalog : `'${catalog}'`} ${program}`;
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
      ...PROGRAM_RIGHTS,
      projectPath("main.ts"),
      ...args,
    ],
    cwd: USER_FOLDER,
  });
}

/**
 * Lets the program decide how a signal ends it. A terminal sends Ctrl-C to both
 * of us, and a second one would end the scan at once, so that is not passed on.
 */
function forwardSignals(child: Deno.ChildProcess): () => void {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  const listeners = signals.map((signal) => {
    const listener = () => {
      if (signal !== "SIGINT" || !Deno.stdin.isTerminal()) child.kill(signal);
    };
    Deno.addSignalListener(signal, listener);
    return () => Deno.removeSignalListener(signal, listener);
  });
  return () => listeners.forEach((remove) => remove());
}

if (import.meta.main) Deno.exit(await scan(Deno.args));
