import type { DiscoveredPresets } from "../../model/presets/plugin_state.ts";
import type { HostOptions, PluginHost } from "../../scan/plugin_host.ts";
import type { PresetFault } from "./file_fault.ts";

/** Files that a worker is asked for at once. */
const BATCH_FILES = 64;

/** Files of one module that may end its worker, and those that may take all of its time; the rest is then given up. */
const MOST_FAULTS = 8;
const MOST_SILENCES = 2;

/** What a worker has said, or how it ended. */
export type HostAnswer =
  | { readonly answer: DiscoveredPresets }
  /** The fault can be one of this moment that says nothing about the files, which are then read again next time. */
  | { readonly fault: PresetFault; readonly isPassing?: boolean };

/** What a worker has said of some files, or how it ended over one. */
export type HostReading = HostAnswer & { readonly files: readonly string[] };

/**
 * Reads files of presets in a confined worker, which is started when it is
 * needed; a search that finds nothing new loads no code for it.
 */
export class PresetReader implements AsyncDisposable {
  readonly #options: HostOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #interrupt = () => void this.#host?.stop();
  #host: PluginHost | undefined;
  /** Why no worker can be had. */
  #loss: PresetFault | undefined;

  /** @param signal Ends a request at once: a plugin that hangs would keep the program for as long as its time limit. */
  constructor(options: HostOptions, signal?: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#interrupt);
  }

  /** Asks for these files, as {@linkcode PluginHost.presetFiles} does. */
  async ask(files: readonly string[]): Promise<HostAnswer> {
    if (this.#loss !== undefined) return { fault: this.#loss, isPassing: true };
    const { PluginHost, PluginHostError } = await import("../../scan/plugin_host.ts");
    try {
      this.#host ??= await PluginHost.start(this.#options);
      return { answer: await this.#host.presetFiles(files) };
    } catch (error) {
      if (!(error instanceof PluginHostError)) throw error;
      const { code, message } = error.reason;
      const fault = { code, message };
      if (this.#host !== undefined) return { fault };
      this.#loss = fault;
      return { fault, isPassing: true };
    }
  }

  /**
   * Reads files. One that makes the worker crash or answer nonsense is found by
   * halving, one that makes it hang by asking for each alone, since every
   * silence takes long. The others are read all the same.
   */
  async *read(files: readonly string[]): AsyncGenerator<HostReading> {
    const waiting = inBatches(files, BATCH_FILES);
    let faults = 0;
    let silences = 0;
    for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
      const answer = await this.ask(batch);
      if (this.#signal?.aborted) return;
      if ("answer" in answer) yield { files: batch, ...answer };
      else if (this.#loss !== undefined) yield { files: [...batch, ...waiting.splice(0).flat()], ...answer };
      else {
        const { code } = answer.fault;
        const isSilence = code === "timed-out";
        if (batch.length > 1) {
          waiting.push(...inBatches(batch, isSilence ? 1 : Math.ceil(batch.length / 2)));
          continue;
        }
        yield { files: batch, ...answer };
        faults++;
        if (isSilence) silences++;
        if (faults < MOST_FAULTS && silences < MOST_SILENCES) continue;
        const message = `Was not read: files before it have stopped the plugin ${faults} times`;
        yield { files: waiting.splice(0).flat(), fault: { code, message }, isPassing: true };
      }
    }
  }

  /** Ends the worker. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal?.removeEventListener("abort", this.#interrupt);
    await this.#host?.stop();
  }
}

/** The last batch first, as they are taken from the end. */
function inBatches(files: readonly string[], size: number): string[][] {
  const batches: string[][] = [];
  for (let from = 0; from < files.length; from += size) batches.unshift(files.slice(from, from + size));
  return batches;
}
