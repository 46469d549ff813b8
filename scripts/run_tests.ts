// Runs the tests; `deno task test` starts it. With arguments it is `deno test`
// with these. Without, files that do not disturb each other run side by side
// and all others one after another; the last line has the sums, in Deno's form.
import { runVisibly } from "./run_command.ts";
import { projectPath } from "./project_path.ts";
import { addCounts, type Counts, formatCounts, readClosingLine } from "./test_counts.ts";
import { testOrder } from "./test_order.ts";

/** One start of `deno test`. */
interface Pass {
  readonly code: number;
  /** Missing if the tests were interrupted. */
  readonly counts?: Counts;
  /** The section of Deno's output that lists the failures; empty without any. */
  readonly failures: string;
}

const TEST = ["test", "-A"];

async function runPass(args: readonly string[]): Promise<Pass> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...TEST, "--no-check", ...args],
    cwd: projectPath(""),
    stdout: "piped",
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    Deno.stdout.writeSync(new TextEncoder().encode(text));
    output += text;
  }
  const { code } = await child.status;
  const counts = readClosingLine(output);
  const failures = /\n[^\n]* FAILURES [^]*$/.exec(output)?.[0] ?? "";
  return { code, failures, ...(counts === undefined ? {} : { counts }) };
}

async function runAll(): Promise<number> {
  const start = performance.now();
  const types = await runVisibly(Deno.execPath(), [...TEST, "--no-run"], { cwd: projectPath("") });
  if (!types.success) return types.code;
  const { together, alone } = await testOrder();
  const passes = [await runPass(["--parallel", ...together]), await runPass(alone)] as const;
  // The failures of the first pass are far above by now.
  console.log(passes[0]!.failures);
  const code = Math.max(...passes.map(({ code }) => code));
  const counts = passes.map(({ counts }) => counts);
  if (!counts.every((one) => one !== undefined)) return code === 0 ? 1 : code;
  console.log(formatCounts(addCounts(counts), { isOk: code === 0, ms: performance.now() - start }));
  return code;
}

if (import.meta.main) {
  if (Deno.args.length === 0) Deno.exit(await runAll());
  const test = new Deno.Command(Deno.execPath(), { args: [...TEST, ...Deno.args] }).spawn();
  Deno.exit((await test.status).code);
}
