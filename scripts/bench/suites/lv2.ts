import { Shim } from "../../../ffi/shim.ts";
import { findShim } from "../../../src/scan/shim/shim.ts";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import { compileReader, LV2_FOLDER, missingReader } from "../../../tests/native/support/lv2_reader.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atMost, ratioRow, type Row, skippedRow } from "../harness/row.ts";

const ROUNDS = 5;

/**
 * With this argument the script is one measured run: a fresh process, since
 * lilv's worlds keep all data that they have read.
 */
const RUN_ARGUMENT = "--describe-all";

/** The promises for LV2: all installed plugins in about the time that lilv takes for the same in C. */
export async function* lv2Rows(bench: Bench): AsyncGenerator<Row> {
  const name = "all LV2 plugins described by the shim, against a C program on lilv";
  const missing = missingReader();
  if (missing !== "") {
    yield skippedRow(name, missing);
    return;
  }
  const reader = await compileReader(bench.folder);
  const shim = findShim(Deno.env.get);
  const describeAll = ["run", "-A", "--quiet", "--no-check", import.meta.filename!, RUN_ARGUMENT, shim];
  const times = await inTurn(roundsOf(bench, ROUNDS), {
    measured: () => timeMs(() => run(Deno.execPath(), describeAll)),
    baseline: () => timeMs(() => run(reader, [])),
  });
  yield ratioRow(name, times, { limit: atMost(1.3), note: "no worker around it" });
}

/** Lists all bundles and describes all plugins, without a worker around it. */
function describeAll(library: string): number {
  const shim = Shim.open(library, ABI_VERSION);
  const bundles = [...Deno.readDirSync(LV2_FOLDER)].map(({ name }) => `${LV2_FOLDER}/${name}`);
  shim.open(["lv2"], bundles);
  let count = 0;
  for (const location of bundles) {
    const request = { format: "lv2", location, binary: location };
    const { plugins } = shim.list(request) as { plugins: { nativeId: string }[] };
    for (const { nativeId } of plugins) shim.describe({ ...request, nativeId });
    count += plugins.length;
  }
  return count;
}

async function run(program: string, args: string[]): Promise<void> {
  const { success } = await new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" })
    .output();
  if (!success) throw new Error(`"${program}" failed`);
}

if (import.meta.main) {
  const library = Deno.args[0] === RUN_ARGUMENT ? Deno.args[1] : undefined;
  if (library === undefined) throw new Error("This file is run by scripts/bench.ts");
  describeAll(library);
}
