/** A port as `analyseplugin` of the LADSPA SDK prints it, bounds and default at 48 kHz. */
export interface LadspaPort {
  readonly name: string;
  readonly direction: "input" | "output";
  readonly kind: "audio" | "control";
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly default: number | null;
  /** `toggled`, `logarithmic`, `integer` and `sample-rate`. */
  readonly hints: readonly string[];
}

/** A plugin as `analyseplugin` prints it. */
export interface LadspaPlugin {
  readonly uniqueId: string;
  readonly label: string;
  readonly name: string;
  readonly maker: string;
  readonly ports: readonly LadspaPort[];
}

const SAMPLE_RATE = 48_000;

/** Asks `analyseplugin`, an independent reader, for all plugins of a library. */
export async function analyseplugin(library: string): Promise<LadspaPlugin[]> {
  const command = new Deno.Command("analyseplugin", { args: [library], stderr: "null" });
  const { code, stdout } = await command.output();
  if (code !== 0) throw new Error(`"analyseplugin ${library}" ended with ${code}`);
  const [, ...plugins] = new TextDecoder().decode(stdout).split(/^Plugin Name: /m);
  return plugins.map(parsePlugin);
}

function parsePlugin(text: string): LadspaPlugin {
  const [head = "", ports = ""] = text.split("\nPorts:\t");
  const field = (name: string) => head.match(new RegExp(`^${name}: "?(.*?)"?$`, "m"))?.[1] ?? "";
  return {
    uniqueId: field("Plugin Unique ID"),
    label: field("Plugin Label"),
    name: head.match(/^"(.*)"$/m)?.[1] ?? "",
    maker: field("Maker"),
    ports: ports.split("\n").map((line) => line.trim()).filter((line) => line !== "").map(parsePort),
  };
}

function parsePort(line: string): LadspaPort {
  const match = line.match(/^"(.*)" (input|output), (audio|control)(?:, (.*))?$/);
  if (match === null) throw new Error(`analyseplugin prints a port in an unknown way: ${line}`);
  const [, name, direction, kind, rest] = match;
  const words = rest?.split(", ") ?? [];
  const bounds = words.find((word) => / to /.test(word));
  const [minimum = "...", maximum = "..."] = bounds?.split(" to ") ?? [];
  return {
    name: name!,
    direction: direction as LadspaPort["direction"],
    kind: kind as LadspaPort["kind"],
    minimum: number(minimum),
    maximum: number(maximum),
    default: number(words.find((word) => word.startsWith("default "))?.slice("default ".length) ?? "..."),
    hints: [
      ...words.filter((word) => /^(logarithmic|integer)$/.test(word)),
      // A toggle that also has bounds is printed as an error
      ...words.some((word) => /^toggled$|TOGGLED/.test(word)) ? ["toggled"] : [],
      ...rest?.includes("*srate") ? ["sample-rate"] : [],
    ],
  };
}

/** `0.5*srate`, `440` or `...` for none. */
function number(text: string): number | null {
  if (text === "...") return null;
  const value = Number(text.replace("*srate", ""));
  return text.endsWith("*srate") ? value * SAMPLE_RATE : value;
}
