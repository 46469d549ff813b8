// Builds the native library, the sample plugins and the plugins that the tests
// scan, where their sources have changed.
import { projectPath } from "./project_path.ts";
import { SetupError } from "./setup_error.ts";

/** How a build reports its progress. */
export interface BuildOptions {
  /** Takes one line at a time; writes to standard error by default. */
  log?: (line: string) => void;
}

const SOURCES = projectPath("native");
const BUILD_FOLDER = projectPath("build/native");
const LOG_FILE = projectPath("build/logs/native.log");
const SHIM_FOLDER = projectPath("build/shim");
const FIXTURES_FOLDER = projectPath("build/fixtures");

/** Folder of the sample plugins, a folder for each format. */
export const SAMPLES_FOLDER: string = projectPath("build/samples");

/** As CMake calls it; findShim() of src/scan/shim/shim.ts looks for the same names. */
const LIBRARY_PREFIX = Deno.build.os === "windows" ? "" : "lib";

/**
 * A change of these options or of the sources causes a rebuild; a new compiler
 * does not, since users upgrade it at any time.
 */
const CMAKE_OPTIONS = ["-DCMAKE_BUILD_TYPE=Release"];

/** Visual Studio's generator finds its compiler by itself, Ninja only a compiler on the path. */
const GENERATOR_OPTIONS = Deno.build.os === "windows" ? [] : ["-G", "Ninja"];

/** Interval of progress lines when standard error is not a terminal. */
const PROGRESS_INTERVAL_MS = 10_000;

/**
 * Builds `build/shim/libpluginary.so` (or `.dll`, `.dylib`) with its JSON file
 * beside it, and returns whether a build was needed.
 *
 * @throws {SetupError} When it cannot be built.
 */
export async function buildNative(options: BuildOptions = {}): Promise<boolean> {
  const info = `${SHIM_FOLDER}/${LIBRARY_PREFIX}pluginary.json`;
  const version = await programVersion();
  const hash = await hashOf([version, ...CMAKE_OPTIONS], (path) => !/^(fixtures|samples)\//.test(path));
  if (await recordedHash(info) === hash) return false;

  const build = new Build("library", options);
  await build.configure(`-DPLUGINARY_VERSION=${version}`, `-DPLUGINARY_SOURCE_HASH=${hash}`);
  await build.make("pluginary");
  await installShim(build, info);
  build.end();
  return true;
}

/**
 * Builds the sample plugins in {@linkcode SAMPLES_FOLDER}, and returns whether
 * a build was needed.
 *
 * @throws {SetupError} When they cannot be built.
 */
export async function buildSamples(options: BuildOptions = {}): Promise<boolean> {
  return await buildPlugins("samples", { what: "sample plugins", folder: SAMPLES_FOLDER }, options);
}

/**
 * Builds the test plugins as bundles in `build/fixtures`, and returns whether a
 * build was needed.
 *
 * @throws {SetupError} When they cannot be built.
 */
export async function buildFixtures(options: BuildOptions = {}): Promise<boolean> {
  return await buildPlugins("fixtures", { what: "test plugins", folder: FIXTURES_FOLDER }, options);
}

/** Builds the plugins of a folder of sources, which is a target of the same name. */
async function buildPlugins(
  target: "samples" | "fixtures",
  { what, folder }: { what: string; folder: string },
  options: BuildOptions,
): Promise<boolean> {
  const record = `${folder}/${target}.json`;
  const shared = /^cmake\/|^CMakeLists\.txt$|^src\/(ladspa\/ladspa|clap\/clap)_abi\.h$/;
  const hash = await hashOf(
    CMAKE_OPTIONS,
    (path) => path.startsWith(`${target}/`) || shared.test(path),
  );
  if (await recordedHash(record) === hash) return false;

  const build = new Build(what, options);
  const isForTests = target === "fixtures" ? ["-DPLUGINARY_FIXTURES=ON"] : [];
  await build.configure(`-DPLUGINARY_${target.toUpperCase()}_FOLDER=${folder}`, ...isForTests);
  await build.make(target);
  await Deno.writeTextFile(record, JSON.stringify({ hash }) + "\n");
  build.end();
  return true;
}

async function programVersion(): Promise<string> {
  return JSON.parse(await Deno.readTextFile(projectPath("deno.json"))).version;
}

/** Hashes the options, and the paths and contents of the selected native sources. */
async function hashOf(options: readonly string[], isIncluded: (path: string) => boolean): Promise<string> {
  const parts: string[] = [...options];
  for (const path of (await filesBelow(SOURCES, "")).filter(isIncluded).sort()) {
    parts.push(path, await Deno.readTextFile(`${SOURCES}/${path}`));
  }
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function filesBelow(folder: string, prefix: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) {
      files.push(...await filesBelow(`${folder}/${entry.name}`, `${prefix}${entry.name}/`));
    } else files.push(prefix + entry.name);
  }
  return files;
}

