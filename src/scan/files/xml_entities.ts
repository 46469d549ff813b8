const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["apos", "'"],
  ["quot", '"'],
]);

/**
 * Expands references to characters and the entities of XML itself; a document's
 * own entities are unknown, so that they cannot grow.
 *
 * @param unknown Makes the error to throw for any other.
 */
export function expandXmlEntities(text: string, unknown: (reference: string) => Error): string {
  return text.replaceAll(/&([^;&]{0,12};?)/g, (whole, name: string) => {
    const code = /^#(?:x([0-9a-f]+)|([0-9]+));$/i.exec(name);
    const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    const character = name.endsWith(";") ? ENTITIES.get(name.slice(0, -1)) : undefined;
    if (character === undefined) throw unknown(whole);
    return character;
  });
}
