/** The attributes of an element by their names. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** An element with all that is in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  /** The text that is directly inside, in one piece. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** The first element below another at the end of a path of names. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** The elements of these names in a tree, except those inside of one of them. */
export function elementsNamed(element: XmlElement, names: readonly string[]): XmlElement[] {
  return element.children.flatMap((child) =>
    names.includes(child.name) ? [child] : elementsNamed(child, names)
  );
}