/** The hash that the last build recorded, if it is readable. */
async function recordedHash(file: string): Promise<string | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file)).hash;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Ninja's own choice is two jobs more than cores, and each job needs a gigabyte. */
function parallel(): string[] {
  return ["--parallel", String(navigator.hardwareConcurrency)];
}

/** Puts the files into place by renaming, so that a scan can run meanwhile; the record comes last. */
async function installShim(build: Build, info: string): Promise<void> {
  const stage = `${BUILD_FOLDER}/install`;
  await Deno.mkdir(stage, { recursive: true });
  await build.run("cmake", ["--install", BUILD_FOLDER, "--config", "Release", "--prefix", stage]);
  await Deno.mkdir(SHIM_FOLDER, { recursive: true });
  const names = [...Deno.readDirSync(stage)].map((entry) => entry.name);
  const recordName = info.slice(SHIM_FOLDER.length + 1);
  for (const name of [...names.filter((name) => name !== recordName), recordName]) {
    await Deno.rename(`${stage}/${name}`, `${SHIM_FOLDER}/${name}`);
  }
}

/** One build: its commands, its log file and its progress. */
class Build {
  readonly #what: string;
  readonly #progress: Progress;
  readonly #start = performance.now();
  readonly #log: (line: string) => void;

  constructor(what: string, { log = (line) => console.error(`native: ${line}`) }: BuildOptions) {
    this.#what = what;
    this.#log = log;
    this.#progress = new Progress(log);
    Deno.mkdirSync(projectPath("build/logs"), { recursive: true });
    Deno.writeTextFileSync(LOG_FILE, "");
    log(`building the ${what}`);
  }

  async configure(...options: string[]): Promise<void> {
    const args = ["-S", SOURCES, "-B", BUILD_FOLDER, ...GENERATOR_OPTIONS, ...CMAKE_OPTIONS, ...options];
    await this.run("cmake", args);
  }

  /** Builds one of CMake's targets. */
  async make(target: string): Promise<void> {
    const args = ["--build", BUILD_FOLDER, "--config", "Release", "--target", target, ...parallel()];
    await this.run("cmake", args);
  }

  /**
   * Runs a command and writes its output to the log file.
   *
   * @throws {SetupError} When it fails or does not exist.
   */
  async run(command: string, args: readonly string[]): Promise<void> {
    Deno.writeTextFileSync(LOG_FILE, `\n$ ${command} ${args.join(" ")}\n`, { append: true });
    using child = new BuildProcess(command, args);
    for await (const line of child.lines()) {
      Deno.writeTextFileSync(LOG_FILE, `${line}\n`, { append: true });
      this.#progress.see(line);
    }
    this.#progress.clear();
    if (!(await child.end())) throw await this.#failure();
  }

  end(): void {
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(1);
    this.#log(`built the ${this.#what} in ${seconds} s`);
  }

  async #failure(): Promise<SetupError> {
    const lines = (await Deno.readTextFile(LOG_FILE)).split("\n");
    return new SetupError(
      `Cannot build the native ${this.#what}:\n${
        firstError(lines).join("\n")
      }\nThe whole log is in ${LOG_FILE}`,
    );
  }
}

