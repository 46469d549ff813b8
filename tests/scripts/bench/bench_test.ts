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

Deno.test("bench refuses files that it cannot use before it measures", async () => {
  await using folder = await TemporaryFolder.make();
  const other = await folder.write("other.json", "{}");
  const text = await folder.write("text.json", "slow");
  const missing = folder.join("missing");
  for (
    const [args, message] of [
      [["--compare", other], `Cannot compare with "${other}": it is not a report of --json`],
      [["--compare", text], `Cannot compare with "${text}": it is not a report of --json`],
      [["--compare", missing], `Cannot compare with "${missing}": there is no such file`],
      [["--json", `${missing}/a.json`], `Cannot write "${missing}/a.json": there is no folder "${missing}/"`],
      [["--svg", `${other}/a.svg`], `Cannot write "${other}/a.svg": there is no folder "${other}/"`],
      [["--markdown", folder.path], `Cannot write "${folder.path}": it is a folder`],
    ] as const
  ) {
    const { code, stdout, stderr } = await bench(...args, "ladspa");
    assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: "", stderr: `bench: ${message}\n` });
  }
});

Deno.test("bench writes a report, and fails where it is worse than an earlier one", async () => {
  await using folder = await TemporaryFolder.make();
  const [json, svg, markdown] = ["report.json", "plot.svg", "table.md"].map((name) => folder.join(name));
  const outputs = ["--json", json!, "--svg", svg!, "--markdown", markdown!];
  const first = await bench("--quick", ...outputs, "ladspa");
  const report: Report = JSON.parse(await Deno.readTextFile(json!));
  assert.equal(report.rows.length, 1);
  assert.ok(first.stdout.includes(report.rows[0]!.name));
  assert.match(await Deno.readTextFile(svg!), /^<svg /);
  assert.match(await Deno.readTextFile(markdown!), /^### ladspa$/m);
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
