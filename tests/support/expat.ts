/** An element of an XML document as expat reads it. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text before the first element inside. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Turns a document from standard input into JSON on standard output; ends with an error when it is not well-formed. */
const READER = `
import json, sys
from xml.etree import ElementTree
def tree(element):
    return {"tag": element.tag, "attributes": element.attrib, "text": element.text or "",
            "children": [tree(child) for child in element]}
sys.stdout.write(json.dumps(tree(ElementTree.fromstring(sys.stdin.buffer.read()))))
`;

/** Why XML cannot be read with expat; `undefined` if it can. */
export const WITHOUT_EXPAT: string | undefined = await missingExpat();

async function missingExpat(): Promise<string | undefined> {
  try {
    return (await python("<a/>")).success ? undefined : "python3 has no expat";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "python3 is missing";
    throw error;
  }
}

/** Reads XML with expat, by way of Python: a parser that has nothing in common with our writer. */
export async function parseWithExpat(xml: string): Promise<XmlElement> {
  const { success, stdout, stderr } = await python(xml);
  if (!success) throw new Error(`expat refuses it: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function python(input: string): Promise<Deno.CommandOutput> {
  const child = new Deno.Command("python3", {
    args: ["-c", READER],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  return await output;
}