/** A command of a build, which ends when this process receives a signal. */
class BuildProcess implements Disposable {
  readonly #child: Deno.ChildProcess;
  #signal: Deno.Signal | undefined;
  readonly #listeners: (() => void)[] = [];

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args);
    for (const signal of ["SIGINT", ...(Deno.build.os === "windows" ? [] : ["SIGTERM"])] as Deno.Signal[]) {
      const listener = () => this.#interrupt(signal);
      Deno.addSignalListener(signal, listener);
      this.#listeners.push(() => Deno.removeSignalListener(signal, listener));
    }
  }

  /** The output of the command from both streams, line by line. */
  async *lines(): AsyncGenerator<string> {
    const streams = [this.#child.stdout, this.#child.stderr].map((stream) =>
      stream.pipeThrough(new TextDecoderStream())
    );
    const queue: string[] = [];
    let wake = Promise.withResolvers<void>();
    let open = streams.length;
    for (const stream of streams) {
      readLines(stream, (line) => queue.push(line) && wake.resolve()).finally(() => (open--, wake.resolve()));
    }
    while (open > 0 || queue.length > 0) {
      const line = queue.shift();
      if (line !== undefined) yield line;
      else {
        await wake.promise;
        wake = Promise.withResolvers();
      }
    }
  }

  /** Whether the command succeeded. After a signal to this process, both end. */
  async end(): Promise<boolean> {
    const { success } = await this.#child.status;
    if (this.#signal !== undefined) Deno.exit(this.#signal === "SIGINT" ? 130 : 143);
    return success;
  }

  [Symbol.dispose](): void {
    for (const remove of this.#listeners) remove();
  }

  /** CMake does not pass signals on to Ninja, so the whole group gets them. */
  #interrupt(signal: Deno.Signal): void {
    this.#signal = signal;
    try {
      if (Deno.build.os === "windows") this.#child.kill(signal);
      else Deno.kill(-this.#child.pid, signal);
    } catch (error) {
      const hasEnded = error instanceof TypeError || error instanceof Deno.errors.NotFound;
      if (!hasEnded) throw error;
    }
  }
}

function spawn(command: string, args: readonly string[]): Deno.ChildProcess {
  try {
    return new Deno.Command(command, {
      args: [...args],
      env: { LC_ALL: "C", NINJA_STATUS: "[%f/%t] ", CLICOLOR_FORCE: "0" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      detached: Deno.build.os !== "windows", // A group of its own
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new SetupError(`Cannot build the native library: the command "${command}" is missing`);
  }
}

async function readLines(stream: ReadableStream<string>, take: (line: string) => void): Promise<void> {
  let rest = "";
  for await (const text of stream) {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    lines.forEach(take);
  }
  if (rest !== "") take(rest);
}

/** Shows Ninja's count: on one line of a terminal, else at intervals in a line of its own. */
class Progress {
  readonly #log: (line: string) => void;
  readonly #isTerminal = Deno.stderr.isTerminal();
  #lastMs = performance.now();
  #isShown = false;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  see(line: string): void {
    const step = /^\[(\d+)\/(\d+)\]/.exec(line);
    if (step === null) return;
    const text = `compiling, ${step[1]} of ${step[2]} steps done`;
    if (this.#isTerminal) {
      this.#show(`\r\x1b[Knative: ${text}`);
      this.#isShown = true;
    } else if (performance.now() - this.#lastMs >= PROGRESS_INTERVAL_MS) {
      this.#lastMs = performance.now();
      this.#log(text);
    }
  }

  clear(): void {
    if (this.#isShown) this.#show("\r\x1b[K");
    this.#isShown = false;
  }

  #show(text: string): void {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  }
}

/** How GCC, Clang, Visual C++, their linkers and CMake begin an error. */
const ERROR_LINE = /\berror( [A-Z]+\d+)?:|^CMake Error|undefined reference to|multiple definition of/;

const LINES_BEFORE_ERROR = 2;
const LINES_AFTER_ERROR = 8;

/** The first error of a log with a few lines around it; the last lines where none is recognized. */
function firstError(lines: readonly string[]): string[] {
  const index = lines.findIndex((line) => ERROR_LINE.test(line));
  if (index < 0) return lines.slice(-LINES_AFTER_ERROR);
  return lines.slice(Math.max(0, index - LINES_BEFORE_ERROR), index + 1 + LINES_AFTER_ERROR);
}

async function main(): Promise<number> {
  try {
    const isBuilt = await buildNative();
    const hasFixtures = Deno.args.includes("--fixtures") && await buildFixtures();
    if (!isBuilt && !hasFixtures) console.error("native: nothing to do");
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main());
