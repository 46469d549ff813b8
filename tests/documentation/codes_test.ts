import assert from "node:assert/strict";
import { programFiles } from "../../scripts/program_files.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { problemSchema } from "../../src/model/documents/scan_document.ts";
import { ALL_REASON_CODES, REASON_CODES } from "../../src/model/reason_code.ts";
import { type Cell, readTables } from "./support/documentation.ts";

const PAGE = "docs/codes.md";

/** The codes in the cells of a column of a table. */
function codesIn(rows: readonly (readonly Cell[])[], column: number): string[][] {
  return rows.map((row) => [...row[column]!.text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
}

/** The members of the type of error codes, which exist only in its source. */
async function errorCodes(): Promise<string[]> {
  const file = projectPath("src/model/pluginary_error.ts");
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["doc", "--json", file] }).output();
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout));
  // deno-lint-ignore no-explicit-any
  const [{ symbols }] = Object.values<any>(nodes);
  // deno-lint-ignore no-explicit-any
  const { declarations: [{ def }] } = symbols.find(({ name }: any) => name === "ErrorCode");
  return def.tsType.value.map(({ repr }: { repr: string }) => repr);
}

Deno.test(`${PAGE} has every error code`, async () => {
  const [errors] = await readTables(PAGE);
  assert.deepEqual(codesIn(errors!, 0).flat(), await errorCodes());
});

Deno.test(`${PAGE} has every outcome with its reasons`, async () => {
  const [, reasons] = await readTables(PAGE);
  const outcomes = codesIn(reasons!, 0).flat();
  assert.deepEqual(
    Object.fromEntries(codesIn(reasons!, 1).map((codes, row) => [outcomes[row], codes])),
    REASON_CODES,
  );
});

Deno.test(`${PAGE} has every code of a scan's problems`, async () => {
  const [, , problems] = await readTables(PAGE);
  assert.deepEqual(codesIn(problems!, 0).flat(), problemSchema.entries.code.options);
});

Deno.test(`${PAGE} has only warnings that the program gives`, async () => {
  const [, , , warnings] = await readTables(PAGE);
  const native = ["native/src/vst3/vst3_format.cpp", "native/src/lv2/lv2_plugin.cpp"].map(projectPath);
  const sources = await Promise.all([...programFiles(), ...native].map((file) => Deno.readTextFile(file)));
  for (const code of codesIn(warnings!, 0).flat()) {
    assert.ok(sources.some((source) => source.includes(`"${code}"`)), code);
  }
});

Deno.test("troubleshooting explains every reason", async () => {
  const tables = await readTables("docs/guide/troubleshooting.md");
  const explained = tables.flatMap((rows) => codesIn(rows, 0).flat());
  assert.deepEqual(explained.toSorted(), ALL_REASON_CODES.toSorted());
});
