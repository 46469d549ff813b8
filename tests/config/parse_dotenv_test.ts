import assert from "node:assert/strict";
import { parseEnv } from "node:util";
import * as fc from "fast-check";
import { parseDotenv } from "../../src/config/parse_dotenv.ts";
import { timesOf } from "../support/counts.ts";

function valuesOf(text: string): Record<string, string> {
  return Object.fromEntries(parseDotenv(text).map(({ name, value }) => [name, value]));
}

for (
  const [text, values] of [
    ["A=1\nB=two words \n", { A: "1", B: "two words" }],
    ["export A=1\n  export\tB = 2\nexported=3", { A: "1", B: "2", exported: "3" }],
    ["A=1 # one\nB='#' # sign\nC=a#b\n#D=1\n # E=1", { A: "1", B: "#", C: "a" }],
    [`A="a\nb"\nB='c\n\nd'\nC=\`"'\``, { A: "a\nb", B: "c\n\nd", C: `"'` }],
    [`A="a\\nb"\nB='a\\nb'\nC=a\\nb\nD="\\t\\""`, { A: "a\nb", B: "a\\nb", C: "a\\nb", D: "\\t\\" }],
    ['A="no end\nB=2', { A: '"no end', B: "2" }],
    ["A=\nB\n=C\nD=''\n1=2\nE F=3", { A: "", D: "" }],
    ["A=1\r\nB='2'\r\n", { A: "1", B: "2" }],
    ["A=1\nA=2", { A: "2" }],
    ["A=$HOME ${B} `id`\nB=$(id)", { A: "$HOME ${B} `id`", B: "$(id)" }],
    ["A='x' B=2\nC=3", { A: "x", C: "3" }],
    ["", {}],
  ] as const
) {
  Deno.test(`parseDotenv() reads ${JSON.stringify(text)}`, () => {
    assert.deepEqual(valuesOf(text), values);
  });
}

Deno.test("parseDotenv() says where each variable stands", () => {
  const text = "# x\n  export  PLUGINARY_JOBS=1\nexport_=2\nB='\n3'\nC=4";
  const names = parseDotenv(text).map(({ name, offset }) => [name, text.slice(offset, offset + name.length)]);
  assert.deepEqual(names, [
    ["PLUGINARY_JOBS", "PLUGINARY_JOBS"],
    ["export_", "export_"],
    ["B", "B"],
    ["C", "C"],
  ]);
});

/** Lines as people write them. */
const lines = fc.tuple(
  fc.constantFrom("", "export ", " ", "export  "),
  fc.constantFrom("A", "B", "PLUGINARY_JOBS", "export_", "a_1"),
  fc.constantFrom("=", " = ", "= "),
  fc.oneof(
    fc.string({ unit: fc.constantFrom(..."ab1,:/$*") }),
    fc.tuple(
      fc.constantFrom('"', "'", "`"),
      fc.string({ unit: fc.constantFrom(..."ab #=\n\\,n$") }),
    ).map(([quote, content]) => quote + content + quote),
  ),
  fc.constantFrom("", " # comment", " "),
).map((parts) => parts.join(""));

Deno.test("parseDotenv() reads the lines that people write as parseEnv() does", () => {
  // parseEnv() takes the next line for the value of "A= ".
  const filled = lines.filter((line) => !/= *(#|$)/.test(line));
  const text = fc.array(fc.oneof(filled, fc.constantFrom("", "# comment", "nothing")), { maxLength: 6 })
    .map((all) => all.join("\n"));
  fc.assert(
    fc.property(text, (text) => assert.deepEqual(valuesOf(text), { ...parseEnv(text) })),
    { numRuns: timesOf(10_000) },
  );
});

Deno.test("parseDotenv() takes any text, in a time that grows with its length", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...`AB= "'\`#\n\rexport\\\u0000`), maxLength: 200 }),
      (text) => {
        for (const { name, offset } of parseDotenv(text)) {
          assert.equal(text.slice(offset, offset + name.length), name);
        }
      },
    ),
    { numRuns: timesOf(20_000) },
  );
});
