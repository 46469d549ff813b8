import assert from "node:assert/strict";
import type { DryRunDocument } from "../../../../src/model/documents/dry_run_document.ts";
import { elfLibrary } from "../../../support/elf_library.ts";
import { parseCsv } from "../../../support/parse_csv.ts";
import type { ProgramOptions } from "../../../support/program.ts";
import { Sandbox } from "../../../support/sandbox.ts";

/** Nothing can be scanned with this shim, so a dry run that starts a worker fails. */
const NO_SHIM = { PLUGINARY_SHIM: "/no/shim.so" };

async function dryRun(sandbox: Sandbox, args: string[], options?: ProgramOptions): Promise<DryRunDocument> {
  const { code, stdout, stderr } = await sandbox.run(["scan", "--dry-run", "--json", ...args], options);
  assert.deepEqual([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

function plans({ modules }: DryRunDocument): string[] {
  return modules.map(({ location, plan, change, outcome = "", reason }) =>
    [location.split("/").at(-1), plan, change, outcome, reason?.code ?? ""].join(" ").trim()
  );
}

/** A scanned folder in which one module is blocked, one is new, one has changed and one is gone since. */
async function scannedFolder(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  for (const name of ["changes", "gone", "same", "unwanted"]) await writePlugin(sandbox, name, name);
  await sandbox.write("plugins/text.clap", "I am a text");
  assert.equal((await sandbox.run(["scan", "plugins"])).code, 0);
  assert.equal((await sandbox.run(["blocklist", "add", "plugins/unwanted.clap"])).code, 0);
  await writePlugin(sandbox, "new", "new");
  await writePlugin(sandbox, "changes", "changed");
  await Deno.remove(sandbox.join("plugins/gone.clap"));
  return sandbox;
}

/** Modules with one content would be taken for a single one that has moved. */
async function writePlugin(sandbox: Sandbox, name: string, content: string): Promise<void> {
  await sandbox.write(`plugins/${name}.clap`, elfLibrary({ symbols: ["clap_entry", content] }));
}

const onLinux = { ignore: Deno.build.os !== "linux" };

Deno.test(
  "pluginary scan --dry-run says what a scan would do, and neither starts workers nor writes",
  onLinux,
  async () => {
    await using sandbox = await scannedFolder();
    const before = await Deno.readFile(sandbox.catalog);
    const document = await dryRun(sandbox, ["plugins"], { env: NO_SHIM });
    assert.deepEqual(plans(document), [
      "changes.clap scan modified failed",
      "new.clap scan added",
      "same.clap unchanged unchanged failed",
      "text.clap unchanged unchanged failed",
      "unwanted.clap blocked unchanged blocked blocked-by-user",
    ]);
    assert.deepEqual(document.removed, [{ location: sandbox.join("plugins/gone.clap"), format: "clap" }]);
    assert.deepEqual(document.summary, {
      modules: 5,
      scan: 2,
      unchanged: 2,
      blocked: 1,
      unscannable: 0,
      removed: 1,
    });
    assert.deepEqual(await Deno.readFile(sandbox.catalog), before);
    // It does what it said.
    const { summary } = JSON.parse((await sandbox.run(["scan", "plugins", "--json"])).stdout);
    assert.deepEqual(summary.byOutcome, { failed: 4, blocked: 1 });
  },
);

Deno.test("pluginary scan --dry-run obeys --force, --format and --no-catalog", onLinux, async () => {
  await using sandbox = await scannedFolder();
  const forced = await dryRun(sandbox, ["plugins", "--force"]);
  assert.deepEqual([forced.summary.scan, forced.summary.blocked], [3, 1]);
  const vst3 = await dryRun(sandbox, ["plugins", "--format", "vst3"]);
  assert.deepEqual([vst3.summary.modules, vst3.removed], [0, []]);
  const fresh = await dryRun(sandbox, ["plugins", "--no-catalog"]);
  assert.deepEqual(plans(fresh).filter((plan) => !/ scan added$/.test(plan)), [
    "text.clap unscannable added  not-a-module",
  ]);
});

Deno.test("pluginary scan --dry-run creates no catalog", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("plugins/new.clap", elfLibrary({ symbols: ["clap_entry"] }));
  const { code, stdout, stderr } = await sandbox.run(["scan", "--dry-run", "plugins"]);
  assert.equal(code, 0);
  assert.match(stdout, /^PLAN +MODULE +FORMAT +WHY\nscan +new\.clap +clap +new\n$/);
  assert.equal(stderr, "Would scan 1 of 1 module\n");
  await assert.rejects(Deno.lstat(sandbox.catalog), Deno.errors.NotFound);
});

Deno.test(
  "pluginary scan --dry-run lists what is not as before, and everything as CSV",
  onLinux,
  async () => {
    await using sandbox = await scannedFolder();
    const env = { CLAP_PATH: sandbox.join("plugins") };
    const table = await sandbox.run(["scan", "--dry-run", "--format", "clap", "--exclude", "/usr/**"], {
      env,
    });
    assert.deepEqual(table.stdout.split("\n").map((line) => line.split(/ {2,}/).join("|")), [
      "PLAN|MODULE|FORMAT|WHY",
      "scan|changes.clap|clap|changed",
      "scan|new.clap|clap|new",
      "gone|gone.clap|clap",
      "blocked|unwanted.clap|clap|blocked-by-user",
      "",
    ]);
    assert.equal(table.stderr, "Would scan 2 of 5 modules, 2 unchanged, 1 blocked, 1 gone\n");
    const csv = await sandbox.run(["scan", "--dry-run", "plugins", "--csv"]);
    const rows = parseCsv(csv.stdout);
    assert.deepEqual(rows[0], ["plan", "format", "change", "outcome", "reason", "message", "location"]);
    assert.deepEqual(rows.slice(1).map(([plan]) => plan), [
      "scan",
      "scan",
      "unchanged",
      "unchanged",
      "blocked",
      "gone",
    ]);
  },
);

Deno.test("pluginary scan --dry-run lists first what a scan would do", onLinux, async () => {
  await using sandbox = await scannedFolder();
  const { stdout } = await sandbox.run(["scan", "--dry-run", "plugins"]);
  assert.deepEqual(
    stdout.trim().split("\n").slice(1).map((line) => line.split(/ {2,}/).slice(0, 2).join(" ")),
    [
      "scan changes.clap",
      "scan new.clap",
      "gone gone.clap",
      "blocked unwanted.clap",
      "unchanged same.clap",
      "unchanged text.clap",
    ],
  );
});

Deno.test("pluginary scan --dry-run --failed says that nothing has failed", async () => {
  await using sandbox = await Sandbox.make();
  await sandbox.write("plugins/new.clap", elfLibrary({ symbols: ["clap_entry"] }));
  const { code, stderr } = await sandbox.run(["scan", "--dry-run", "--failed", "plugins"]);
  assert.deepEqual([code, stderr], [0, `No earlier failures in:\n  ${sandbox.join("plugins")}\n`]);
});

for (const option of ["--jobs=2", "--deadline=5s", "--fail-on=any", "--wait", "--prune", "--ndjson"]) {
  Deno.test(`pluginary scan --dry-run ${option} is wrong usage`, async () => {
    await using sandbox = await Sandbox.make();
    const { code, stderr } = await sandbox.run(["scan", "--dry-run", option]);
    assert.equal(code, 2);
    assert.ok(
      stderr.startsWith(`pluginary: Options "--dry-run" and "${option.split("=")[0]}" cannot be combined`),
    );
  });
}

Deno.test("pluginary scan --dry-run passes over configured options that it has no use for", async () => {
  await using sandbox = await Sandbox.make({ PLUGINARY_JOBS: "2" });
  await sandbox.write("config/pluginary/config.json", '{ "scan": { "timeout": "5s" } }');
  await Deno.mkdir(sandbox.join("plugins"));
  const { code, stderr } = await sandbox.run(["scan", "--dry-run", "plugins"]);
  assert.deepEqual([code, stderr], [0, `No plugins found. Searched:\n  ${sandbox.join("plugins")}\n`]);
});
