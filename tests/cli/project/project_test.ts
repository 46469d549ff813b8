import assert from "node:assert/strict";
import type {
  ProjectCheckDocument,
  ProjectInfoDocument,
  ProjectScanDocument,
  ProjectsDocument,
  UsageDocument,
} from "../../../src/model/documents/projects/project_documents.ts";
import { text } from "../../file_formats/projects/support/project_files.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateDocument } from "../../support/validate_document.ts";
import { storedCatalog } from "../support/stored_catalog.ts";
import { run } from "../support/three_plugins.ts";

const SONG = Deno.readTextFileSync("tests/cli/support/song.rpp");

/** Two of the song's plugins, one of them in another format. */
const PLUGINS = [
  { name: "ZamTube", vendor: "Damien Zammit", id: "lv2:urn:zamaudio:ZamTube", format: "lv2" },
  { name: "Fixture Effect", vendor: "Fixtures", id: "clap:org.pluginary.fixture.effect", format: "clap" },
] as const;

/** A home with projects of which one is damaged and one a copy. */
async function makeProjects(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  await sandbox.write("songs/Song.RPP", SONG);
  await sandbox.write("songs/Song.rpp-bak", SONG);
  await sandbox.write("songs/old/Broken.als", SONG.slice(0, 300));
  await sandbox.write("songs/notes.txt", "not a project");
  return sandbox;
}

async function document<T>(sandbox: Sandbox, ...args: string[]): Promise<T> {
  const { stdout, stderr } = await sandbox.run([...args, "--json"]);
  assert.notEqual(stdout, "", stderr);
  const answer = JSON.parse(stdout);
  await validateDocument(answer);
  return answer;
}

Deno.test("project scan finds projects, and reads them again only when they change", async () => {
  await using sandbox = await makeProjects();
  const first = await document<ProjectScanDocument>(sandbox, "project", "scan", "songs");
  assert.deepEqual(first.summary, {
    ...{ projects: 3, added: 3, modified: 0, unchanged: 0, removed: 0 },
    ...{ backups: 1, unreadable: 1 },
  });
  assert.equal(first.projects.find(({ problem }) => problem !== null)!.problem!.code, "truncated");
  assert.match(await run(sandbox, "project", "scan"), /^3 projects: 1 copy that programs have made\n$/);
  await Deno.remove(sandbox.join("songs/old"), { recursive: true });
  await sandbox.write("songs/Song.RPP", SONG.replace("Vocals", "Voices and choir"));
  const { summary } = await document<ProjectScanDocument>(sandbox, "project", "scan");
  assert.deepEqual([summary.modified, summary.unchanged, summary.removed], [1, 1, 1]);
  const wrong = await sandbox.run(["project", "scan", "nowhere"]);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /^pluginary: Cannot search ".*nowhere": it does not exist\n/);
});

