import fc from "fast-check";

/** Any UTF-16, including lone surrogates; quicker than fast-check's own units. */
export function anyText(maxLength = 60): fc.Arbitrary<string> {
  const unit = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
    { weight: 1, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }) },
  ).map((code) => String.fromCodePoint(code));
  return fc.array(unit, { maxLength }).map((units) => units.join(""));
}
