import { bundleOf, sampleFiles } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf, median } from "../harness/figure.ts";
import { inTurn } from "../harness/in_turn.ts";
import { ProcessMeter, type ProcessRun } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { atLeast, type MeasuredRow, ratioRow, type Row } from "../harness/row.ts";
import { missingPackage, pythonReader } from "../peers/peers.ts";

const ROUNDS = 3;

/** How many times as long as a scan it was said to take. */
const PROMISED_FACTOR = 200;

/** More than the promised time, since later scans may take longer than those that set it. */
const MARGIN = 1.1;

/** In a quick run a plugin is stopped after this time, which proves no more than it says. */
const QUICK_STOP_MS = 30_000;

/** A plugin that takes longer is read once, in a process of its own, since that is enough to see what it takes. */
const ONCE_MS = 15_000;

/** The exit code of `timeout` for a program that it has stopped. */
const STOPPED = 124;

const READS =
  "reads parameters with ranges and texts; no buses, programs or latency; unprotected, stores nothing";

/**
 * Pedalboard on the VST3 samples. One plugin can keep it busy for longer than
 * anybody waits, so each is read alone first, and stopped once it alone has taken
 * the promised factor of a scan of them all.
 */
export async function* pedalboardRows(bench: Bench): AsyncGenerator<Row> {
  const bundles = sampleFiles("vst3").map(bundleOf);
  const reason = bundles.length === 0 ? "no vst3 samples" : missingPackage("pedalboard");
  if (reason !== "") {
    yield { name: "pedalboard", skipped: reason };
    return;
  }
  const reader = new Readers(bench, await ProcessMeter.make(bench.folder));
  const scans = await reader.scans(bundles);
  const stopMs = bench.isQuick ? QUICK_STOP_MS : PROMISED_FACTOR * MARGIN * median(scans);

  const quick: string[] = [];
  const slow: { bundle: string; wallMs: number; isStopped: boolean }[] = [];
  for (const bundle of bundles) {
    const { code, wallMs } = await reader.readAlone(bundle, stopMs);
    if (wallMs < ONCE_MS) quick.push(bundle);
    else slow.push({ bundle, wallMs, isStopped: code === STOPPED });
  }
  const isStopped = slow.some(({ isStopped }) => isStopped);
  const rows: MeasuredRow[] = [];
  if (quick.length > 0) {
    const { measured, baseline } = await inTurn(roundsOf(bench, ROUNDS), {
      measured: () => reader.read(quick),
      baseline: () => reader.scan(quick),
    });
    const name =
      "pedalboard on the plugins that it reads in a few seconds, against a first scan of the same vst3 plugins";
    rows.push(ratioRow(name, { measured, baseline }, {
      isMoreBetter: true,
      note: `${quick.length} of ${bundles.length} plugins in one process; ${READS}`,
    }));
    yield rows[0]!;
  }
  scans.push(...await reader.scans(bundles));
  const wallMs = slow.reduce((sum, { wallMs }) => sum + wallMs, rows[0]?.measured.median ?? 0);
  yield allRow(wallMs, scans, {
    ...(isStopped ? { isLowerBound: true } : {}),
    ...(bench.isQuick && isStopped ? {} : { limit: atLeast(PROMISED_FACTOR) }),
    note: [
      `${bundles.length} plugins`,
      ...slow.map(({ bundle, wallMs, isStopped }) =>
        `${nameOf(bundle)} ${isStopped ? "stopped after" : "takes"} ${(wallMs / 1000).toFixed(0)} s`
      ),
      READS,
    ].join("; "),
  });
}

function allRow(
  wallMs: number,
  scans: readonly number[],
  more: Pick<MeasuredRow, "isLowerBound" | "limit" | "note">,
): Row {
  return {
    name: "pedalboard on all plugins, against a first scan of the same vst3 plugins",
    measured: figureOf("ms", [wallMs]),
    baseline: figureOf("ms", scans),
    ratio: figureOf("x", scans.map((scanMs) => wallMs / scanMs)),
    isMoreBetter: true,
    ...more,
  };
}

function nameOf(bundle: string): string {
  return bundle.slice(bundle.lastIndexOf("/") + 1, -".vst3".length);
}

/** Both sides, on any of the plugins. */
class Readers {
  readonly #bench: Bench;
  readonly #meter: ProcessMeter;

  constructor(bench: Bench, meter: ProcessMeter) {
    this.#bench = bench;
    this.#meter = meter;
  }

  async readAlone(bundle: string, stopMs: number): Promise<ProcessRun> {
    const { program, args } = pythonReader("pedalboard", [bundle]);
    const seconds = (stopMs / 1000).toFixed(1);
    return await this.#meter.run({ program: "timeout", args: [seconds, program, ...args] }, true);
  }

  async read(bundles: readonly string[]): Promise<number> {
    return (await this.#meter.run(pythonReader("pedalboard", bundles), true)).wallMs;
  }

  async scan(bundles: readonly string[]): Promise<number> {
    const { folder } = this.#bench;
    const catalog = await newCatalog(folder);
    return (await this.#meter.run(pluginary(folder, catalog, "scan", ...bundles))).wallMs;
  }

  async scans(bundles: readonly string[]): Promise<number[]> {
    const { scans } = await inTurn(roundsOf(this.#bench, ROUNDS), { scans: () => this.scan(bundles) });
    return scans;
  }
}
