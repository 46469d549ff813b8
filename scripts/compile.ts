// Compiles the program into one file that needs nothing else: `dist/pluginary`.
import type { BuildRecord } from "../src/scan/shim/build_record.ts";
import { MEMORY_FLAG } from "./program_memory.ts";
import { PROGRAM_RIGHTS } from "./program_rights.ts";
import { projectPath } from "./project_path.ts";
import { ask } from "./run_command.ts";
import { SetupError } from "./setup_error.ts";

/** Input and output of a compilation; tests have their own. */
export interface CompileOptions {
  /** The output file; `dist/pluginary` by default. */
  readonly output?: string;
  /** A module to start in place of the program's `main.js`; it is put into the same folder. */
  readonly entry?: CompileEntry;
}

/** Another program, compiled like ours. */
export interface CompileEntry {
  readonly name: string;
  readonly source: string;
  /** Without our modules and resources. */
  readonly isAlone?: boolean;
}

/** Deno, and the runtime that it appends a program to, of the same version. */
export interface CompileToolchain {
  /** The Deno to compile with. */
  readonly deno: string;
  /** The source of the runtime: a file of that version, or Deno's download. */
  readonly runtime: string | "download";
}

/** Bundled modules and resources, as they go into the file. */
const STAGE = projectPath("build/compile");

const EXECUTABLE = Deno.build.os === "windows" ? "pluginary.exe" : "pluginary";

/** Where the compiled program goes. */
export const COMPILED_PROGRAM: string = projectPath(`dist/${EXECUTABLE}`);

/** The compiled program is also its own worker, which needs ffi; the scanner gives it up at once. */
const FLAGS = [MEMORY_FLAG, ...PROGRAM_RIGHTS, "--allow-ffi"];

/**
 * The Deno that `PLUGINARY_COMPILE_DENO` names, else this one; its runtime is
 * the one that `DENORT_BIN` names, else Deno's download.
 */
export function compileToolchain(): CompileToolchain {
  const runtime = Deno.env.get("DENORT_BIN") ?? "";
  return {
    deno: Deno.env.get("PLUGINARY_COMPILE_DENO") || Deno.execPath(),
    runtime: runtime === "" ? "download" : runtime,
  };
}

/**
 * Compiles the program with all that it needs inside, and returns the path of
 * the file. It appears complete or not at all, and is not written if nothing
 * has changed.
 *
 * @throws {SetupError} when the sources cannot be bundled or compiled, or when
 *     setup has not built the shim library.
 */
export async function compileProgram(options: CompileOptions = {}): Promise<string> {
  const output = options.output ?? COMPILED_PROGRAM;
  const stage = `${STAGE}/${Deno.pid}-${crypto.randomUUID()}`;
  try {
    const { entry } = options;
    await Deno.mkdir(`${stage}/resources`, { recursive: true });
    if (entry?.isAlone !== true) {
      await bundleProgram(stage);
      await addResources(`${stage}/resources`);
    }
    if (entry !== undefined) await Deno.writeTextFile(`${stage}/${entry.name}`, entry.source);
    const hash = await hashOf(stage, entry?.name);
    if (await isMadeOf(output, hash)) return output;
    await Deno.mkdir(parentOf(output), { recursive: true });
    // Deno names the folder of the modules, which stack traces show, after the file.
    const unfinished = `${stage}/unfinished/${EXECUTABLE}`;
    await compile(stage, entry?.name ?? "main.js", unfinished);
    await Deno.rename(unfinished, output);
    await Deno.writeTextFile(recordOf(output), JSON.stringify({ hash, output }) + "\n");
  } finally {
    await Deno.remove(stage, { recursive: true });
  }
  return output;
}

/** Writes the program's modules into a folder: `main.js` and the modules that it loads when needed. */
export async function bundleProgram(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await run("Cannot bundle the program", Deno.execPath(), [
    "bundle",
    "--quiet",
    "--frozen",
    "--code-splitting",
    "--platform=deno",
    `--outdir=${folder}`,
    projectPath("main.ts"),
  ], projectPath(""));
}

