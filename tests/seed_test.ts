import assert from "node:assert/strict";
import { projectPath } from "../scripts/project_path.ts";
import { TemporaryFolder } from "./support/temporary_folder.ts";

/** A property as anyone would write it, which tells what it is given. */
const PROPERTY = `
import fc from "fast-check";
Deno.test("a property", () => {
  const seen: number[] = [];
  fc.assert(fc.property(fc.integer(), (number) => { seen.push(number); }));
  Deno.writeTextFileSync("seen.json", JSON.stringify(seen));
});
Deno.test("a wrong property", () => fc.assert(fc.property(fc.integer(), () => false)));
`;

/** What the property is given when its file is tested with these variables, and what is printed. */
async function runProperty(env: Record<string, string>): Promise<{ seen: string; printed: string }> {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write("property_test.ts", PROPERTY);
  // Not our own variables, for these tests are part of `deno task stress` too.
  const { PLUGINARY_TEST_FULL: _full, PLUGINARY_TEST_SEED: _seed, ...rest } = Deno.env.toObject();
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--config", projectPath("deno.json"), file],
    clearEnv: true,
    env: { ...rest, ...env },
    cwd: folder.path,
    stdin: "null",
    stderr: "null",
  }).output();
  return {
    seen: await Deno.readTextFile(folder.join("seen.json")),
    printed: new TextDecoder().decode(stdout),
  };
}

Deno.test("a property is given the same in every run, but in full runs, and what a seed names", async () => {
  const first = await runProperty({});
  assert.equal((await runProperty({})).seen, first.seen);
  const full = await runProperty({ PLUGINARY_TEST_FULL: "1" });
  assert.notEqual(full.seen, first.seen);
  assert.notEqual((await runProperty({ PLUGINARY_TEST_FULL: "1" })).seen, full.seen);
  // A failure prints its seed, with which it happens again.
  const seed = full.printed.match(/\bseed: (-?\d+)/)![1]!;
  const again = await runProperty({ PLUGINARY_TEST_SEED: seed });
  assert.equal(again.seen, full.seen);
});

Deno.test("a seed that is none is not taken for another", async () => {
  for (const seed of ["", "x", "1.5", "4294967296"]) {
    await assert.rejects(runProperty({ PLUGINARY_TEST_SEED: seed }), Deno.errors.NotFound, seed);
  }
});
