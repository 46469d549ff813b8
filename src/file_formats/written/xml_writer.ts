import { xmlText } from "../xml/xml_text.ts";

/** A piece of XML with the elements in it. */
export type XmlNode = readonly [
  name: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  ...children: (XmlNode | string)[],
];

/** Writes a document, with a line for each element and tabs before it. */
export function writeXml(root: XmlNode, declaration = '<?xml version="1.0" encoding="UTF-8"?>'): string {
  return `${declaration}\n${elementText(root, "")}`;
}

function elementText([name, attributes, ...children]: XmlNode, indentation: string): string {
  const start = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`).join(
    "",
  );
  if (children.length === 0) return `${indentation}<${name}${start} />\n`;
  const [first] = children;
  if (children.length === 1 && typeof first === "string") {
    return `${indentation}<${name}${start}>${xmlText(first)}</${name}>\n`;
  }
  const inner = children.map((child) =>
    typeof child === "string" ? `${indentation}\t${xmlText(child)}\n` : elementText(child, `${indentation}\t`)
  );
  return `${indentation}<${name}${start}>\n${inner.join("")}${indentation}</${name}>\n`;
}
