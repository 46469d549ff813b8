/**
 * REAPER's number of a VST3 class: FNV-1a of its 16 bytes as COM orders them,
 * without the highest bit. Three numbers of real lines are in the test.
 *
 * @param classId 32 hexadecimal digits, as VST3's own text of the id.
 * @returns `undefined` for anything else.
 */
export function reaperNumber(classId: string): number | undefined {
  if (!/^[0-9a-f]{32}$/i.test(classId)) return undefined;
  const bytes = Array.from(
    { length: 16 },
    (_, index) => Number.parseInt(classId.slice(index * 2, index * 2 + 2), 16),
  );
  const ofCom = [
    ...bytes.slice(0, 4).reverse(),
    bytes[5]!,
    bytes[4]!,
    bytes[7]!,
    bytes[6]!,
    ...bytes.slice(8),
  ];
  const hash = ofCom.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return hash & 0x7fffffff;
}
