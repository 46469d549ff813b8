import { openCatalog } from "../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../tests/catalog/support/test_catalog.ts";
import { samplePlugin } from "../../tests/cli/support/scan_events.ts";
import { compiledTarget, whyNotCompiled } from "../../tests/support/compiled_program.ts";
import { type ProgramTarget, SOURCE_TARGET } from "../../tests/support/program.ts";
import { TemporaryFolder } from "../../tests/support/temporary_folder.ts";
import { compileProgram } from "../compile.ts";
import { compare, ratioResult, type Result } from "./measure.ts";

/** Rounds of each comparison. */
const ROUNDS = 41;

/** Plugins of the catalog that is listed. */
const PLUGINS = 10_000;

/** Command lines, and how much longer than an empty script each may take. */
const PROMISES: readonly (readonly [args: readonly string[], ratio: number])[] = [
  [["--version"], 1.2],
  [["list", "--limit", "10", "--json"], 1.5],
  [["list", "--limit", "10"], 2.5],
];

/** What the command line promises: it starts quickly, from source and compiled, whatever the catalog's size. */
export async function* commandLineResults(): AsyncGenerator<Result> {
  await using folder = await TemporaryFolder.make();
  const catalog = folder.join("catalog.db");
  await fillCatalog(catalog);
  const script = await folder.write("empty.js", "");
  const flags = ["run", "--quiet", "--no-prompt", "--no-config", "--no-lock"];
  yield* starts(
    "from source",
    SOURCE_TARGET,
    { program: Deno.execPath(), args: [...flags, script] },
    catalog,
  );
  const reason = whyNotCompiled();
  if (reason !== "") return console.error(`bench: compiled program ${reason}`);
  const entry = { name: "empty.js", source: "", isAlone: true };
  const empty = await compileProgram({ output: folder.join("empty"), entry });
  yield* starts("compiled", await compiledTarget(), { program: empty, args: [] }, catalog);
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
