import assert from "node:assert/strict";
import * as fc from "fast-check";
import { visit } from "jsonc-parser";
import { CONFIG_VERSION, migrateText } from "../../src/config/migrations.ts";
import { parseJsonc } from "../../src/config/jsonc_tree.ts";
import { timesOf } from "../support/counts.ts";
import { jsoncTexts } from "./support/jsonc_texts.ts";

/** A file of each older version, and what it is in the newest one. */
const OLD_FILES: readonly { readonly version: number; readonly text: string; readonly migrated: string }[] = [
  {
    version: 0,
    text: `// mine
{
  // how many
  "jobs": 4,
  "scan": { "fail-on": ["any"], /* names */ "older-than": "30d" },
  "cache": { "prune": { "max-size": "64MB" } }
}
`,
    migrated: `// mine
{
  "version": 1,
  // how many
  "jobs": 4,
  "scan": { "failOn": ["any"], /* names */ "olderThan": "30d" },
  "cache": { "prune": { "maxSize": "64MB" } }
}
`,
  },
  { version: 0, text: "{}", migrated: '{\n  "version": 1\n}' },
  { version: 0, text: '{"jobs": 4}', migrated: '{\n  "version": 1,"jobs": 4}' },
];

Deno.test("there is a file of each older version", () => {
  const versions = new Set(OLD_FILES.map(({ version }) => version));
  assert.deepEqual([...versions], Array.from({ length: CONFIG_VERSION }, (_, version) => version));
});

for (const [index, { version, text, migrated }] of OLD_FILES.entries()) {
  Deno.test(`migrateText() brings file ${index + 1} of version ${version} to the newest`, () => {
    const result = migrateText(text);
    assert.equal(result.text, migrated);
    assert.equal(result.version, version);
    assert.deepEqual(result.tree, parseJsonc(migrated));
  });
}

Deno.test("migrateText() leaves a file of the newest version as it is, and a newer one", () => {
  for (const version of [CONFIG_VERSION, CONFIG_VERSION + 1]) {
    const text = `{ "fail-on": 1, "version": ${version} }`;
    assert.equal(migrateText(text).text, text);
    assert.equal(migrateText(text).version, version);
  }
});

Deno.test("migrateText() knows where everything stood, and changes no comment", () => {
  const comments = (text: string) => {
    const found: string[] = [];
    visit(text, { onComment: (offset, length) => void found.push(text.slice(offset, offset + length)) });
    return found;
  };
  fc.assert(
    fc.property(jsoncTexts(), ({ text }) => {
      const migrated = migrateText(text);
      const start = parseJsonc(text)!.offset + 1;
      assert.deepEqual(comments(migrated.text), comments(text));
      assert.equal(migrateText(migrated.text).text, migrated.text);
      visit(migrated.text, {
        onLiteralValue: (_value, offset, length) => {
          const literal = migrated.text.slice(offset, offset + length);
          const before = migrated.originalOffset(offset);
          if (before === start && literal === "1") return;
          assert.equal(text.slice(before, before + length), literal);
        },
      });
    }),
    { numRuns: timesOf(3000) },
  );
});
