import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../tests/catalog/support/test_catalog.ts";
import { samplePlugin } from "../../tests/cli/support/scan_events.ts";
import { compiledTarget, whyNotCompiled } from "../../tests/support/compiled_program.ts";
import { type ProgramTarget, SOURCE_TARGET } from "../../tests/support/program.ts";
import { TemporaryFolder } from "../../tests/support/temporary_folder.ts";
import { compileProgram } from "../compile.ts";
import { projectPath } from "../project_path.ts";
import { compare, ratioResult, type Result } from "./measure.ts";

/** Rounds of each comparison. */
const ROUNDS = 41;

/** Number of plugins in the listed catalog. */
const PLUGINS = 10_000;

const LEAST_LIST = projectPath("scripts/bench/least_list.ts");

/** Command lines, and the promised ratio of each to an empty script. */
const PROMISES: readonly (readonly [args: readonly string[], ratio: number])[] = [
  [["--version"], 1.2],
  [["list", "--limit", "10", "--json"], 1.5],
  [["list", "--limit", "10"], 2.5],
];

/** The promises of the command line: it starts quickly, from source and compiled, whatever the catalog's size. */
export async function* commandLineResults(): AsyncGenerator<Result> {
  await using folder = await TemporaryFolder.make();
  const catalog = folder.join("catalog.db");
  await fillCatalog(catalog);
  const script = await folder.write("empty.js", "");
  const flags = ["run", "--quiet", "--no-prompt", "--no-config", "--no-lock"];
  const emptySource = { program: Deno.execPath(), args: [...flags, script] };
  yield* starts("from source", SOURCE_TARGET, emptySource, catalog);
  yield await leastStart("from source", leastFromSource(), emptySource, catalog);
  const reason = whyNotCompiled();
  if (reason !== "") return console.error(`bench: compiled program ${reason}`);
  const entry = { name: "empty.js", source: "", isAlone: true };
  const empty = await compileProgram({ output: folder.join("empty"), entry });
  const emptyCompiled = { program: empty, args: [] };
  yield* starts("compiled", await compiledTarget(), emptyCompiled, catalog);
  yield await leastStart("compiled", await leastCompiled(folder), emptyCompiled, catalog);
}

/** The smallest possible list with the same packages and the program's rights. */
function leastFromSource(): ProgramTarget {
  return { program: SOURCE_TARGET.program, args: [...SOURCE_TARGET.args.slice(0, -1), LEAST_LIST] };
}

async function leastCompiled(folder: TemporaryFolder): Promise<ProgramTarget> {
  const bundle = folder.join("least_list.js");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform=deno", `--output=${bundle}`, LEAST_LIST],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const entry = { name: "least_list.js", source: await Deno.readTextFile(bundle), isAlone: true };
  return { program: await compileProgram({ output: folder.join("least"), entry }), args: [] };
}

/** Compares that smallest list with an empty program, as a reference for the promises. */
async function leastStart(
  build: string,
  { program, args }: ProgramTarget,
  empty: ProgramTarget,
  catalog: string,
): Promise<Result> {
  const comparison = await compare(
    ROUNDS,
    () => run({ program, args: [...args, catalog] }, ["--limit", "10", "--json"], catalog),
    () => run(empty, [], catalog),
  );
  const { name, value } = ratioResult(
    `a command with two options and two queries ${build}, against an empty program`,
    comparison,
    Infinity,
  );
  return { name, value, promise: "the lower bound, not a promise", isKept: true };
}

async function* starts(
  build: string,
  target: ProgramTarget,
  empty: ProgramTarget,
  catalog: string,
): AsyncGenerator<Result> {
  for (const [args, promised] of PROMISES) {
    const comparison = await compare(
      ROUNDS,
      () => run(target, args, catalog),
      () => run(empty, [], catalog),
    );
    yield ratioResult(
      `"pluginary ${args.join(" ")}" ${build}, against an empty program`,
      comparison,
      promised,
    );
  }
}

async function run(
  { program, args }: ProgramTarget,
  more: readonly string[],
  catalog: string,
): Promise<void> {
  const { success } = await new Deno.Command(program, {
    args: [...args, ...more],
    env: { PLUGINARY_CATALOG: catalog },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error(`"${program} ${more.join(" ")}" failed`);
}

async function fillCatalog(path: string): Promise<void> {
  using catalog = await openCatalog(path);
  const journal = await beginScan(catalog);
  for (let i = 0; i < PLUGINS; i++) {
    const plugin = samplePlugin({
      id: `vst3:${i}`,
      nativeId: String(i),
      name: `Plugin ${i}`,
      vendor: `Vendor ${i % 120}`,
    });
    await commitModule(journal, moduleWith(`P${i}`, [plugin]));
  }
  await journal.end({ isComplete: true, interruptedBy: null });
}
