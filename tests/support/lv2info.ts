/** A control port as lilv's own `lv2info` prints it. */
export interface Lv2Port {
  readonly symbol: string;
  readonly name: string;
  readonly isOutput: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly default: number | undefined;
  readonly scalePoints: ReadonlyMap<number, string>;
}

/** A plugin as `lv2info` prints it. */
export interface Lv2Plugin {
  readonly name: string;
  readonly author: string;
  readonly audioInputs: number;
  readonly audioOutputs: number;
  readonly controls: readonly Lv2Port[];
}

/** Asks `lv2info`, an independent reader of the same plugin's LV2 sibling. */
export async function lv2info(uri: string): Promise<Lv2Plugin> {
  const output = await run("lv2info", uri);
  const [head = "", ...ports] = output.split(/\n\tPort \d+:\n/);
  const isAudio = (port: string) => port.includes("lv2core#AudioPort");
  const isOutput = (port: string) => port.includes("lv2core#OutputPort");
  const audio = ports.filter(isAudio);
  return {
    name: field(head, "Name") ?? "",
    author: field(head, "Author") ?? "",
    audioInputs: audio.filter((port) => !isOutput(port)).length,
    audioOutputs: audio.filter(isOutput).length,
    controls: ports.filter((port) => port.includes("lv2core#ControlPort")).map((port) => ({
      symbol: field(port, "Symbol") ?? "",
      name: field(port, "Name") ?? "",
      isOutput: isOutput(port),
      minimum: numberField(port, "Minimum"),
      maximum: numberField(port, "Maximum"),
      default: numberField(port, "Default"),
      scalePoints: scalePoints(port),
    })),
  };
}

/** The URIs of all installed LV2 plugins. */
export async function lv2ls(): Promise<string[]> {
  return (await run("lv2ls")).split("\n").filter((line) => line !== "");
}

async function run(program: string, ...args: string[]): Promise<string> {
  const { code, stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
  if (code !== 0) throw new Error(`"${program} ${args.join(" ")}" ended with ${code}`);
  return new TextDecoder().decode(stdout);
}

function field(text: string, name: string): string | undefined {
  const line = text.split("\n").find((candidate) => candidate.trimStart().startsWith(`${name}:`));
  return line?.slice(line.indexOf(":") + 1).trim();
}

function numberField(text: string, name: string): number | undefined {
  const value = field(text, name);
  return value === undefined ? undefined : Number(value);
}

function scalePoints(port: string): Map<number, string> {
  const points = new Map<number, string>();
  for (const line of port.split("\n")) {
    const [, value, label] = /^\s+(-?[\d.]+) = "(.*)"$/.exec(line) ?? [];
    if (value !== undefined && label !== undefined) points.set(Number(value), label);
  }
  return points;
}
