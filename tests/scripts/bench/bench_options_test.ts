import assert from "node:assert/strict";
import { BenchUsageError, parseBenchOptions } from "../../../scripts/bench/harness/bench_options.ts";

const SUITES = ["scan", "search"];

Deno.test("parseBenchOptions() reads suites, flags and files in any order", () => {
  assert.deepEqual(parseBenchOptions(["--quick", "search", "--json", "a.json", "--compare=b.json"], SUITES), {
    suites: ["search"],
    isQuick: true,
    isHelp: false,
    json: "a.json",
    compare: "b.json",
  });
});

for (
  const [args, message] of [
    [["--fast"], 'Unknown option "--fast"; see --help'],
    [["scann"], 'Unknown suite "scann"; expected scan, search'],
    [["--json"], 'Option "--json" needs a file'],
    [["--svg="], 'Option "--svg" needs a file'],
    [["--markdown"], 'Option "--markdown" needs a file'],
  ] as const
) {
  Deno.test(`parseBenchOptions() refuses ${args.join(" ")}`, () => {
    assert.throws(() => parseBenchOptions(args, SUITES), (error) => {
      return error instanceof BenchUsageError && error.message === message;
    });
  });
}
