import type { InstalledPlugin } from "../../catalog/presets/installed_plugin.ts";
import type { ConfinementLevel } from "../../model/confinement.ts";
import { endOfSentence } from "../../model/text.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { StateAnswer, StateRequest } from "../../model/presets/plugin_state.ts";
import type { Variables } from "../../platform/folders.ts";
import { parentFolder } from "../../platform/paths.ts";
import { PluginHost, PluginHostError } from "../../scan/plugin_host.ts";

/** How plugins are loaded for their states. */
export interface LoadSettings {
  readonly environment: Variables;
  /** Unset for the best confinement that this system has. */
  readonly confinement?: ConfinementLevel | undefined;
}

/** A plugin that is loaded in a confined worker, for as many states as are asked for. */
export class StateLoader implements AsyncDisposable {
  readonly #host: PluginHost;
  readonly plugin: InstalledPlugin;

  private constructor(host: PluginHost, plugin: InstalledPlugin) {
    this.#host = host;
    this.plugin = plugin;
  }

  /**
   * Starts the worker.
   *
   * @param request Names a preset that the plugin itself reads, so that its worker may.
   * @throws {PluginaryError} `plugin-failed`.
   */
  static async start(
    plugin: InstalledPlugin,
    { environment, confinement: level }: LoadSettings,
    request: StateRequest = {},
  ): Promise<StateLoader> {
    const { format, location, binary, overrides } = plugin;
    if (plugin.isBlocked) throw blocked(plugin);
    const readable = filesOf(request);
    const confinement = level === undefined ? undefined : { level, allowances: [] };
    const host = await explained(
      plugin,
      "load",
      () => PluginHost.start({ format, location, binary, confinement, overrides, readable, environment }),
    );
    return new StateLoader(host, plugin);
  }

  /**
   * Loads what is asked for and reads the state.
   *
   * @throws {PluginaryError} `plugin-failed` for a plugin that crashes, hangs or refuses.
   */
  async load(request: StateRequest): Promise<StateAnswer> {
    const what = request.state === undefined ? "read the state of" : "load the state into";
    return await explained(this.plugin, what, () => this.#host.state(this.plugin.nativeId, request));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.stop();
  }
}

/** The files of the preset in a request; LV2 presets refer to others in their bundle. */
function filesOf({ preset }: StateRequest): string[] {
  if (preset === undefined || preset.location === "") return [];
  return [preset.location.endsWith(".ttl") ? parentFolder(preset.location) : preset.location];
}

function blocked({ name, id }: InstalledPlugin): PluginaryError {
  return new PluginaryError(
    "plugin-failed",
    `Cannot load "${name}": it is on the blocklist`,
    `"pluginary blocklist remove ${id}" takes it off`,
  );
}

/** @param what The attempt, for messages, up to the plugin's name. */
async function explained<T>({ name, id }: InstalledPlugin, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PluginHostError)) throw error;
    throw new PluginaryError(
      "plugin-failed",
      `Cannot ${what} "${name}": ${reasonOf(error)}`,
      `"pluginary info ${id}" shows more about the plugin`,
      { cause: error },
    );
  }
}

/** Why a plugin has failed, as the end of a sentence that names it; from a `plugin-failed`. */
export function reasonOfFailure({ cause, message }: PluginaryError): string {
  return cause instanceof PluginHostError ? reasonOf(cause) : message;
}

function reasonOf({ reason: { message, signal } }: PluginHostError): string {
  const why = endOfSentence(message);
  return signal === undefined || why.includes(signal) ? why : `${why} (${signal})`;
}
