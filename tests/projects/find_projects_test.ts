import assert from "node:assert/strict";
import { findProjects, isBackupPath } from "../../src/projects/find_projects.ts";
import { readOutcome } from "../../src/projects/read_outcome.ts";
import { logicData } from "../file_formats/projects/support/project_files.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

async function found(...paths: string[]): Promise<string[]> {
  const finds = await Array.fromAsync(findProjects(paths));
  return finds.map((find) =>
    "file" in find
      ? `${find.file.path}${find.file.isBackup ? " (copy)" : ""}`
      : `${find.problem.code} ${find.problem.location}`
  );
}

Deno.test("isBackupPath() knows the names that programs give to copies", () => {
  for (
    const path of [
      "/p/Song.rpp-bak",
      "/p/Song.RPP-bak",
      "/p/Song.ardour.bak",
      "/p/Backup/Song [2023-05-01 101010].als",
      "/p/Song [2023-05-01 101010].als",
      "/p/Backups/Song-2023-05-01_1010.rpp",
      "/p/Song (Autosaved).song",
      "/p/Song (Before Autosave).song",
      "/p/Song (autosaved).flp",
      "/p/Song (overwritten at 10h10).flp",
      "/p/History/Song.song",
      "C:\\p\\Backup\\Song.als",
      "/p/Song.mmp.bak",
    ]
  ) {
    assert.ok(isBackupPath(path), path);
  }
  for (const path of ["/p/Song.als", "/p/Backup plans/Song.als", "/p/My history.song", "/p/Song (2).flp"]) {
    assert.ok(!isBackupPath(path), path);
  }
});

Deno.test("findProjects() finds projects of all programs below a folder, each once", async () => {
  await using folder = await TemporaryFolder.make();
  const root = await Deno.realPath(folder.path);
  for (
    const name of ["a/One.als", "a/Two.RPP", "a/two.rpp-bak", "b/Three.song", "b/note.txt", ".trash/Four.als"]
  ) {
    await folder.write(name, "x");
  }
  await Deno.mkdir(folder.join("b/Five.logicx/Alternatives/000"), { recursive: true });
  await Deno.writeFile(folder.join("b/Five.logicx/Alternatives/000/ProjectData"), logicData());
  await Deno.symlink(folder.join("a/One.als"), folder.join("b/Link.als"));
  await Deno.symlink(folder.path, folder.join("b/loop"));
  await Deno.symlink(folder.join("nowhere"), folder.join("b/Gone.als"));
  assert.deepEqual(await found(root, folder.join("a")), [
    `${root}/a/One.als`,
    `${root}/a/Two.RPP`,
    `${root}/a/two.rpp-bak (copy)`,
    `${root}/b/Five.logicx`,
    `not-found ${root}/b/Gone.als`,
    `${root}/b/Three.song`,
  ]);
  assert.deepEqual(await found(folder.join("b/note.txt")), [`${root}/b/note.txt`]);
  assert.deepEqual(await found(folder.join("none")), [`not-found ${folder.join("none")}`]);
});

Deno.test("readOutcome() gives a reason for what cannot be read", async () => {
  await using folder = await TemporaryFolder.make();
  await folder.write("empty.als", "");
  await new Deno.Command("mkfifo", { args: [folder.join("pipe.als")] }).output();
  assert.deepEqual(readOutcome(folder.join("empty.als")), {
    problem: { code: "truncated", message: "is empty" },
  });
  assert.deepEqual(readOutcome(folder.join("none.als")), {
    problem: { code: "not-found", message: "is gone" },
  });
  assert.deepEqual(readOutcome(folder.join("pipe.als")), {
    problem: { code: "invalid", message: "is not a regular file" },
  });
});
