import assert from "node:assert/strict";
import { findProject } from "../../src/config/find_project.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

Deno.test("findProject() takes the nearest files up to the repository's root", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("pluginary.jsonc", "{}");
  await folder.write(".env", "");
  await folder.write("repo/.git/HEAD", "");
  await folder.write("repo/.env", "");
  await folder.write("repo/a/pluginary.jsonc", "{}");
  await Deno.mkdir(folder.join("repo/a/b/c"), { recursive: true });
  const at = (name: string) => findProject(folder.join(name));
  assert.deepEqual(at("repo"), { dotenv: folder.join("repo/.env") });
  for (const name of ["repo/a", "repo/a/b", "repo/a/b/c"]) {
    assert.deepEqual(at(name), {
      config: folder.join("repo/a/pluginary.jsonc"),
      dotenv: folder.join("repo/.env"),
    });
  }
});

Deno.test("findProject() looks no further than the folder itself outside of a repository", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("pluginary.jsonc", "{}");
  await folder.write("a/.env", "");
  assert.deepEqual(findProject(folder.path), { config: folder.join("pluginary.jsonc") });
  assert.deepEqual(findProject(folder.join("a")), { dotenv: folder.join("a/.env") });
  assert.deepEqual(findProject(folder.join("a/none")), {});
});

Deno.test("findProject() knows a work tree, whose .git is a file", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write(".git", "gitdir: elsewhere");
  await folder.write("pluginary.jsonc", "{}");
  await Deno.mkdir(folder.join("a"));
  assert.deepEqual(findProject(folder.join("a")), { config: folder.join("pluginary.jsonc") });
});
