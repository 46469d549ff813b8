import assert from "node:assert/strict";
import { projectPath } from "../../../../scripts/project_path.ts";
import { runApp } from "../../../../src/cli/app.ts";
import { readLine } from "../../../../src/cli/command_line/typed_line.ts";
import { judgeCatalog } from "../../../../src/cli/doctor/examination/catalog.ts";
import { judgeConfinement } from "../../../../src/cli/doctor/examination/confinement.ts";
import { judgeFolders } from "../../../../src/cli/doctor/examination/folders.ts";
import { judgeLibrary } from "../../../../src/cli/doctor/examination/library.ts";
import { HEALTH_CODES } from "../../../../src/model/health/health_codes.ts";
import { PluginaryError } from "../../../../src/model/pluginary_error.ts";
import { fakeConsole } from "../../support/fake_console.ts";
import {
  allFindings,
  CATALOG,
  catalogFindings,
  configurationFindings,
  configured,
  CONFINEMENT,
  FOLDERS,
  HEALTH,
  LIBRARY,
  pluginFindings,
  USER_PLACE,
} from "../support/all_findings.ts";

/** Made where a check throws, which none of them does on purpose. */
const UNFORESEEN = "check-failed";

Deno.test("every code of a finding is made by a check", () => {
  const made = new Set<string>(allFindings().map(({ code }) => code));
  assert.deepEqual(Object.keys(HEALTH_CODES).filter((code) => !made.has(code)), [UNFORESEEN]);
});

Deno.test("every problem has a cure or advice, and nothing else has a cure", () => {
  for (const { code, status, cure, advice, points } of allFindings()) {
    assert.equal(points > 0, status !== "ok", code);
    if (status === "ok") assert.equal(cure, undefined, code);
    else assert.ok(cure !== undefined || advice !== undefined, code);
  }
});

Deno.test("every cure that begins with pluginary is a command with those options", async (t) => {
  const cures = allFindings().flatMap(({ cure }) => cure?.startsWith("pluginary ") ? [cure] : []);
  assert.ok(cures.length > 15);
  for (const cure of new Set(cures)) {
    await t.step(cure, async () => {
      const words = [...cure.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!).slice(
        1,
      );
      const console = fakeConsole();
      assert.equal(await runApp(readLine([...words, "--help"]), console), 0);
      const { stdout } = await console.printed();
      assert.match(stdout, /Usage: pluginary|Confinement|confine/);
      for (const option of words.filter((word) => word.startsWith("--"))) {
        assert.ok(stdout.includes(option), option);
      }
    });
  }
});

Deno.test("docs/doctor.md explains every code, with its status", async () => {
  const text = await Deno.readTextFile(projectPath("docs/doctor.md"));
  const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (ok|warning|error) +\| \S/gm)]
    .map(([, code, status]) => [code, status]);
  const codes = Object.entries(HEALTH_CODES).map(([code, [, status]]) => [code, status]);
  assert.deepEqual(rows.toSorted(), codes.toSorted());
});

Deno.test("judgeConfinement() says why plugins are less than fully confined", () => {
  const layers = ["seccomp", "capabilities", "limits", "descriptors"];
  const report = { level: "partial" as const, layers };
  const [old] = judgeConfinement({ ...CONFINEMENT, report, osRelease: "5.10.0-28-amd64" });
  assert.equal(old?.code, "confinement-partial");
  assert.equal(old?.message, "Plugins are only partly confined: this system lacks landlock");
  assert.equal(old?.advice, "Use Linux 5.13 or later; this is 5.10.0-28-amd64");
  const [off] = judgeConfinement({ ...CONFINEMENT, report });
  assert.match(off?.advice ?? "", /lsm=/);
  const none = judgeConfinement({ ...CONFINEMENT, report: { level: "none", layers: [] }, os: "windows" });
  assert.deepEqual(none.map(({ code }) => code), ["confinement-none"]);
});

