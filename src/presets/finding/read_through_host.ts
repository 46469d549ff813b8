import type { DiscoveredPresets } from "../../model/presets/plugin_state.ts";
import { type PluginHost, PluginHostError } from "../../scan/plugin_host.ts";

/** Files that a worker is asked for at once. */
const BATCH_FILES = 64;

/** Files of one module that may end its worker; the rest is then given up. */
const MOST_FAULTS = 8;

/** Why a file could not be read. */
export interface PresetFault {
  readonly code: string;
  readonly message: string;
}

/** What a worker has said of some files, or how it ended over one. */
export type HostReading =
  | { readonly files: readonly string[]; readonly answer: DiscoveredPresets }
  | { readonly files: readonly string[]; readonly fault: PresetFault };

/**
 * Reads files of presets in a confined worker. A file that makes it crash, hang
 * or answer nonsense is found by halving, and the others are read all the same.
 *
 * @param start Starts a worker for these files.
 * @param signal Ends the reading before the next files.
 */
export async function* readThroughHost(
  files: readonly string[],
  start: () => Promise<PluginHost>,
  signal?: AbortSignal,
): AsyncGenerator<HostReading> {
  const waiting = inBatches(files);
  let host: PluginHost | undefined;
  // A plugin that hangs would keep the program for as long as its time limit.
  const interrupt = () => void host?.stop();
  signal?.addEventListener("abort", interrupt);
  let faults = 0;
  try {
    for (let batch = waiting.pop(); batch !== undefined && !signal?.aborted; batch = waiting.pop()) {
      // Without a worker nothing can be read, and the next one would not start either.
      host ??= await start();
      const answer = await ask(host, batch);
      if (!(answer instanceof PluginHostError)) {
        yield { files: batch, answer };
        continue;
      }
      if (signal?.aborted) return;
      if (batch.length > 1) {
        const middle = batch.length >> 1;
        waiting.push(batch.slice(middle), batch.slice(0, middle));
      } else {
        faults++;
        const given = faults < MOST_FAULTS ? batch : [...batch, ...waiting.splice(0).flat()];
        yield { files: given, fault: faultOf(answer) };
      }
    }
  } finally {
    signal?.removeEventListener("abort", interrupt);
    await host?.stop();
  }
}

/** The reason that a catalog keeps of a worker that failed. */
export function faultOf({ reason }: PluginHostError): PresetFault {
  return { code: reason.code, message: reason.message };
}

async function ask(
  host: PluginHost,
  files: readonly string[],
): Promise<DiscoveredPresets | PluginHostError> {
  try {
    return await host.presetFiles([...files]);
  } catch (error) {
    if (error instanceof PluginHostError) return error;
    throw error;
  }
}

/** The last batch first, as they are taken from the end. */
function inBatches(files: readonly string[]): string[][] {
  const batches: string[][] = [];
  for (let from = 0; from < files.length; from += BATCH_FILES) {
    batches.unshift(files.slice(from, from + BATCH_FILES));
  }
  return batches;
}
