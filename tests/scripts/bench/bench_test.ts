import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type { Report } from "../../../scripts/bench/harness/report.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("bench --help lists the suites and options", async () => {
  const { code, stdout } = await bench("--help");
  assert.equal(code, 0);
  for (const word of ["--compare FILE", "second-scan", "growth", "peers"]) {
    assert.ok(stdout.includes(word), word);
  }
});

Deno.test("bench exits with 2 for a suite that it does not know", async () => {
  const { code, stdout, stderr } = await bench("speed");
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^bench: Unknown suite "speed"; expected scan, /);
});

Deno.test("bench exits with 2 for a file to compare with that is no report", async () => {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("other.json", "{}");
  const { code, stderr } = await bench("--compare", file, "ladspa");
  assert.equal(code, 2);
  assert.match(stderr, /it is not a report of --json/);
});

Deno.test("bench writes a report, and fails where it is worse than an earlier one", async () => {
  await using folder = await TemporaryFolder.make();
  const [json, svg] = [folder.join("report.json"), folder.join("plot.svg")];
  const first = await bench("--quick", "--json", json, "--svg", svg, "ladspa");
  const report: Report = JSON.parse(await Deno.readTextFile(json));
  assert.equal(report.rows.length, 1);
  assert.ok(first.stdout.includes(report.rows[0]!.name));
  assert.match(await Deno.readTextFile(svg), /^<svg /);
  if ("skipped" in report.rows[0]!) return; // Without samples there is nothing to be worse

  const figure = { unit: "x", median: 0.1, low: 0.1, high: 0.1, runs: 3 };
  const better = { ...report, rows: [{ ...report.rows[0], ratio: figure }] };
  const earlier = await folder.write("earlier.json", JSON.stringify(better));
  const { code, stdout } = await bench("--quick", "--compare", earlier, "ladspa");
  assert.equal(code, 1);
  assert.match(stdout, /^WORSE {3}ladspa: .*: 0\.10 x before, [\d.]+ x now$/m);
});

async function bench(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", projectPath("scripts/bench.ts"), ...args],
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
