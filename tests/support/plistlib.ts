import fc from "fast-check";
import type { PropertyListValue } from "../../src/scan/files/property_list_value.ts";

/** Why the tests against Python's plistlib cannot run; `undefined` if they can. */
export const WITHOUT_PLISTLIB: string | undefined = await missingPlistlib();

async function missingPlistlib(): Promise<string | undefined> {
  try {
    const { success } = await python("import plistlib", "");
    return success ? undefined : "python3 has no plistlib";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "python3 is missing";
    throw error;
  }
}

/** Both forms of a property list. */
export interface WrittenList {
  readonly xml: Uint8Array<ArrayBuffer>;
  readonly binary: Uint8Array<ArrayBuffer>;
}

/** Turns each line of JSON into a value, and that into both forms in Base64. */
const WRITER = `
import base64, datetime, json, plistlib, sys
def value(node):
    kind, content = node
    if kind == "integer": return int(content)
    if kind == "real": return float(content)
    if kind == "date": return datetime.datetime.strptime(content, "%Y-%m-%dT%H:%M:%S.000Z")
    if kind == "data": return base64.b64decode(content)
    if kind == "array": return [value(item) for item in content]
    if kind == "dict": return {key: value(item) for key, item in content}
    return content
for line in sys.stdin:
    made = value(json.loads(line))
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        print(base64.b64encode(plistlib.dumps(made, fmt=form, sort_keys=False)).decode())
`;

/** Lets Python's plistlib, which shares nothing with our reader, write values in both forms. */
export async function writeWithPlistlib(values: readonly PropertyListValue[]): Promise<WrittenList[]> {
  const input = values.map((value) => JSON.stringify(tagged(value)) + "\n").join("");
  const { success, stdout, stderr } = await python(WRITER, input);
  if (!success) throw new Error(`plistlib failed: ${new TextDecoder().decode(stderr)}`);
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  const bytes = (line: string) => Uint8Array.from(atob(line), (character) => character.charCodeAt(0));
  return values.map((_, index) => ({
    xml: bytes(lines[2 * index]!),
    binary: bytes(lines[2 * index + 1]!),
  }));
}

/** Turns each line, a list in Base64, into its binary form. */
const CONVERTER = `
import base64, plistlib, sys
for line in sys.stdin:
    made = plistlib.loads(base64.b64decode(line))
    print(base64.b64encode(plistlib.dumps(made, fmt=plistlib.FMT_BINARY, sort_keys=False)).decode())
`;

/** Lets Python's plistlib read lists, and write them in binary form. */
export async function convertWithPlistlib(
  lists: readonly Uint8Array[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  const input = lists.map((list) => `${list.toBase64()}\n`).join("");
  const { success, stdout, stderr } = await python(CONVERTER, input);
  if (!success) throw new Error(`plistlib failed: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) => Uint8Array.fromBase64(line));
}

async function python(program: string, input: string): Promise<Deno.CommandOutput> {
  const child = new Deno.Command("python3", {
    args: ["-c", program],
    env: { PYTHONIOENCODING: "utf-8" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  await new Blob([input]).stream().pipeTo(child.stdin);
  return await output;
}

function tagged(value: PropertyListValue): [string, unknown] {
  if (typeof value === "bigint") return ["integer", String(value)];
  if (typeof value === "number") return [Number.isSafeInteger(value) ? "integer" : "real", String(value)];
  if (value instanceof Date) return ["date", value.toISOString()];
  if (value instanceof Uint8Array) return ["data", btoa(String.fromCharCode(...value))];
  if (Array.isArray(value)) return ["array", value.map(tagged)];
  if (value instanceof Map) return ["dict", [...value].map(([key, item]) => [key, tagged(item)])];
  return ["plain", value];
}

/** A text that XML can contain: no control characters except tabs and line feeds. */
const text = fc.string({ unit: "binary", maxLength: 20 }).map((made) =>
  // deno-lint-ignore no-control-regex
  made.toWellFormed().replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, "\t")
);

/** Any value that plistlib writes in both forms: no sets, no null. */
export const writableValue: fc.Arbitrary<PropertyListValue> =
  fc.letrec<{ value: PropertyListValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.constantFrom("", " ", "]]>", "<&>\"'", "&amp;", "__proto__"),
      fc.boolean(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }).map(narrowed),
      fc.integer(),
      fc.double().filter((made) => !Object.is(made, -0)),
      fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
        .map((made) => new Date(Math.floor(made.getTime() / 1000) * 1000)),
      fc.uint8Array({ maxLength: 60 }),
      fc.array(tie("value"), { maxLength: 20 }),
      fc.array(fc.tuple(fc.oneof(text, fc.constantFrom("__proto__", "constructor")), tie("value")))
        .map((entries) => new Map(entries)),
    ),
  })).value;

/** An integer as our reader returns it. */
function narrowed(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
