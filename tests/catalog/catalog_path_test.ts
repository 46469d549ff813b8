import assert from "node:assert/strict";
import { catalogPath } from "../../src/catalog/catalog_path.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const unix = { ignore: Deno.build.os === "windows" };

function pathNamed(name: string): string {
  return catalogPath((variable) => variable === "PLUGINARY_CATALOG" ? name : undefined);
}

Deno.test("catalogPath() is one path for all names of a catalog, be it there or not", unix, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.mkdir(folder.join("a"));
  await Deno.mkdir(folder.join("b"));
  await Deno.symlink("../a/second", folder.join("b/first"));
  await Deno.symlink(folder.join("a/catalog.db"), folder.join("a/second"));
  await Deno.symlink("b", folder.join("c"));
  const expected = folder.join("a/catalog.db");
  assert.equal(pathNamed(folder.join("b/first")), expected);
  assert.equal(pathNamed(folder.join("c/first")), expected);
  await folder.write("a/catalog.db", "");
  assert.equal(pathNamed(folder.join("b/first")), expected);
  assert.equal(pathNamed(expected), expected);
});

Deno.test("catalogPath() leaves a circle of links to who opens it", unix, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.symlink("loop", folder.join("loop"));
  assert.equal(pathNamed(folder.join("loop")), folder.join("loop"));
});