/** Hashes everything that goes into the file: modules, resources, the toolchain. */
async function hashOf(stage: string, entry: string | undefined): Promise<string> {
  const { deno, runtime } = compileToolchain();
  const parts = [deno, runtime, entry ?? "", ...FLAGS];
  for (const name of filesBelow(stage, "")) {
    const bytes = await Deno.readFile(`${stage}/${name}`);
    parts.push(name, new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex());
  }
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

function filesBelow(folder: string, prefix: string): string[] {
  const names = [...Deno.readDirSync(folder)].flatMap((entry) => {
    if (entry.isDirectory) return filesBelow(`${folder}/${entry.name}`, `${prefix}${entry.name}/`);
    return [prefix + entry.name];
  });
  return names.sort();
}

async function isMadeOf(output: string, hash: string): Promise<boolean> {
  try {
    await Deno.stat(output);
    const record = JSON.parse(await Deno.readTextFile(recordOf(output)));
    return record.hash === hash && record.output === output;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The record of a compiled file's inputs; the program's own is kept out of the folder that is shipped. */
function recordOf(output: string): string {
  return output === COMPILED_PROGRAM ? `${STAGE}/program.json` : `${output}.json`;
}

async function addResources(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/shim`, { recursive: true });
  const built = projectPath("build/shim");
  for (const name of await namesIn(built)) await Deno.copyFile(`${built}/${name}`, `${folder}/shim/${name}`);
  await Deno.writeTextFile(`${folder}/build.json`, JSON.stringify(await buildRecord(`${folder}/shim`)));
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new SetupError('The shim library is missing; build it with "deno task setup"');
  }
}

async function buildRecord(shimFolder: string): Promise<BuildRecord> {
  const library = (await namesIn(shimFolder)).find((name) => /\.(so|dylib|dll)$/.test(name));
  if (library === undefined) throw new SetupError(`Cannot find the shim library in "${shimFolder}"`);
  const bytes = await Deno.readFile(`${shimFolder}/${library}`);
  const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  const commit = await currentCommit();
  return { ...(commit === undefined ? {} : { commit }), shim: { sha256, sizeBytes: bytes.byteLength } };
}

async function currentCommit(): Promise<string | undefined> {
  const git = ["-C", projectPath("")];
  const head = await ask("git", [...git, "rev-parse", "HEAD"]);
  if (!head.success) return undefined;
  const changes = await ask("git", [...git, "status", "--porcelain"]);
  return head.stdout.trim() + (changes.stdout === "" ? "" : "-dirty");
}

async function compile(folder: string, entry: string, output: string): Promise<void> {
  const { deno, runtime } = compileToolchain();
  const what = runtime === "download"
    ? `Cannot compile the program with "${deno}"; without access to its runtime download, ` +
      "set DENORT_BIN to that file and PLUGINARY_COMPILE_DENO to the Deno of the same version"
    : `Cannot compile the program with "${deno}" and the runtime "${runtime}"`;
  await run(what, deno, [
    "compile",
    "--quiet",
    "--no-check",
    "--no-config",
    "--no-lock",
    // Otherwise the program would run any code that another user puts into $TMPDIR/deno-compile-<name>.cache.
    "--no-code-cache",
    ...FLAGS,
    "--include=resources",
    `--output=${output}`,
    entry,
  ], folder);
}

async function run(what: string, program: string, args: string[], cwd: string): Promise<void> {
  const output = await new Deno.Command(program, { args, cwd, env: { NO_COLOR: "1" }, stdin: "null" })
    .output();
  if (!output.success) throw new SetupError(`${what}:\n${new TextDecoder().decode(output.stderr).trim()}`);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));
}

async function main(): Promise<number> {
  const start = performance.now();
  try {
    const path = await compileProgram();
    const megabytes = ((await Deno.stat(path)).size / 1e6).toFixed(1);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.error(`compile: made ${path}, ${megabytes} MB, in ${seconds} s`);
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`compile: ${error.message}`);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main());
