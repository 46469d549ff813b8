import { findShim } from "../../../src/scan/shim/shim.ts";
import { sampleFiles } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { compileC } from "../harness/c_program.ts";
import { inTurn } from "../harness/in_turn.ts";
import { atMost, ratioRow, type Row } from "../harness/row.ts";

const ROUNDS = 15;

/** The promise for LADSPA: reading all descriptors through the shim takes at most twice the time of a loop in C. */
export async function* ladspaRows(bench: Bench): AsyncGenerator<Row> {
  const name = "LADSPA plugins listed and described by the shim, against a loop in C";
  const libraries = sampleFiles("ladspa");
  if (libraries.length === 0) {
    yield { name, skipped: "no samples" };
    return;
  }
  const source = "scripts/bench/readers/ladspa_descriptors.c";
  const program = await compileC(
    { sources: [source], libraries: ["-ldl"] },
    bench.folder.join("descriptors"),
  );
  const shim = findShim(Deno.env.get);
  const { measured, baseline } = await inTurn(roundsOf(bench, ROUNDS), {
    measured: () => read(program, [shim, ...libraries]),
    baseline: () => read(program, ["-", ...libraries]),
  });
  const { count } = measured[0]!;
  if (count !== baseline[0]!.count) {
    throw new Error("The shim and the loop read different numbers of plugins");
  }
  const times = { measured: measured.map(({ ms }) => ms), baseline: baseline.map(({ ms }) => ms) };
  yield ratioRow(name, times, { limit: atMost(2), note: `${count} plugins` });
}

/** The program prints how many plugins it has read, and in which time. */
async function read(program: string, args: readonly string[]): Promise<{ count: number; ms: number }> {
  const { success, stdout } = await new Deno.Command(program, {
    args: [...args],
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`"${program}" failed`);
  const [count, ms] = new TextDecoder().decode(stdout).split(" ").map(Number);
  return { count: count!, ms: ms! };
}
