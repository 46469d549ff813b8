import { compiledTarget, whyNotCompiled } from "../../tests/support/compiled_program.ts";
import { SOURCE_TARGET } from "../../tests/support/program.ts";
import { missingSamples, VST3_FOLDER } from "../../tests/support/sample_plugins.ts";
import { compileProgram, compileToolchain } from "../compile.ts";
import { projectPath } from "../project_path.ts";
import { compare, median, ratioResult, type Result, timeMs } from "./measure.ts";

/** Rounds of comparisons of starts. */
const ROUNDS = 41;

/** A scan takes a second or two. */
const SCAN_ROUNDS = 7;

/** Promised size of the file, against the runtime and the shim in it. */
const MAXIMUM_SIZE_RATIO = 1.15;

/** Promised extra time of the first start, which unpacks the shim. */
const MAXIMUM_UNPACKING_MS = 200;

/** The promises of the compiled program: a file not much larger than its parts, and as quick as the source. */
export async function* compiledResults(): AsyncGenerator<Result> {
  const reason = whyNotCompiled();
  if (reason !== "") {
    console.error(`bench: compiled program ${reason}`);
    return;
  }
  const { program } = await compiledTarget();
  const size = await fileSize(program);
  if (size !== undefined) yield size;
  yield await versionStart(program);
  if (missingSamples() !== "") return;
  yield await firstStart(program);
  yield await scan(program);
}

async function fileSize(program: string): Promise<Result | undefined> {
  const { runtime } = compileToolchain();
  // A downloaded runtime is packed in an archive.
  if (runtime === "download") return undefined;
  const sizeOf = async (path: string) => (await Deno.stat(path)).size;
  const size = await sizeOf(program);
  const ratio = size / (await sizeOf(runtime) + await sizeOf(projectPath("build/shim/libpluginary.so")));
  return {
    name: "compiled program, against its runtime and the shim",
    value: `${ratio.toFixed(3)} x (${(size / 1e6).toFixed(1)} MB)`,
    promise: `at most ${MAXIMUM_SIZE_RATIO} x`,
    isKept: ratio <= MAXIMUM_SIZE_RATIO,
  };
}

async function versionStart(program: string): Promise<Result> {
  const folder = await temporaryFolder();
  const empty = await compileProgram({
    output: `${folder}/empty`,
    entry: { name: "empty.js", source: "", isAlone: true },
  });
  const comparison = await compare(ROUNDS, () => run(program, ["--version"]), () => run(empty, []));
  return ratioResult('compiled "pluginary --version", against an empty compiled program', comparison, 1.3);
}

async function firstStart(program: string): Promise<Result> {
  const location = `${VST3_FOLDER}/ZamTube.vst3`;
  const differences: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const home = await temporaryFolder();
    const scanOne = () => timeMs(() => run(program, ["scan", "--no-catalog", location], { HOME: home }));
    const first = await scanOne();
    differences.push(first - await scanOne());
  }
  const difference = median(differences);
  return {
    name: "first start of the compiled program, over the next",
    value: `${difference.toFixed(0)} ms`,
    promise: `at most ${MAXIMUM_UNPACKING_MS} ms`,
    isKept: difference <= MAXIMUM_UNPACKING_MS,
  };
}

async function scan(program: string): Promise<Result> {
  const home = await temporaryFolder();
  const comparison = await compare(
    SCAN_ROUNDS,
    () => run(program, ["scan", "--no-catalog", VST3_FOLDER], { HOME: home }),
    () => run(SOURCE_TARGET.program, [...SOURCE_TARGET.args, "scan", "--no-catalog", VST3_FOLDER]),
  );
  return ratioResult("compiled scan of zam-plugins, against one from source", comparison, 1.1);
}

async function temporaryFolder(): Promise<string> {
  const path = await Deno.makeTempDir({ prefix: "pluginary-bench-" });
  addEventListener("unload", () => Deno.removeSync(path, { recursive: true }));
  return path;
}

async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const { success } = await new Deno.Command(program, {
    args,
    env,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error(`"${program} ${args.join(" ")}" failed`);
}
