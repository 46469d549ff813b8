import { findShim } from "../../src/scan/shim/shim.ts";
import { projectPath } from "../project_path.ts";
import { median, ratioResult, type Result } from "./measure.ts";

const ROUNDS = 15;

const FOLDER = "/usr/lib/ladspa";

/** The promises for LADSPA: reading all descriptors through the shim takes at most twice the time of a loop in C. */
export async function* ladspaResults(): AsyncGenerator<Result> {
  const libraries = sampleLibraries();
  if (libraries.length === 0) return;
  const shim = findShim(Deno.env.get);
  const program = await compile();
  try {
    const pairs = [];
    for (let i = 0; i <= ROUNDS; i++) {
      pairs.push({ shim: await read(program, shim, libraries), loop: await read(program, "-", libraries) });
    }
    pairs.shift(); // This one filled the system's caches
    const { count } = pairs[0]!.shim;
    if (count !== pairs[0]!.loop.count) {
      throw new Error("The shim and the loop read different numbers of plugins");
    }
    yield ratioResult(`${count} LADSPA plugins listed and described, against a loop in C`, {
      measuredMs: median(pairs.map(({ shim }) => shim.ms)),
      baselineMs: median(pairs.map(({ loop }) => loop.ms)),
      ratio: median(pairs.map(({ shim, loop }) => shim.ms / loop.ms)),
    }, 2);
  } finally {
    await Deno.remove(program);
  }
}

function sampleLibraries(): string[] {
  try {
    return [...Deno.readDirSync(FOLDER)].filter(({ name }) => name.endsWith(".so")).map(({ name }) =>
      `${FOLDER}/${name}`
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function compile(): Promise<string> {
  const program = await Deno.makeTempFile({ prefix: "pluginary-bench-" });
  const source = projectPath("scripts/bench/ladspa_descriptors.c");
  await run("cc", ["-O2", "-o", program, source, "-ldl"]);
  return program;
}

async function read(
  program: string,
  reader: string,
  libraries: string[],
): Promise<{ count: number; ms: number }> {
  const [count, ms] = (await run(program, [reader, ...libraries])).split(" ").map(Number);
  return { count: count!, ms: ms! };
}

async function run(program: string, args: string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(program, { args, stdin: "null", stderr: "inherit" })
    .output();
  if (!success) throw new Error(`"${program}" failed`);
  return new TextDecoder().decode(stdout);
}
