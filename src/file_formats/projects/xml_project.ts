import type { XmlAttributes, XmlElement } from "../xml/xml_element.ts";
import { readXml } from "../xml/read_xml.ts";

/** The open elements around the one that is told of, from the root on. */
export type XmlPath = readonly { readonly name: string; readonly attributes: XmlAttributes }[];

/** Who reads a project in XML. */
export interface ProjectListener {
  /** An element begins. @returns Whether to keep it with all that is in it. */
  open(name: string, attributes: XmlAttributes, path: XmlPath): boolean;
  /** A kept element is complete. */
  kept?(element: XmlElement, path: XmlPath): void;
  /** Whether to leave out the text of elements of this name; by default it is held. */
  skipsText?(name: string): boolean;
}

/** Reads a document with the path of each element at hand, in memory that does not grow with it. */
export function readXmlProject(pieces: Iterable<Uint8Array>, listener: ProjectListener): void {
  const path: { name: string; attributes: XmlAttributes }[] = [];
  readXml(pieces, {
    open(name, attributes) {
      const isKept = listener.open(name, attributes, path);
      if (!isKept) path.push({ name, attributes });
      return isKept;
    },
    close() {
      path.pop();
    },
    kept(element) {
      listener.kept?.(element, path);
    },
    ...listener.skipsText === undefined ? {} : { skipsText: (name) => listener.skipsText!(name) },
  });
}

/** An attribute of the innermost of the open elements with one of these names. */
export function attributeAbove(
  path: XmlPath,
  names: readonly string[],
  attribute: string,
): string | undefined {
  return path.findLast(({ name }) => names.includes(name))?.attributes[attribute];
}
