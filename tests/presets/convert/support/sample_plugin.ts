import type { Parameter } from "../../../../src/model/plugin.ts";
import { pluginId } from "../../../../src/model/plugin.ts";
import type { StateAnswer, StateRequest } from "../../../../src/model/presets/plugin_state.ts";
import type { ConvertingPlugin } from "../../../../src/presets/convert/convert_state.ts";
import { PluginHost } from "../../../../src/scan/plugin_host.ts";
import { FormatWorker } from "../../../native/support/format_worker.ts";
import type { ZAM_PLUGINS } from "../../../support/sample_plugins.ts";

/** Formats in which Debian has each of some plugins. */
export type SampleFormat = "vst3" | "clap" | "ladspa";

type SampleName = (typeof ZAM_PLUGINS)[number];

const LOCATIONS: Readonly<Record<SampleFormat, (name: SampleName) => { location: string; binary: string }>> =
  {
    vst3: (name) => {
      const location = `/usr/lib/vst3/${name}.vst3`;
      return { location, binary: `${location}/Contents/x86_64-linux/${name}.so` };
    },
    clap: (name) => sameFile(`/usr/lib/clap/${name}.clap`),
    ladspa: (name) => sameFile(`/usr/lib/ladspa/${name}-ladspa.so`),
  };

function sameFile(location: string) {
  return { location, binary: location };
}

/** A plugin of `zam-plugins` in a worker. */
export class SamplePlugin implements ConvertingPlugin, AsyncDisposable {
  readonly plugin: { id: string; format: SampleFormat; parameters: readonly Parameter[] };
  readonly #host: PluginHost;
  readonly #nativeId: string;

  private constructor(plugin: SamplePlugin["plugin"], host: PluginHost, nativeId: string) {
    this.plugin = plugin;
    this.#host = host;
    this.#nativeId = nativeId;
  }

  /** Describes the plugin and starts its worker. */
  static async start(name: SampleName, format: SampleFormat): Promise<SamplePlugin> {
    const { location, binary } = LOCATIONS[format](name);
    await using worker = await FormatWorker.start(format);
    const [described] = await worker.describeAll(binary);
    const { nativeId, parameters } = described!;
    const host = await PluginHost.start({
      format,
      location,
      binary,
      environment: (name) => Deno.env.get(name),
    });
    return new SamplePlugin({ id: pluginId(format, nativeId), format, parameters }, host, nativeId);
  }

  async load(request: StateRequest): Promise<StateAnswer> {
    return await this.#host.state(this.#nativeId, request);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.stop();
  }
}
