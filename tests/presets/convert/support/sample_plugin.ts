import { type DescribedPlugin, type Parameter, pluginId } from "../../../../src/model/plugin.ts";
import type { StateAnswer, StateRequest } from "../../../../src/model/presets/plugin_state.ts";
import type { ConvertingPlugin } from "../../../../src/presets/convert/convert_state.ts";
import { statIfThere } from "../../../../src/platform/stat_if_there.ts";
import { PluginHost } from "../../../../src/scan/plugin_host.ts";
import { FormatWorker } from "../../../native/support/format_worker.ts";
import { answerOf, Lv2Worker } from "../../../native/support/lv2_worker.ts";
import type { ZAM_PLUGINS } from "../../../support/sample_plugins.ts";

/** Formats in which Debian has them. */
export type SampleFormat = "vst3" | "lv2" | "clap" | "ladspa";

type SampleName = (typeof ZAM_PLUGINS)[number];

const LOCATIONS: Readonly<Record<SampleFormat, (name: SampleName) => { location: string; binary: string }>> =
  {
    vst3: (name) => {
      const location = `/usr/lib/vst3/${name}.vst3`;
      return { location, binary: `${location}/Contents/x86_64-linux/${name}.so` };
    },
    lv2: (name) => sameFile(`/usr/lib/lv2/${name}.lv2`),
    clap: (name) => sameFile(`/usr/lib/clap/${name}.clap`),
    ladspa: (name) => sameFile(`/usr/lib/ladspa/${name}-ladspa.so`),
  };

/** The formats in which Debian has a plugin. */
export function formatsOf(name: SampleName): SampleFormat[] {
  const formats = Object.keys(LOCATIONS) as SampleFormat[];
  return formats.filter((format) => statIfThere(LOCATIONS[format](name).location) !== undefined);
}

function sameFile(location: string) {
  return { location, binary: location };
}

/** The description of the only plugin of a module. */
async function describe(format: SampleFormat, binary: string): Promise<DescribedPlugin> {
  if (format !== "lv2") {
    await using worker = await FormatWorker.start(format);
    return (await worker.describeAll(binary))[0]!;
  }
  await using worker = await Lv2Worker.start([binary]);
  const { plugins } = answerOf(await worker.list(binary), "listed");
  return answerOf(await worker.describe(binary, plugins[0]!.nativeId), "described").plugin;
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
    const { nativeId, parameters } = await describe(format, binary);
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
