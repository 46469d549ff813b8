import { sampleFolders } from "../corpora/samples.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { inTurn } from "../harness/in_turn.ts";
import { type Command, type ProcessCost, ProcessMeter, sumOf } from "../harness/process_meter.ts";
import { newCatalog, pluginary } from "../harness/program.ts";
import { ratioRow, type Row } from "../harness/row.ts";
import { type Peer, PEERS } from "../peers/peers.ts";

const ROUNDS = 3;

/** Other programs on the same plugins, against a first scan of them; each in turn with the scan. */
export async function* peerRows(bench: Bench): AsyncGenerator<Row> {
  const meter = await ProcessMeter.make(bench.folder);
  for (const peer of PEERS) yield await peerRow(bench, meter, peer);
}

async function peerRow(bench: Bench, meter: ProcessMeter, peer: Peer): Promise<Row> {
  const name = `${peer.name}, against a first scan of the same ${peer.format} plugins`;
  const reason = whySkipped(bench, peer);
  if (reason !== "") return { name, skipped: reason };
  const runs = await peer.runs(bench.folder);
  const failed = new Set<Command>();
  const read = () =>
    sumOf(runs.map((run) => async () => {
      const cost = await meter.run(run, true);
      if (cost.code !== 0) failed.add(run);
      return cost;
    }));
  const scan = async () => {
    const catalog = await newCatalog(bench.folder);
    return await meter.run(pluginary(bench.folder, catalog, "scan", ...sampleFolders(peer.format)));
  };
  const { measured, baseline } = peer.isSlow
    ? { measured: [await read()], baseline: [await scan()] }
    : await inTurn(roundsOf(bench, ROUNDS), { measured: read, baseline: scan });
  const failures = failed.size === 0 ? "" : `; ${failed.size} of its ${runs.length} runs failed`;
  return ratioRow(name, { measured: measured.map(wallMs), baseline: baseline.map(wallMs) }, {
    isMoreBetter: true,
    note: `reads ${peer.reads}${failures}`,
  });
}

function wallMs({ wallMs }: ProcessCost): number {
  return wallMs;
}

function whySkipped({ isQuick }: Bench, { format, missing, isSlow = false }: Peer): string {
  const reason = missing();
  if (reason !== "") return reason;
  if (sampleFolders(format).length === 0) return `no ${format} samples`;
  return isQuick && isSlow ? "takes minutes; left out of a quick run" : "";
}