Deno.test("judgeConfinement() takes a setting back where it was made", () => {
  const cure = (origin: Parameters<typeof configured>[1]) =>
    judgeConfinement({ ...CONFINEMENT, configured: configured("off", origin) })[0]?.cure;
  assert.equal(cure(USER_PLACE), "pluginary config unset scan.confinement");
  const variable = "PLUGINARY_SCAN_CONFINEMENT";
  assert.equal(cure({ layer: "environment", variable }), `unset ${variable}`);
});

Deno.test("judgeConfinement() finds nothing wrong with a requirement that is met, nor without a worker", () => {
  const met = judgeConfinement({ ...CONFINEMENT, configured: configured("require", USER_PLACE) });
  assert.deepEqual(met.map(({ code }) => code), ["confinement-full"]);
  const { report: _report, ...unknown } = CONFINEMENT;
  assert.deepEqual(judgeConfinement(unknown), []);
});

Deno.test("judgeLibrary() blames no library for a shortage of memory", () => {
  const worker = new PluginaryError("memory-full", "Cannot start a worker: full", "Close other programs");
  const [check] = judgeLibrary({ ...LIBRARY, worker });
  assert.deepEqual([check?.code, check?.cure, check?.advice], [
    "worker-does-not-start",
    undefined,
    "Close other programs",
  ]);
});

Deno.test("judgeFolders() quotes a path for the shell", () => {
  const data = { path: "/a b/c", existing: "/a b", whyNotWritable: "Permission denied", isShared: false };
  const cure = (isOwn: boolean) => judgeFolders({ ...FOLDERS, data: { ...data, isOwn } })[0]?.cure;
  assert.equal(cure(true), "chmod u+rwx '/a b'");
  assert.equal(cure(false), `sudo chown "$USER" '/a b'`);
});

Deno.test("judgeCatalog() offers a backup, or another place, for a catalog that cannot be used", () => {
  const cure = (...args: Parameters<typeof catalogFindings>) => catalogFindings(...args)[0]?.cure;
  const moved = "mv /data/catalog.db /data/catalog.db.old";
  assert.equal(cure("catalog-newer", { hasBackup: true }), `${moved} && pluginary catalog restore`);
  assert.equal(
    cure("catalog-newer", { logBytes: 1 }),
    `${moved} && mv /data/catalog.db-wal /data/catalog.db.old-wal`,
  );
  assert.equal(cure("catalog-newer", { isNamed: true }), "unset PLUGINARY_CATALOG");
  assert.equal(cure("catalog-newer"), moved);
  assert.equal(cure("catalog-damaged"), "pluginary catalog repair");
});

Deno.test("judgeCatalog() finds waste only where a command is worth it", () => {
  const codes = (freeBytes: number, sizeBytes: number) =>
    judgeCatalog({ ...CATALOG, health: { ...HEALTH, freeBytes, sizeBytes } }).map(({ code }) => code);
  assert.deepEqual(codes(20e6, 40e6), ["catalog-wasteful"]);
  assert.deepEqual(codes(20e6, 400e6), ["catalog-healthy"]);
  assert.deepEqual(codes(1e6, 2e6), ["catalog-healthy"]);
});

Deno.test("judgePlugins() does not call a running scan unfinished", () => {
  const { endedAt: _end, ...lastScan } = { ...HEALTH.lastScan!, isComplete: false };
  assert.deepEqual(pluginFindings({ lastScan }, undefined, true).map(({ code }) => code), [
    "plugins-scanned",
    "scan-running",
  ]);
  assert.deepEqual(pluginFindings({ lastScan }).map(({ code }) => code), [
    "plugins-scanned",
    "scan-incomplete",
  ]);
});

Deno.test("judgeConfiguration() names the place of a problem and the number of the others", () => {
  const [check] = configurationFindings(USER_PLACE);
  assert.equal(check?.message, "/c/config.jsonc:1:2: Wrong");
  assert.deepEqual(configurationFindings({ ...USER_PLACE, layer: "project" })[0]?.code, "project-invalid");
});
