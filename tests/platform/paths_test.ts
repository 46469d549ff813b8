import assert from "node:assert/strict";
import { posix } from "node:path";
import fc from "fast-check";
import {
  absolutePath,
  compareBytes,
  fileName,
  fileStem,
  joinPath,
  parentFolder,
} from "../../src/platform/paths.ts";

const IS_WINDOWS = Deno.build.os === "windows";

Deno.test({
  name: "paths agree with node:path on every path",
  ignore: IS_WINDOWS,
  fn: () => {
    const part = fc.constantFrom("a", "b.c", ".hidden", "..", ".", "", "with space", "ünï");
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/")).filter((p) =>
      p !== ""
    );
    fc.assert(fc.property(path, (text) => {
      assert.equal(absolutePath(text), posix.resolve(text));
      const absolute = absolutePath(text);
      if (absolute === "/") return;
      assert.equal(fileName(absolute), posix.basename(absolute));
      assert.equal(parentFolder(absolute), posix.dirname(absolute));
      assert.equal(fileStem(absolute), posix.parse(absolute).name);
    }));
  },
});

Deno.test("joinPath() puts one separator between parts", { ignore: IS_WINDOWS }, () => {
  assert.equal(joinPath("/a", "b", "c"), "/a/b/c");
  assert.equal(joinPath("/", "b"), "/b");
});

Deno.test("compareBytes() orders as the bytes of UTF-8 do", () => {
  const text = fc.string({ unit: "binary" }).map((value) => value.toWellFormed());
  fc.assert(fc.property(text, text, (a, b) => {
    const encoder = new TextEncoder();
    const [left, right] = [encoder.encode(a), encoder.encode(b)];
    let expected = left.length - right.length;
    for (let i = Math.min(left.length, right.length) - 1; i >= 0; i--) {
      if (left[i] !== right[i]) expected = left[i]! - right[i]!;
    }
    assert.equal(Math.sign(compareBytes(a, b)), Math.sign(expected));
  }));
});
