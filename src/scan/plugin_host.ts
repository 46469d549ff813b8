import { type ConfinementPolicy, DEFAULT_POLICY } from "../model/confinement.ts";
import type { Reason } from "../model/module.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { PluginOverrides } from "../model/plugin_overrides.ts";
import type { DiscoveredPresets, StateAnswer, StateRequest } from "../model/presets/plugin_state.ts";
import { discover } from "./discovery/discovery.ts";
import { defaultRoots } from "./discovery/search_paths.ts";
import { bundleFiles } from "./files/file_system.ts";
import { type Environment, thisSystem } from "./files/search_system.ts";
import { type LoadableModule, unloadable } from "./formats/found_module.ts";
import { NO_SURROUNDINGS } from "./formats/plugin_format_record.ts";
import { FORMATS } from "./formats/records/formats.ts";
import { confineTo, placeModules, type WorkerConfinement } from "./workers/confinement.ts";
import {
  cleanLines,
  explainedReason,
  isExplainable,
  reasonOfEnd,
  reasonOfRefusal,
} from "./workers/explained_reason.ts";
import { type RequestLimits, timeLimits } from "./workers/time_limits.ts";
import type { Exchange, RequestBody, WorkerAnswer, WorkerSession } from "./workers/worker_session.ts";
import type { WorkerSlot } from "./workers/worker_slot.ts";
import { type SupplySettings, WorkerSupply } from "./workers/worker_supply.ts";

/** A module to host, and the rights of its worker. */
export interface HostOptions {
  readonly format: PluginFormat;
  /** The module, as the catalog names it; empty for files of LV2 presets, which need none. */
  readonly location: string;
  /** The file in it to load; unset to find it as a scan does. */
  readonly binary?: string | undefined;
  /** How plugins are confined; unset for the best confinement that this system has. */
  readonly confinement?: ConfinementPolicy | undefined;
  /** The user's own settings for this module. */
  readonly overrides?: PluginOverrides | undefined;
  /** Files and folders that the worker may read beside the module, such as those of presets. */
  readonly readable?: readonly string[];
  readonly environment: Environment;
  /** How workers are started, for tests; unset for the real ones. */
  readonly supply?: SupplySettings;
}

/** Thrown when a plugin or its module fails; the reason is that of a scan. */
export class PluginHostError extends Error {
  override readonly name = "PluginHostError";
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason.message);
    this.reason = reason;
  }
}

/** An answer that says what was asked for. */
type ClearAnswer = Exclude<WorkerAnswer, { type: "refused" }>;

/**
 * Runs the plugins of one module in a worker that is confined like those of a
 * scan. After a crash or a hang the next request gets a new worker. Requests
 * are made one after the other.
 */
export class PluginHost implements AsyncDisposable {
  readonly #supply: WorkerSupply;
  readonly #slot: WorkerSlot;
  readonly #module: Pick<LoadableModule, "format" | "location" | "binary">;
  readonly #limits: RequestLimits;

  private constructor(
    supply: WorkerSupply,
    slot: WorkerSlot,
    module: Pick<LoadableModule, "format" | "location" | "binary">,
    limits: RequestLimits,
  ) {
    this.#supply = supply;
    this.#slot = slot;
    this.#module = module;
    this.#limits = limits;
  }

  /**
   * Starts a worker for a module; {@linkcode stop} ends it.
   *
   * @throws {PluginHostError} when the module cannot be loaded on this computer.
   * @throws {PluginaryError} `worker-does-not-start` and others when no worker can be had.
   */
  static async start(options: HostOptions): Promise<PluginHost> {
    const { format, environment, overrides } = options;
    const module = await moduleOf(options);
    const confinement = await confinementOf(module, options);
    const supply = new WorkerSupply(options.supply ?? {}, environment);
    try {
      await supply.open();
      const record = FORMATS.get(format);
      // Bundles that a scan only reads are read when a worker starts; here their code runs as well.
      const folders = record.worker.runsPluginCode || module.location === "" ? [] : [module.location];
      const slot = await supply.slot(
        { ...record, worker: { ...record.worker, runsPluginCode: true } },
        { ...NO_SURROUNDINGS, folders },
      );
      slot.prepare(confinement);
      await slot.get();
      const limits = options.supply?.limits ?? timeLimits({ overrideMs: overrides?.timeoutMs });
      return new PluginHost(supply, slot, module, limits);
    } catch (error) {
      await supply.stop();
      await supply.release();
      throw error;
    }
  }

