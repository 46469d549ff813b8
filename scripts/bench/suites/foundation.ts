import { compareBytes } from "../../../src/platform/paths.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { findShim } from "../../../src/scan/shim/shim.ts";
import { workerCommand } from "../../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../../src/scan/workers/worker_session.ts";
import { missingSamples, VST3_FOLDER, ZAM_PLUGINS } from "../../../tests/support/sample_plugins.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atLeast, atMost, ratioRow, type Row } from "../harness/row.ts";

/** Rounds of each comparison. */
const ROUNDS = 25;

/** Largest promised size of the shim, in bytes. */
const MAXIMUM_SHIM_BYTES = 8 * 1024 * 1024;

/** The promises of the foundation: complete scans, quick workers, a small library. */
export async function* foundationRows(bench: Bench): AsyncGenerator<Row> {
  if (missingSamples() === "") yield await completeness();
  yield await workerStart(bench);
  yield await shimSize();
}

async function completeness(): Promise<Row> {
  const found = new Map<string, number>();
  for await (const event of scan({ version: "bench", paths: [VST3_FOLDER], journal: NO_JOURNAL })) {
    if (event.event !== "module") continue;
    for (const { name, parameters } of event.module.plugins) found.set(name, parameters?.length ?? 0);
  }
  const described = ZAM_PLUGINS.filter((name) => (found.get(name) ?? 0) > 0).sort(compareBytes);
  const parameters = described.reduce((sum, name) => sum + found.get(name)!, 0);
  return {
    name: "zam-plugins described",
    measured: figureOf("count", [described.length]),
    limit: atLeast(ZAM_PLUGINS.length),
    note: `${parameters} parameters`,
  };
}

async function workerStart(bench: Bench): Promise<Row> {
  const command = await workerCommand(Deno.env.get);
  const run = { makePrivate: () => Deno.makeTempDir() };
  const sessions: WorkerSession[] = [];
  const start = async () => {
    sessions.push(await WorkerSession.start(command, ["vst3"], { run, confinement: NO_MODULES }));
  };
  const times = await inTurn(roundsOf(bench, ROUNDS), {
    measured: () => timeMs(start),
    baseline: () => timeMs(runEmptyScript),
  });
  for (const session of sessions) await session.close();
  return ratioRow("worker from start to ready, against an empty Deno child", times, { limit: atMost(2) });
}

async function shimSize(): Promise<Row> {
  const { size } = await Deno.stat(findShim(Deno.env.get));
  return { name: "shim", measured: figureOf("MB", [size / 1e6]), limit: atMost(MAXIMUM_SHIM_BYTES / 1e6) };
}

async function runEmptyScript(): Promise<void> {
  const script = await emptyScript();
  await run(Deno.execPath(), ["run", "--quiet", "--no-prompt", "--no-config", "--no-lock", script]);
}

let emptyScriptPath: string | undefined;

async function emptyScript(): Promise<string> {
  if (emptyScriptPath === undefined) {
    emptyScriptPath = await Deno.makeTempFile({ prefix: "pluginary-empty-", suffix: ".js" });
    const path = emptyScriptPath;
    addEventListener("unload", () => Deno.removeSync(path));
  }
  return emptyScriptPath;
}

async function run(program: string, args: string[]): Promise<void> {
  const { success } = await new Deno.Command(program, { args, stdin: "null", stdout: "null", stderr: "null" })
    .output();
  if (!success) throw new Error(`"${program} ${args.join(" ")}" failed`);
}
