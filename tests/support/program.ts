import { MEMORY_FLAG } from "../../scripts/program_memory.ts";
import { denoFolder } from "./deno_folder.ts";

/** A build of the program for tests to run. */
export interface ProgramTarget {
  readonly program: string;
  /** The arguments before the program's own. */
  readonly args: readonly string[];
}

/** How to run the program. */
export interface ProgramOptions {
  /** Variables to set; `undefined` unsets one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The program's standard input; empty by default. */
  readonly stdin?: string;
  /** Runs it in a terminal of this size; `stdout` is then the terminal's text, including messages. */
  readonly terminal?: { readonly columns: number };
  /** The default is the target of {@linkcode useTarget}, else the program from source. */
  readonly target?: ProgramTarget;
}

/** The output of a run of the program, and how it ended. */
export interface ProgramRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = new URL("../../", import.meta.url);

/** The program from source, with the rights of `deno task pluginary`. */
export const SOURCE_TARGET: ProgramTarget = {
  program: Deno.execPath(),
  args: [
    "run",
    "--quiet",
    `--config=${pathOf("deno.json")}`,
    MEMORY_FLAG,
    "--no-prompt",
    "--allow-read",
    "--allow-write",
    "--allow-env",
    "--allow-sys",
    "--allow-run",
    pathOf("main.ts"),
  ],
};

let target = SOURCE_TARGET;

/** The build of the program that tests run by default. */
export function programTarget(): ProgramTarget {
  return target;
}

/** Makes all tests of this test file run another build. */
export function useTarget(other: ProgramTarget): void {
  target = other;
}

/** Variables of the tester's own environment that would change the output or the searched folders. */
const DISTURBING =
  /^(NO_COLOR|CLICOLOR.*|FORCE_COLOR|COLUMNS|LINES|TERM|PAGER|LESS|VST3_PATH|XDG_STATE_HOME|PLUGINARY_.*)$/;

/** Runs the program to its end. */
export async function runProgram(
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramRun> {
  const child = startProgram(args, options);
  if (options.stdin === undefined) await child.stdin.close();
  else await ReadableStream.from([new TextEncoder().encode(options.stdin)]).pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  const run = { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
  if (args.includes("--json")) await validateIfComplete(run.stdout);
  if (args.includes("--ndjson")) await validateLines(run.stdout);
  return run;
}

/** Checks every document that any test sees, except one that a test cut off. */
async function validateIfComplete(stdout: string): Promise<void> {
  if (!stdout.startsWith('{"schema":') || !stdout.endsWith("}\n")) return;
  const { validateDocument } = await import("./validate_document.ts");
  await validateDocument(JSON.parse(stdout));
}

/** Checks every line of `--ndjson`; the last one may have been cut off. */
async function validateLines(stdout: string): Promise<void> {
  const { validateEvents } = await import("./validate_document.ts");
  const lines = stdout.split("\n").slice(0, -1);
  if (lines[0]?.startsWith('{"event":')) await validateEvents(lines.map((line) => JSON.parse(line)));
}

/** Starts the program with pipes on all three standard streams; the caller closes `stdin`. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): Deno.ChildProcess {
  const { program, args: before } = options.target ?? programTarget();
  const line = [program, ...before, ...args];
  const [first, ...rest] = options.terminal === undefined ? line : terminalLine(line, options.terminal);
  return new Deno.Command(first!, {
    args: rest,
    env: environmentFor(options),
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  }).spawn();
}

/** util-linux's `script` gives the program a terminal; `stty` gives the terminal a size. */
function terminalLine(line: readonly string[], { columns }: { columns: number }): string[] {
  const command = line.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  return ["script", "-qec", `stty cols ${columns} rows 24 -onlcr; ${command}`, "/dev/null"];
}

let catalogFolder: string | undefined;

/** A new catalog for each run that names none: never the tester's. */
function freshCatalog(): string {
  if (catalogFolder === undefined) {
    const folder = Deno.makeTempDirSync({ prefix: "pluginary-catalogs-" });
    catalogFolder = folder;
    globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  }
  return `${catalogFolder}/${crypto.randomUUID()}/catalog.db`;
}

function environmentFor({ env = {}, terminal }: ProgramOptions): Record<string, string> {
  const own = Object.entries(Deno.env.toObject()).filter(([name]) => !DISTURBING.test(name));
  // A pager would wait for a key.
  const term = terminal === undefined ? {} : { TERM: "xterm-256color", PAGER: "cat" };
  // There is no configuration below the same folder: the tester's is never used either.
  const catalog = { PLUGINARY_CATALOG: freshCatalog(), XDG_CONFIG_HOME: `${catalogFolder}/config` };
  // The tester's log neither; a test that names a home gets its log there.
  const state = "HOME" in env ? {} : { XDG_STATE_HOME: `${catalogFolder}/state` };
  const all: Record<string, string | undefined> = {
    ...Object.fromEntries(own),
    // In another home Deno would fetch and compile everything again.
    DENO_DIR: denoFolder(),
    ...term,
    ...catalog,
    ...state,
    ...env,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function pathOf(name: string): string {
  const path = decodeURIComponent(new URL(name, ROOT).pathname);
  return Deno.build.os === "windows" ? path.slice(1) : path;
}
