import { denoFolder } from "./deno_folder.ts";

/** Which build of the program a test runs. */
export interface ProgramTarget {
  readonly program: string;
  /** What stands before the program's own arguments. */
  readonly args: readonly string[];
}

/** How to run the program. */
export interface ProgramOptions {
  /** Variables to set; `undefined` unsets one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** What the program reads on standard input; nothing by default. */
  readonly stdin?: string;
  /** Runs it in a terminal of this size; `stdout` then has what the terminal got, messages included. */
  readonly terminal?: { readonly columns: number };
  /** The one that {@linkcode useTarget} chose by default, else from source. */
  readonly target?: ProgramTarget;
}

/** What a run of the program printed and how it ended. */
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

/** The build of the program that tests run unless they name one. */
export function programTarget(): ProgramTarget {
  return target;
}

/** Makes all tests of this test file run another build. */
export function useTarget(other: ProgramTarget): void {
  target = other;
}

/** Variables of the tester's own environment that would change what is printed or searched. */
const DISTURBING = /^(NO_COLOR|CLICOLOR.*|FORCE_COLOR|COLUMNS|LINES|TERM|PAGER|LESS|VST3_PATH|PLUGINARY_.*)$/;

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

/** Every document that any test sees is checked; one that a test cut off is not. */
async function validateIfComplete(stdout: string): Promise<void> {
  if (!stdout.startsWith('{"schema":') || !stdout.endsWith("}\n")) return;
  const { validateDocument } = await import("./validate_document.ts");
  await validateDocument(JSON.parse(stdout));
}

/** So is every line of `--ndjson`; the last one may have been cut off. */
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

/** A catalog of its own for each run that names none: never the tester's. */
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
  // Below the same folder is no configuration: never the tester's either.
  const catalog = { PLUGINARY_CATALOG: freshCatalog(), XDG_CONFIG_HOME: `${catalogFolder}/config` };
  const all: Record<string, string | undefined> = {
    ...Object.fromEntries(own),
    // In another home Deno would fetch and compile everything once more.
    DENO_DIR: denoFolder(),
    ...term,
    ...catalog,
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
