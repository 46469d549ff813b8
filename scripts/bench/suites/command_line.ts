import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { beginScan, commitModule, moduleWith } from "../../../tests/catalog/support/test_catalog.ts";
import { samplePlugin } from "../../../tests/cli/support/scan_events.ts";
import { compiledTarget, whyNotCompiled } from "../../../tests/support/compiled_program.ts";
import { type ProgramTarget, SOURCE_TARGET } from "../../../tests/support/program.ts";
import type { TemporaryFolder } from "../../../tests/support/temporary_folder.ts";
import { compileProgram } from "../../compile.ts";
import { projectPath } from "../../project_path.ts";
import { type Bench, roundsOf } from "../harness/bench.ts";
import { inTurn, timeMs } from "../harness/in_turn.ts";
import { atMost, type Limit, ratioRow, type Row, skippedRow } from "../harness/row.ts";

/** Rounds of each comparison. */
const ROUNDS = 41;

/** Number of plugins in the listed catalog. */
const PLUGINS = 10_000;

const LEAST_LIST = projectPath("scripts/bench/suites/least_list.ts");

/** The limits of lists, by the least program that opens the catalog. */
const LISTS: readonly (readonly [args: readonly string[], limit: Limit])[] = [
  [["list", "--limit", "10", "--json"], atMost(1.5)],
  [["list", "--limit", "10"], atMost(2)],
];

/** A build of the program beside the least programs, built in the same way. */
interface Builds {
  readonly name: string;
  readonly target: ProgramTarget;
  readonly empty: ProgramTarget;
  /** The smallest possible list with the same packages and rights. */
  readonly leastList: ProgramTarget;
}

/** The limits of the command line: it starts quickly, from source and compiled, whatever the catalog's size. */
export async function* commandLineRows(bench: Bench): AsyncGenerator<Row> {
  const catalog = bench.folder.join("catalog.db");
  await fillCatalog(catalog);
  yield* starts(bench, await fromSource(bench.folder), catalog);
  const reason = whyNotCompiled();
  if (reason !== "") {
    yield skippedRow("starts, compiled", reason);
    return;
  }
  yield* starts(bench, await compiled(bench.folder), catalog);
}

async function fromSource(folder: TemporaryFolder): Promise<Builds> {
  const script = await folder.write("empty.js", "");
  const flags = ["run", "--quiet", "--no-prompt", "--no-config", "--no-lock"];
  return {
    name: "from source",
    target: SOURCE_TARGET,
    empty: { program: Deno.execPath(), args: [...flags, script] },
    leastList: { program: SOURCE_TARGET.program, args: [...SOURCE_TARGET.args.slice(0, -1), LEAST_LIST] },
  };
}

async function compiled(folder: TemporaryFolder): Promise<Builds> {
  const entry = { name: "empty.js", source: "", isAlone: true };
  return {
    name: "compiled",
    target: await compiledTarget(),
    empty: { program: await compileProgram({ output: folder.join("empty"), entry }), args: [] },
    leastList: await leastCompiled(folder),
  };
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

async function* starts(bench: Bench, builds: Builds, catalog: string): AsyncGenerator<Row> {
  const { name, target, empty, leastList } = builds;
  const time = (program: ProgramTarget, args: readonly string[]) => () =>
    timeMs(() => run(program, args, catalog));
  const version = await inTurn(roundsOf(bench, ROUNDS), {
    measured: time(target, ["--version"]),
    baseline: time(empty, []),
  });
  yield ratioRow(`"pluginary --version" ${name}, against an empty script`, version, { limit: atMost(1.2) });
  const least = { program: leastList.program, args: [...leastList.args, catalog] };
  for (const [args, limit] of LISTS) {
    const times = await inTurn(roundsOf(bench, ROUNDS), {
      measured: time(target, args),
      baseline: time(least, ["--limit", "10", "--json"]),
    });
    yield ratioRow(`"pluginary ${args.join(" ")}" ${name}, against the least list`, times, {
      limit,
      note: `${PLUGINS} plugins; the least list has the same packages, two options and two queries`,
    });
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
  await updateSiblings(catalog);
}
