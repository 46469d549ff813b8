import assert from "node:assert/strict";
import { administratorLibraries, deniedLibraries } from "../../../src/scan/workers/library_search.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { projectPath } from "../../../scripts/project_path.ts";
import { parentFolder } from "../../../src/platform/paths.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const MISSING = "libdep.so.1: cannot open shared object file: No such file or directory";

/** A plugin's library that searches its dependencies in the folders of a list. */
async function searched(folder: TemporaryFolder, searchPath: string): Promise<string[]> {
  const binary = await folder.write("plugin/Plugin.so", elfLibrary({ searchPath }));
  return await deniedLibraries(binary, MISSING);
}

Deno.test(
  "deniedLibraries() finds a library that is there, by a path or beside the plugin",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using folder = await TemporaryFolder.make();
    const path = await folder.write("opt/libdep.so.1", "");
    assert.deepEqual(await searched(folder, `/nowhere:${folder.join("opt")}`), [path]);
    assert.deepEqual(await searched(folder, "$ORIGIN/../opt"), [folder.join("plugin/../opt/libdep.so.1")]);
    assert.deepEqual(await searched(folder, "${ORIGIN}/../opt"), [folder.join("plugin/../opt/libdep.so.1")]);
  },
);

Deno.test("deniedLibraries() finds nothing for what is really missing", async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await searched(folder, folder.join("opt")), []);
  assert.deepEqual(await deniedLibraries(folder.join("gone.so"), MISSING), []);
  const text = await folder.write("text.so", "I am a text");
  assert.deepEqual(await deniedLibraries(text, MISSING), []);
});

/** Whether a folder and all above it are the superuser's alone, and we are the superuser. */
function isAdministrators(path: string): boolean {
  const { uid, mode } = Deno.statSync(path);
  if (uid !== 0 || (mode! & 0o022) !== 0 || Deno.uid() !== 0) return false;
  return path === "/" || isAdministrators(parentFolder(path));
}

const needsOwnFolder = Deno.build.os === "linux" && isAdministrators(projectPath("build"))
  ? ""
  : " (skipped: needs the superuser of Linux and a project that nobody else can change)";

Deno.test(
  `administratorLibraries() finds libraries that only the superuser can change, and nothing else${needsOwnFolder}`,
  { ignore: needsOwnFolder !== "" },
  async () => {
    const path = await Deno.makeTempDir({ dir: projectPath("build") });
    try {
      await Deno.chmod(path, 0o755);
      const place = async (name: string, content: Uint8Array | string, mode: number) => {
        const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
        await Deno.writeFile(`${path}/${name}`, bytes);
        await Deno.chmod(`${path}/${name}`, mode);
      };
      await place("libours.so.1", elfLibrary(), 0o644);
      await place("libtheirs.so", elfLibrary(), 0o666);
      await place("key.so", "a secret", 0o600);
      await place("shadow", elfLibrary(), 0o600);
      await place("Plugin.so", elfLibrary({ searchPath: path }), 0o600);
      const found = await administratorLibraries(`${path}/Plugin.so`);
      assert.deepEqual(found.sort(), [`${path}/Plugin.so`, `${path}/libours.so.1`]);
      await Deno.chmod(path, 0o777);
      assert.deepEqual(await administratorLibraries(`${path}/Plugin.so`), []);
    } finally {
      await Deno.remove(path, { recursive: true });
    }
  },
);

Deno.test("administratorLibraries() skips folders that are readable anyway, missing or not folders", async () => {
  await using folder = await TemporaryFolder.make();
  const searchPath = `/usr/lib:/nowhere:${folder.join("file")}`;
  await folder.write("file", "");
  const binary = await folder.write("Plugin.so", elfLibrary({ searchPath }));
  assert.deepEqual(await administratorLibraries(binary), []);
});