  /**
   * Makes an instance of a plugin, loads what is asked into it and reads its
   * state.
   *
   * @throws {PluginHostError} when the plugin crashes, hangs or refuses.
   */
  async state(nativeId: string, request: StateRequest = {}): Promise<StateAnswer> {
    const { type: _, requestId: __, ...answer } = await this.#ask({
      type: "state",
      ...this.#module,
      nativeId,
      ...this.#withPlace(request),
    }, "state");
    return answer;
  }

  /** The catalog names the module as the place of a preset inside it; to the plugin that is no place. */
  #withPlace(request: StateRequest): StateRequest {
    const { preset } = request;
    return preset?.location === this.#module.location
      ? { ...request, preset: { ...preset, location: "" } }
      : request;
  }

  /**
   * Reads the presets in files with the format's own reader; an empty name
   * stands for those inside the module, and no name at all asks for the types
   * of files only.
   *
   * @throws {PluginHostError} when the module crashes, hangs or refuses.
   */
  async presetFiles(files: readonly string[]): Promise<DiscoveredPresets> {
    const { type: _, requestId: __, ...answer } = await this.#ask({
      type: "preset-files",
      ...this.#module,
      files: [...files],
    }, "preset-files");
    return answer;
  }

  /** Ends the worker, and a request in it. */
  async stop(): Promise<void> {
    await this.#supply.stop();
    await this.#supply.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #ask<T extends ClearAnswer["type"]>(
    body: RequestBody,
    type: T,
  ): Promise<Extract<ClearAnswer, { type: T }>> {
    const worker = await this.#slot.get();
    if (worker === undefined) throw new PluginHostError(STOPPED);
    const exchange = await worker.request(body, this.#limits);
    if (exchange.answer?.type === type) return exchange.answer as Extract<ClearAnswer, { type: T }>;
    throw new PluginHostError(await this.#explain(body, exchange, worker));
  }

  /** The reason of a failure, with the denials that may have caused it. */
  async #explain(body: RequestBody, { answer, end }: Exchange, worker: WorkerSession): Promise<Reason> {
    const reason = answer?.type === "refused"
      ? { ...reasonOfRefusal(answer.failure), stderrTail: cleanLines(worker.errorTail) }
      : end === undefined
      ? STOPPED
      : reasonOfEnd(end, 1);
    if (!isExplainable(reason) || this.#slot.isStopped) return reason;
    return explainedReason(reason, await this.#slot.explain(body, this.#limits), []);
  }
}

const STOPPED: Reason = { code: "protocol-error", message: "Was stopped" };

/** The module at a location, as a scan finds it. */
async function moduleOf(
  { format, location, binary }: HostOptions,
): Promise<LoadableModule> {
  const named = { format, location, architectures: [], files: [] };
  if (binary !== undefined) return { ...named, binary };
  if (location === "") return { ...named, binary: "" };
  const root = { path: location, formats: [format], isRecursive: false, isNamed: true };
  for await (const discovery of discover([root])) {
    if (!("module" in discovery)) continue;
    const { module } = discovery;
    if (module.reason !== undefined) throw new PluginHostError(module.reason);
    if (module.binary !== undefined) return { ...module, binary: module.binary };
  }
  throw new PluginHostError(
    unloadable(format, location, "not-found", `"${location}" is not there or holds no plugin`).reason!,
  );
}

/** The confinement that a scan would give the module, with the files that it reads here. */
async function confinementOf(module: LoadableModule, options: HostOptions): Promise<WorkerConfinement> {
  const { format, environment, confinement = DEFAULT_POLICY, overrides = {}, readable = [] } = options;
  const roots = defaultRoots([format], thisSystem(environment)).map(({ path }) => path);
  const modules = module.location === "" ? [] : loadedFiles(module);
  const [placed] = await placeModules(modules, roots, confinement, environment, () => overrides);
  const own = placed?.confinement ?? confineTo([], confinement, environment, overrides);
  return { ...own, readable: [...own.readable, ...readable] };
}

/** A module for each library that is loaded: a bundle that a scan only reads names none, and its own can be links. */
function loadedFiles(module: LoadableModule): LoadableModule[] {
  if (module.binary !== module.location || FORMATS.get(module.format).worker.runsPluginCode) return [module];
  const libraries = bundleFiles(module.location, (name) => /\.(so|dll|dylib)$/i.test(name));
  return libraries.length === 0 ? [module] : libraries.map(({ path }) => ({ ...module, binary: path }));
}