Deno.test("project list shows what was found, of a program or with a plugin", async () => {
  await using sandbox = await makeProjects();
  assert.match((await sandbox.run(["project"])).stderr, /^No projects yet; find some with/);
  await run(sandbox, "project", "scan", "songs");
  const names = async (...args: string[]) =>
    (await document<ProjectsDocument>(sandbox, "project", "list", ...args)).projects.map(({ file }) =>
      file.replace(/.*\//, "")
    );
  assert.deepEqual(await names(), ["Song.RPP", "Broken.als"]);
  assert.deepEqual(await names("--backups", "--daw", "reaper"), ["Song.RPP", "Song.rpp-bak"]);
  assert.deepEqual(await names("--unreadable"), ["Broken.als"]);
  assert.deepEqual(await names("--uses", "Fixture Effect"), ["Song.RPP"]);
  // Not installed, and only known by the project.
  assert.deepEqual(await names("--uses", "Old Comp"), ["Song.RPP"]);
  assert.deepEqual(await names("--uses", "Unknown"), []);
  assert.deepEqual(await names("--reverse", "--limit", "1"), ["Broken.als"]);
  const shown = await run(sandbox, "project", "list");
  assert.match(shown, /Song\.RPP +REAPER +3 +2 /);
  assert.match(shown, /Broken\.als +just now +ends within/);
  assert.doesNotMatch(shown, /GONE/);
  const csv = await run(sandbox, "project", "list", "--csv", "--columns", "daw,plugins,notInstalled");
  assert.equal(csv.trim().split(/\r?\n/).join("|"), "daw,plugins,notInstalled|reaper,3,2|,0,0");
  const lines = (await run(sandbox, "project", "list", "--ndjson")).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assert.deepEqual(lines.map(({ event }) => event), ["started", "project", "project", "finished"]);
  await Deno.remove(sandbox.join("songs/old"), { recursive: true });
  await run(sandbox, "project", "scan");
  const after = await run(sandbox, "project", "list");
  assert.match(after, /GONE/);
  assert.match(after, /Broken\.als.* gone /);
  assert.doesNotMatch(after, /Song\.RPP.* gone/);
});

Deno.test("project info shows the plugins of a file, on request with the program's own", async () => {
  await using sandbox = await makeProjects();
  const { project } = await document<ProjectInfoDocument>(sandbox, "project", "info", "songs/Song.RPP");
  assert.deepEqual([project.daw, project.version, project.isBackup], ["reaper", "7.06/linux-x86_64", false]);
  assert.deepEqual(
    project.plugins.map(({ name, tracks, presets, bypassed }) => [name, tracks, presets, bypassed]),
    [
      ["ZamTube", ["Vocals"], ["Warm"], 0],
      ["Fixture Effect", ["Vocals"], [], 1],
      ["Old Comp", ["Bass"], [], 0],
    ],
  );
  const shown = await run(sandbox, "project", "info", "songs/Song.RPP", "--internal");
  assert.match(shown, /^.*Song\.RPP\nREAPER 7\.06\/linux-x86_64, saved just now\n/);
  assert.match(shown, /loser\/3BandEQ +internal/);
  const broken = await sandbox.run(["project", "info", "songs/old/Broken.als"]);
  assert.equal(broken.code, 1);
  assert.match(
    broken.stderr,
    /^pluginary: Cannot read "songs\/old\/Broken\.als": it ends within \d blocks of REAPER\n/,
  );
});

Deno.test("project check says what is there, and what could replace the rest", async () => {
  await using sandbox = await makeProjects();
  const { projects: [project], summary } = await document<ProjectCheckDocument>(
    sandbox,
    ...["project", "check", "songs/Song.RPP"],
  );
  assert.deepEqual(
    project!.plugins.map(({ name, status, candidates }) => [name, status, candidates.map(({ id }) => id)]),
    [
      ["ZamTube", "other-format", ["lv2:urn:zamaudio:ZamTube"]],
      ["Fixture Effect", "installed", []],
      ["Old Comp", "missing", []],
    ],
  );
  assert.deepEqual(summary.byStatus, {
    installed: 1,
    "other-format": 1,
    "other-version": 0,
    missing: 1,
    unknown: 0,
  });
  const page = await run(sandbox, "project", "check", "songs");
  assert.match(
    page,
    /other format {3}ZamTube by Damien Zammit \(vst3\) on Vocals\n +-> ZamTube \(lv2\): The same plugin/,
  );
  assert.match(page, /missing {8}Old Comp by Someone \(vst2\) on Bass\n {2}1 other plugin is installed\n/);
  assert.match(
    page,
    /2 projects, 3 plugins: 1 installed, 1 other format, 1 missing; 1 project cannot be read\n$/,
  );
  const all = await document<ProjectCheckDocument>(
    sandbox,
    "project",
    "check",
    "songs",
    "--backups",
    "--internal",
  );
  assert.deepEqual([all.summary.projects, all.summary.plugins], [3, 8]);
  const csv = await run(
    sandbox,
    "project",
    "check",
    "songs/Song.RPP",
    "--csv",
    "--columns",
    "status,name,tracks",
  );
  assert.equal(csv.trim().split(/\r?\n/)[1], "other-format,ZamTube,Vocals");
});

Deno.test("project check says so if no plugins were scanned yet", async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("Song.RPP", SONG);
  const { code, stdout, stderr } = await sandbox.run(["project", "check", "Song.RPP"]);
  assert.equal(code, 0);
  assert.match(stdout, /1 project, 3 plugins: 3 missing\n$/);
  assert.equal(stderr, 'The catalog has no plugins yet; run "pluginary scan"\n');
});

