import fc from "fast-check";
import type { Register } from "../../../../src/model/curation/register.ts";

/** Times as they are stored. */
export const times = fc.date({
  min: new Date("2026-01-01"),
  max: new Date("2026-01-02"),
  noInvalidDate: true,
})
  .map((date) => date.toISOString());

/** Few keys, times and writers, so that registers meet. */
export const registers: fc.Arbitrary<Register[]> = fc.array(
  fc.record({
    owner: fc.constantFrom("local", "other"),
    kind: fc.constantFrom("plugin", "tag"),
    target: fc.constantFrom("clap:a", "clap:b", "drums"),
    field: fc.constantFrom("favorite", "tag:drums", "note"),
    value: fc.option(fc.constantFrom('"\u{ffff}"', '"\u{10000}"', "true", '""')),
    updatedAt: fc.oneof(fc.constantFrom("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.001Z"), times),
    writer: fc.constantFrom("a", "b"),
  }),
  { maxLength: 12 },
);
