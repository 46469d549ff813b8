import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parse, visit } from "jsonc-parser";
import { setInText, unsetInText } from "../../src/config/edit_config.ts";
import { timesOf } from "../support/counts.ts";
import { jsoncTexts } from "./support/jsonc_texts.ts";

/** All comments of a text, in their order. */
function commentsIn(text: string): string[] {
  const comments: string[] = [];
  visit(text, {
    onComment: (offset, length) => void comments.push(text.slice(offset, offset + length).trimEnd()),
  });
  return comments;
}

function valueOf(text: string): unknown {
  const errors: unknown[] = [];
  const value = parse(text, errors as never[], { allowTrailingComma: true });
  assert.deepEqual(errors, [], text);
  return value;
}

/** What an object is after a value was written into it; `undefined` where something else is in the way. */
function withValue(
  object: Record<string, unknown>,
  [name, ...rest]: readonly string[],
  value: unknown,
): Record<string, unknown> | undefined {
  if (rest.length === 0) return { ...object, [name!]: value };
  const inner = object[name!] ?? {};
  if (typeof inner !== "object" || Array.isArray(inner)) return undefined;
  const changed = withValue(inner as Record<string, unknown>, rest, value);
  return changed && { ...object, [name!]: changed };
}

const paths = fc.array(fc.constantFrom("scan", "list", "jobs", "failOn", "json", "new"), {
  minLength: 1,
  maxLength: 2,
});

const newValues = fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.array(fc.string(), { maxLength: 3 }));

Deno.test("setInText() changes the one value, and no comment", () => {
  fc.assert(
    fc.property(jsoncTexts(), paths, newValues, ({ text, value: before }, path, value) => {
      const wanted = withValue(before, path, value);
      fc.pre(wanted !== undefined);
      const old = path.reduce<unknown>((object, name) => (object as Record<string, unknown>)?.[name], before);
      // Comments inside of an object that is replaced go with it; the program never does that.
      fc.pre(typeof old !== "object" || Array.isArray(old));
      const changed = setInText(text, path, value);
      assert.deepEqual(valueOf(changed), wanted);
      assert.deepEqual(commentsIn(changed), commentsIn(text));
    }),
    { numRuns: timesOf(5000) },
  );
});

Deno.test("unsetInText() takes out the one value, and no comment outside of it", () => {
  fc.assert(
    fc.property(jsoncTexts(), paths, ({ text, value: before }, path) => {
      const [name, ...rest] = path as [string, ...string[]];
      const parent = rest.length === 0 ? before : before[name] as Record<string, unknown> | undefined;
      const last = path.at(-1)!;
      const isThere = typeof parent === "object" && !Array.isArray(parent) && Object.hasOwn(parent, last);
      const changed = unsetInText(text, path);
      assert.equal(changed !== undefined, isThere);
      if (!isThere || changed === undefined) return;
      const { [last]: removed, ...others } = parent;
      assert.deepEqual(valueOf(changed), rest.length === 0 ? others : { ...before, [name]: others });
      if (typeof removed !== "object") assert.deepEqual(commentsIn(changed), commentsIn(text));
    }),
    { numRuns: timesOf(10_000) },
  );
});

const COMMENTED = `{
  // how many
  "version": 1,
  "scan": {
    "jobs": 4, // workers
    // what is left alone
    "exclude": [
      "Demo*"
    ]
  }
}
`;

Deno.test("setInText() keeps to the layout that is there", () => {
  assert.equal(setInText(COMMENTED, ["scan", "jobs"], 8), COMMENTED.replace("4", "8"));
  assert.equal(
    setInText('{\n\t"json": true\n}\n', ["list", "limit"], 5),
    '{\n\t"json": true,\n\t"list": {\n\t\t"limit": 5\n\t}\n}\n',
  );
  assert.equal(setInText('{\r\n  "a": 1\r\n}\r\n', ["b"], 2), '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n');
});

Deno.test("unsetInText() takes the line with it, and leaves the comments of others", () => {
  assert.equal(unsetInText(COMMENTED, ["scan", "jobs"]), COMMENTED.replace('"jobs": 4, ', ""));
  assert.equal(
    unsetInText(COMMENTED, ["scan", "exclude"]),
    `{
  // how many
  "version": 1,
  "scan": {
    "jobs": 4 // workers
    // what is left alone
  }
}
`,
  );
  assert.equal(unsetInText(COMMENTED, ["scan", "failOn"]), undefined);
  assert.equal(unsetInText("", ["scan"]), undefined);
});