Deno.test("project check refuses a project of 2 GB, and goes on", async () => {
  await using sandbox = await makeProjects();
  await sandbox.write("songs/Large.als", "");
  await Deno.truncate(sandbox.join("songs/Large.als"), 2 ** 31);
  const { projects } = await document<ProjectCheckDocument>(sandbox, "project", "check", "songs");
  assert.deepEqual(projects.map(({ problem }) => problem?.code), ["too-large", undefined, "truncated"]);
});

Deno.test("project check exits with 3 for what --fail-if names", async () => {
  await using sandbox = await makeProjects();
  const code = async (...args: string[]) => (await sandbox.run(["project", "check", ...args])).code;
  assert.equal(await code("songs"), 0);
  assert.equal(await code("songs", "--fail-if", "missing"), 3);
  assert.equal(await code("songs", "--fail-if", "unknown,other-version"), 0);
  assert.equal(await code("songs", "--fail-if", "unreadable"), 3);
  assert.equal(await code("songs/Song.RPP", "--fail-if", "unreadable"), 0);
  assert.equal(await code("songs/old/Broken.als"), 1);
  assert.equal(await code("songs/notes.txt"), 1);
  assert.equal(await code("songs/old", "--fail-if", "any"), 3);
  assert.equal(await code("songs/Song.RPP", "--fail-if", "any"), 3);
  assert.equal(await code("nowhere.rpp"), 1);
  assert.equal(await code("songs", "--fail-if", "sometimes"), 2);
});

Deno.test("project check writes a report for CI servers", async () => {
  await using sandbox = await makeProjects();
  await sandbox.write("songs/<&>.rpp", SONG);
  await run(sandbox, "project", "check", "songs", "--junit", "report.xml");
  const report = await Deno.readTextFile(sandbox.join("report.xml"));
  assert.match(
    report,
    /<testsuites name="pluginary project check" tests="7" failures="4" errors="1" skipped="0">/,
  );
  assert.match(report, /&lt;&amp;&gt;\.rpp/);
  assert.match(
    report,
    /<testcase name="Old Comp" classname="vst2">\n +<failure type="missing" message="missing: no /,
  );
  assert.match(report, /<error type="truncated" message="ends within/);
});

Deno.test("usage shows what projects use, and never", async () => {
  await using sandbox = await makeProjects();
  await run(sandbox, "project", "scan", "songs");
  const used = await document<UsageDocument>(sandbox, "usage");
  assert.deepEqual([used.projects, used.total], [2, 1]);
  assert.deepEqual(used.plugins.map(({ plugin, uses, projects }) => [plugin.name, uses, projects]), [
    ["Fixture Effect", 1, 1],
  ]);
  assert.ok(Date.parse(used.plugins[0]!.lastUsedAt!) > 0);
  const never = await document<UsageDocument>(sandbox, "usage", "--never");
  assert.deepEqual(never.plugins.map(({ plugin }) => plugin.name), ["ZamTube"]);
  assert.match(await run(sandbox, "usage"), /1 +1 +just now +Fixture Effect/);
  assert.match(await run(sandbox, "list", "--is", "used"), /Fixture Effect/);
  assert.match(await run(sandbox, "search", "used:0"), /ZamTube/);
});

Deno.test("a project that changes while nobody looks is read as it is", async () => {
  await using sandbox = await makeProjects();
  await run(sandbox, "project", "scan", "songs");
  await Deno.writeFile(sandbox.join("songs/Song.RPP"), text(SONG.replace("ZamTube (Damien", "Echo (Damien")));
  const { projects: [project] } = await document<ProjectCheckDocument>(
    sandbox,
    "project",
    "check",
    "songs/Song.RPP",
  );
  assert.equal(project!.plugins[0]!.name, "Echo");
});
