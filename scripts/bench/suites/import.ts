import { startProgram } from "../../../tests/support/program.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import type { Bench } from "../harness/bench.ts";
import { figureOf } from "../harness/figure.ts";
import { peakOf } from "../harness/memory_watch.ts";
import { atMost, type Row } from "../harness/row.ts";

/** Number of records in the timed import, and ten times as many, which must not take more memory. */
const RECORDS = 20_000;
const MORE_RECORDS = 200_000;
const PARAMETERS = 20;
const PROMISED_MS = 3000;
const PROMISED_GROWTH_BYTES = 64e6;

/** The promises of imports: a short wait, and memory that does not grow with the file. */
export async function* importRows(bench: Bench): AsyncGenerator<Row> {
  const { folder } = bench;
  const few = await runImport(folder, RECORDS, 3);
  yield {
    name: `import of ${RECORDS} records x ${PARAMETERS} parameters, with the start of the program`,
    measured: figureOf("ms", few.times),
    limit: atMost(PROMISED_MS),
    note: `${(few.bytes / 1e6).toFixed(0)} MB`,
  };
  if (bench.isQuick) return;
  const many = await runImport(folder, MORE_RECORDS, 1);
  const growth = many.peakBytes - few.peakBytes;
  yield {
    name: `peak memory of importing ${MORE_RECORDS} records, over that of ${RECORDS}`,
    measured: figureOf("MB", [growth / 1e6]),
    limit: atMost(PROMISED_GROWTH_BYTES / 1e6),
    note: `${megabytes(many.peakBytes)} against ${megabytes(few.peakBytes)} MB, in ${
      (many.times[0]! / 1000).toFixed(1)
    } s`,
  };
}

/** Several imports of one file, each into a catalog of its own. */
interface ImportRun {
  readonly times: readonly number[];
  readonly peakBytes: number;
  readonly bytes: number;
}

async function runImport(folder: TemporaryFolder, records: number, rounds: number): Promise<ImportRun> {
  const path = folder.join(`${records}.json`);
  await writeRecords(path, records);
  const runs: { ms: number; peakBytes: number }[] = [];
  for (let i = 0; i < rounds; i++) {
    const catalog = folder.join(`${records}-${i}`);
    await Deno.mkdir(catalog);
    runs.push(await measureImport(path, `${catalog}/catalog.db`, records));
    await Deno.remove(catalog, { recursive: true });
  }
  const { size: bytes } = await Deno.stat(path);
  await Deno.remove(path);
  return {
    times: runs.map(({ ms }) => ms),
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    bytes,
  };
}

async function measureImport(
  path: string,
  catalog: string,
  records: number,
): Promise<{ ms: number; peakBytes: number }> {
  const startedAt = performance.now();
  const child = startProgram(["import", path], { env: { PLUGINARY_CATALOG: catalog } });
  await child.stdin.close();
  let peakBytes = 0;
  const watch = setInterval(() => peakBytes = Math.max(peakBytes, peakOf(child.pid)), 20);
  const { code, stdout, stderr } = await child.output();
  clearInterval(watch);
  const ms = performance.now() - startedAt;
  const text = new TextDecoder().decode(stdout);
  if (code !== 0 || !text.includes(`${records} imported`)) {
    throw new Error(text + new TextDecoder().decode(stderr));
  }
  return { ms, peakBytes };
}

/** Writes a file like those of earlier versions, with a bare number in every tenth record. */
async function writeRecords(path: string, count: number): Promise<void> {
  using file = await Deno.create(path);
  const encoder = new TextEncoder();
  const write = async (text: string) => {
    const bytes = encoder.encode(text);
    for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  };
  const metadata = { version: "2.0.0", created_at: "2025-08-01T10:00:00.000001", plugin_count: count };
  await write(`{"metadata":${JSON.stringify(metadata)},"plugins":{`);
  let text = "";
  for (let i = 0; i < count; i++) {
    text += `${i === 0 ? "" : ","}${JSON.stringify(`vst3/Plugin ${i}`)}:${recordText(i)}`;
    if (i % 1000 === 999 || i === count - 1) {
      await write(text);
      text = "";
    }
  }
  await write("}}");
}

const WORDS =
  "attack release threshold ratio drive cutoff resonance mix gain depth rate feedback time tone width pan"
    .split(" ");

function recordText(index: number): string {
  const parameters = Object.fromEntries(
    Array.from({ length: PARAMETERS }, (_, i) => {
      const name = `${WORDS[(index + i) % WORDS.length]}_${WORDS[(index * 7 + i) % WORDS.length]}_${i}`;
      return [name, { name, value: (index * 31 + i * 17) % 1000 / 10 }];
    }),
  );
  const text = JSON.stringify({
    id: `vst3/Plugin ${index}`,
    name: `${WORDS[index % WORDS.length]} ${WORDS[(index * 7) % WORDS.length]} ${index}`,
    path: `/plugins/vendor ${index % 120}/Plugin ${index}.vst3`,
    filename: `Plugin ${index}.vst3`,
    plugin_type: "vst3",
    parameters,
    manufacturer: `Vendor ${index % 120}`,
    name_in_file: null,
  });
  return index % 10 === 0 ? text.replace(/"value":[\d.]+/, '"value":-Infinity') : text;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
