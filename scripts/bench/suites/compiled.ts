import { compiledTarget, whyNotCompiled } from "../../../tests/support/compiled_program.ts";
import { SOURCE_TARGET } from "../../../tests/support/program.ts";
import { missingSamples, VST3_FOLDER } from "../../../tests/support/sample_plugins.ts";
import { compileToolchain } from "../../compile.ts";
import { projectPath } from "../../project_path.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atMost, ratioRow, type Row, skippedRow } from "../harness/row.ts";

/** Rounds of comparisons of starts. */
const ROUNDS = 41;

/** A scan takes a second or two. */
const SCAN_ROUNDS = 7;

/** Promised size of the file, against the runtime and the shim in it. */
const MAXIMUM_SIZE_RATIO = 1.15;

/** Promised extra time of the first start, which unpacks the shim. */
const MAXIMUM_UNPACKING_MS = 200;

/** The promises of the compiled program: a file not much larger than its parts, and as quick as the source. */
export async function* compiledRows(bench: Bench): AsyncGenerator<Row> {
  const reason = whyNotCompiled();
  if (reason !== "") {
    yield skippedRow("compiled program", reason);
    return;
  }
  const { program } = await compiledTarget();
  const size = await fileSize(program);
  if (size !== undefined) yield size;
  if (missingSamples() !== "") return;
  yield await firstStart(bench, program);
  yield await scan(bench, program);
}

async function fileSize(program: string): Promise<Row | undefined> {
  const { runtime } = compileToolchain();
  // A downloaded runtime is packed in an archive.
  if (runtime === "download") return undefined;
  const sizeOf = async (path: string) => (await Deno.stat(path)).size;
  const size = await sizeOf(program);
  const ratio = size / (await sizeOf(runtime) + await sizeOf(projectPath("build/shim/libpluginary.so")));
  return {
    name: "compiled program, against its runtime and the shim",
    measured: figureOf("MB", [size / 1e6]),
    ratio: figureOf("x", [ratio]),
    limit: atMost(MAXIMUM_SIZE_RATIO),
  };
}

async function firstStart(bench: Bench, program: string): Promise<Row> {
  const location = `${VST3_FOLDER}/ZamTube.vst3`;
  const differences: number[] = [];
  for (let i = 0; i < roundsOf(bench, ROUNDS); i++) {
    const home = await temporaryFolder();
    const scanOne = () => timeMs(() => run(program, ["scan", "--no-catalog", location], { HOME: home }));
    const first = await scanOne();
    differences.push(first - await scanOne());
  }
  return {
    name: "first start of the compiled program, over the next",
    measured: figureOf("ms", differences),
    limit: atMost(MAXIMUM_UNPACKING_MS),
  };
}

async function scan(bench: Bench, program: string): Promise<Row> {
  const home = await temporaryFolder();
  const args = ["scan", "--no-catalog", VST3_FOLDER];
  const times = await inTurn(roundsOf(bench, SCAN_ROUNDS), {
    measured: () => timeMs(() => run(program, args, { HOME: home })),
    baseline: () => timeMs(() => run(SOURCE_TARGET.program, [...SOURCE_TARGET.args, ...args])),
  });
  return ratioRow("compiled scan of zam-plugins, against one from source", times, { limit: atMost(1.1) });
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
