import * as fc from "fast-check";

/** A made-up file, and its value. */
export interface JsoncText {
  readonly text: string;
  readonly value: Record<string, unknown>;
}

const NAMES = ["scan", "list", "jobs", "failOn", "json", "version", "a b", "\u00e9", '"', "\\"];

/** Comments with what a careless editor would trip over. */
const COMMENTS = [
  "// plain\n",
  '// "jobs": 1, {\n',
  "/* block */",
  '/* "a": [ */',
  "/* two\n lines */",
  "// with a slash at its end /\n",
];

/** White space and comments, as they may stand between any two tokens. */
const gaps = fc.array(fc.constantFrom("", " ", "\n", "\t", "\r\n", ...COMMENTS), { maxLength: 3 })
  .map((parts) => parts.join(""));

const scalars = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string({ unit: fc.constantFrom("a", "/", "*", '"', "\\", ",", "}", "\u00e9", "\n") }),
);

/** Texts of objects with comments and commas wherever they may stand, two levels deep. */
export function jsoncTexts(): fc.Arbitrary<JsoncText> {
  return objects(2).chain(({ text, value }) =>
    fc.tuple(gaps, gaps).map(([before, after]) => ({ text: before + text + after, value }))
  );
}

function objects(depth: number): fc.Arbitrary<JsoncText> {
  const values = depth === 0 ? simpleValues() : fc.oneof(simpleValues(), objects(depth - 1));
  const properties = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), values, gaps, gaps, gaps, gaps), {
    maxLength: 4,
    selector: ([name]) => name,
  });
  return fc.tuple(properties, fc.boolean(), gaps).map(([list, hasTrailingComma, end]) => {
    const parts = list.map(([name, { text }, a, b, c, d], index) => {
      const isLast = index === list.length - 1;
      return `${a}${JSON.stringify(name)}${b}:${c}${text}${d}${isLast && !hasTrailingComma ? "" : ","}`;
    });
    const value = Object.fromEntries(list.map(([name, { value }]) => [name, value]));
    return { text: `{${parts.join("")}${end}}`, value };
  });
}

function simpleValues(): fc.Arbitrary<{ text: string; value: unknown }> {
  const lists = fc.array(scalars, { maxLength: 3 });
  return fc.oneof(scalars, lists).map((value) => ({ text: JSON.stringify(value), value }));
}
