import { PluginaryError } from "../../model/pluginary_error.ts";
import { RunFolder } from "../../platform/private_folder.ts";
import { temporaryFolder } from "../../platform/temporary_folder.ts";
import type { Environment } from "../files/search_system.ts";
import type { PluginFormatRecord, Surroundings } from "../formats/plugin_format_record.ts";
import { machineError } from "./machine_error.ts";
import { workerCommand } from "./worker_command.ts";
import { DEFAULT_LIMITS, type WorkerCommand, type WorkerLimits } from "./worker_session.ts";
import { WorkerSlot } from "./worker_slot.ts";

/** How the workers of a scan are started. */
export interface SupplySettings {
  /** The command that starts workers; unset for the real ones. */
  readonly worker?: WorkerCommand;
  /** How long workers may take, for tests; unset for limits that fit each format. */
  readonly limits?: WorkerLimits;
}

/** Provides slots for workers, and owns the resources that workers need outside their processes. */
export class WorkerSupply {
  readonly #settings: SupplySettings;
  readonly #environment: Environment;
  readonly #slots = new Set<WorkerSlot>();
  #command: WorkerCommand | undefined;
  #folder: Promise<RunFolder> | undefined;
  #isStopped = false;

  constructor(settings: SupplySettings, environment: Environment) {
    this.#settings = settings;
    this.#environment = environment;
  }

  /**
   * Finds the files that workers are started from.
   *
   * @throws {PluginaryError} `shim-not-found`, `shim-not-usable` or `worker-not-found`.
   */
  async open(): Promise<void> {
    this.#command = this.#settings.worker ?? await workerCommand(this.#environment);
  }

  /**
   * A slot for one format. Each format has its own workers, which load no other.
   *
   * @throws {PluginaryError} when there is no space for the workers' private folders.
   */
  async slot(record: PluginFormatRecord, { folders }: Surroundings): Promise<WorkerSlot> {
    const { startMsPerFolder } = record.worker;
    const startMs = DEFAULT_LIMITS.startMs + folders.length * startMsPerFolder;
    const slot = new WorkerSlot({
      command: { ...this.#command!, surroundings: folders },
      format: record.format,
      runsPluginCode: record.worker.runsPluginCode,
      limits: this.#settings.limits ?? { ...DEFAULT_LIMITS, startMs },
      run: await (this.#folder ??= makeRunFolder()),
    });
    this.#slots.add(slot);
    if (this.#isStopped) await slot.stop();
    return slot;
  }

  /** Takes a slot back, and ends its worker in order. */
  async takeBack(slot: WorkerSlot): Promise<void> {
    await slot.close();
    this.#slots.delete(slot);
  }

  /** Ends all workers at once, and any that come after them. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#slots].map((slot) => slot.stop()));
  }

  /** Releases all resources of the workers once none is running. */
  async release(): Promise<void> {
    // A folder that could not be made has already ended the scan.
    await (await this.#folder?.catch(() => undefined))?.remove();
    await this.#command?.release?.();
  }
}

async function makeRunFolder(): Promise<RunFolder> {
  try {
    return await RunFolder.make();
  } catch (error) {
    const what = `Cannot create a folder for workers in "${temporaryFolder()}"`;
    throw machineError(what, error) ?? placeError(what, error) ?? error;
  }
}

/** Explains that the environment names a folder that is of no use. */
function placeError(what: string, error: unknown): PluginaryError | undefined {
  const why = error instanceof Deno.errors.NotFound
    ? "it does not exist"
    : error instanceof Deno.errors.NotADirectory
    ? "it is not a folder"
    : error instanceof Deno.errors.PermissionDenied
    ? "permission denied"
    : undefined;
  if (why === undefined) return undefined;
  const hint = "Set TMPDIR to a folder that you can write to";
  return new PluginaryError("worker-does-not-start", `${what}: ${why}`, hint, { cause: error });
}
