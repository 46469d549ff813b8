import assert from "node:assert/strict";
import { undocumented } from "../../scripts/check_documentation.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("undocumented() names what is exported without a word", async () => {
  await using folder = await TemporaryFolder.make();
  const bad = await folder.write(
    "bad.ts",
    "export const a: number = 1;\n\nexport interface B {\n  c: 1;\n}\n",
  );
  const good = await folder.write(
    "good.ts",
    "/** A. */\nexport class A {\n  constructor(readonly b: number) {}\n}\n",
  );
  assert.deepEqual(await undocumented([bad, good]), [`${bad}:1 missing-jsdoc`, `${bad}:3 missing-jsdoc`]);
  assert.deepEqual(await undocumented([good]), []);
});

Deno.test("undocumented() lets types be inferred from a schema", async () => {
  await using folder = await TemporaryFolder.make();
  const file = await folder.write(
    "a.ts",
    "/** A. */\nexport const a = make();\nfunction make() {\n  return 1;\n}\n",
  );
  assert.deepEqual(await undocumented([file]), []);
});

Deno.test("undocumented() does not take a failure for a clean answer", async () => {
  await assert.rejects(undocumented(["no-such-file.ts"]), /no-such-file/);
});
