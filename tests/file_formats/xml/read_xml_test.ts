import assert from "node:assert/strict";
import fc from "fast-check";
import { readXml, type XmlListener } from "../../../src/file_formats/xml/read_xml.ts";
import { childAt, type XmlElement } from "../../../src/file_formats/xml/xml_element.ts";
import { xmlText } from "../../../src/file_formats/xml/xml_text.ts";
import { timesOf } from "../../support/counts.ts";
import { parseWithExpat, WITHOUT_EXPAT, type XmlElement as ExpatElement } from "../../support/expat.ts";
import { SEED } from "../../support/seed.ts";
import { faultOf } from "../support/fault_of.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The bytes of a text in pieces of this size. */
function* piecesOf(text: string, size = 7): Generator<Uint8Array> {
  const bytes = bytesOf(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** The elements with these names, as they are kept. */
function kept(
  pieces: Iterable<Uint8Array>,
  names: readonly string[],
  more: Partial<XmlListener> = {},
): XmlElement[] {
  const found: XmlElement[] = [];
  readXml(pieces, { open: (name) => names.includes(name), kept: (element) => found.push(element), ...more });
  return found;
}

const DOCUMENT = `\u{feff}<?xml version="1.0" encoding="UTF-8"?><!-- a < b -->
<x:Project a='1 &lt; "2"'><Device name="Röhre 🎛"><State path="a.fxp"/>one<![CDATA[<two>]]> &amp; three</Device>
<Device/><Other><Device id="3"><Device id="4"/></Device></Other></x:Project>`;

Deno.test("readXml() keeps the outermost elements that are wanted, with all that is in them", () => {
  for (const size of [1, 2, 7, 1000]) {
    const [first, second, third, ...more] = kept(piecesOf(DOCUMENT, size), ["Device"]);
    assert.deepEqual(more, []);
    assert.equal(first?.attributes["name"], "Röhre 🎛");
    assert.equal(first?.text, "one<two> & three");
    assert.equal(childAt(first, "State")?.attributes["path"], "a.fxp");
    assert.deepEqual(second?.children, []);
    assert.equal(childAt(third, "Device")?.attributes["id"], "4");
  }
});

Deno.test("readXml() tells of all elements outside of kept ones", () => {
  const told: string[] = [];
  kept(piecesOf(DOCUMENT), [], {
    open: (name) => {
      told.push(name);
      return name === "Device";
    },
    close: (name) => told.push(`/${name}`),
    kept: ({ name }) => told.push(`kept ${name}`),
  });
  assert.deepEqual(told, [
    ...["x:Project", "Device", "kept Device", "Device", "kept Device"],
    ...["Other", "Device", "kept Device", "/Other", "/x:Project"],
  ]);
});

Deno.test("readXml() leaves out texts that nobody wants", () => {
  const [device] = kept(piecesOf("<D>a<S>bytes</S>b<T>c</T></D>"), ["D"], {
    skipsText: (name) => name === "S",
  });
  assert.deepEqual([device?.text, childAt(device, "S")?.text, childAt(device, "T")?.text], ["ab", "", "c"]);
});

Deno.test("readXml() reads UTF-16, which the first bytes tell", () => {
  const text = '<?xml version="1.0" encoding="UTF-16"?><a b="é"/>';
  const units = Uint16Array.from(`\u{feff}${text}`, (sign) => sign.charCodeAt(0));
  assert.equal(kept([new Uint8Array(units.buffer)], ["a"])[0]?.attributes["b"], "é");
});

Deno.test("readXml() refuses documents that are made to harm", () => {
  const laughs = `<!DOCTYPE a [<!ENTITY b "${"x".repeat(1000)}"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`;
  const outside = '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>';
  const deep = "<a>".repeat(2000) + "</a>".repeat(2000);
  const attributes = `<a ${Array.from({ length: 5000 }, (_, index) => `a${index}="" `).join("")}/>`;
  for (const text of [laughs, outside]) {
    assert.equal(faultOf(() => kept(piecesOf(text, 1000), ["a"])), "invalid");
  }
  for (const text of [deep, attributes]) {
    assert.equal(faultOf(() => kept(piecesOf(text, 1000), [])), "too-large");
  }
  assert.equal(
    faultOf(() => kept(piecesOf(`<a>${"<b/>".repeat(200_001)}</a>`, 100_000), ["a"])),
    "too-large",
  );
});

const MOST_TEXT = 1024 * 1024;

/** A document that goes on for 32 times as much. */
function* endless(start: string): Generator<Uint8Array> {
  yield bytesOf(start);
  const bytes = bytesOf("x".repeat(MOST_TEXT));
  for (let index = 0; index < 32; index++) yield bytes;
}

function keptOf(start: string, names: readonly string[]): void {
  readXml(endless(start), { open: (name) => names.includes(name), kept: () => undefined }, MOST_TEXT);
}

Deno.test("readXml() holds no attribute, comment or text without an end", () => {
  for (const start of ['<a b="', "<a><!--", "<a><![CDATA[", "<a><?b "]) {
    assert.equal(faultOf(() => keptOf(start, [])), "too-large", start);
  }
  assert.equal(faultOf(() => keptOf("<a>", ["a"])), "too-large");
});

Deno.test("readXml() passes over a text of any length that nobody wants", () => {
  assert.equal(faultOf(() => keptOf("<a>", [])), "truncated");
});

Deno.test("readXml() refuses what is no whole document", () => {
  for (const text of ["", " ", "<a>", "<a", "<a></a", '<a b="', "<a/><!--", "<a><b></b>", "<?xml"]) {
    assert.equal(faultOf(() => kept(piecesOf(text), [])), "truncated", text);
  }
  for (const text of ["text", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a b=c/>", "<a b='1' b='2'/>"]) {
    assert.equal(faultOf(() => kept(piecesOf(text), [])), "invalid", text);
  }
});

Deno.test("readXml() with wrong characters reads or refuses", () => {
  const bytes = bytesOf(DOCUMENT);
  const places = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(places, (changes) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      faultOf(() => kept([copy], ["Device"]));
    }),
    { seed: SEED, numRuns: timesOf(20_000) },
  );
});

/** Elements as both readers have them. */
const nameOf = fc.constantFrom("a", "Device", "MacroControls.0", "x");
const textOf = fc.string({ unit: fc.constantFrom(..."ab é&<>\"']🎛\n") });
const elements = fc.letrec<{ element: ExpatElement; children: ExpatElement[] }>((tie) => ({
  children: fc.oneof(
    { maxDepth: 3 },
    fc.constant<ExpatElement[]>([]),
    fc.array(tie("element"), { maxLength: 3 }),
  ),
  element: fc.record({
    tag: nameOf,
    attributes: fc.dictionary(fc.constantFrom("Id", "Value", "x"), textOf, { maxKeys: 3 }),
    text: textOf,
    children: tie("children"),
  }),
})).element;

function written({ tag, attributes, text, children }: ExpatElement): string {
  const start = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`).join("");
  return `<${tag}${start}>${xmlText(text)}${children.map(written).join("")}</${tag}>`;
}

function asExpat({ name, attributes, text, children }: XmlElement): ExpatElement {
  return { tag: name, attributes: { ...attributes }, text, children: children.map(asExpat) };
}

Deno.test(
  `readXml() agrees with expat${WITHOUT_EXPAT === undefined ? "" : ` (skipped: ${WITHOUT_EXPAT})`}`,
  { ignore: WITHOUT_EXPAT !== undefined },
  async () => {
    const children = fc.sample(elements, { seed: SEED, numRuns: timesOf(3000) });
    const text = written({ tag: "all", attributes: {}, text: "", children });
    const [read] = kept(piecesOf(text, 3), ["all"]);
    assert.equal(JSON.stringify(asExpat(read!)), JSON.stringify(await parseWithExpat(text)));
  },
);
