import assert from "node:assert/strict";
import plugin from "../scripts/lint/plugin.ts";

/** A snippet of code, as if it stood in a file of this path. */
interface Snippet {
  file: string;
  code: string;
}

/** What a rule must refuse and what it must let pass. */
interface RuleCase {
  bad: Snippet[];
  good: Snippet[];
  /** Where the message sends the reader. */
  says: RegExp;
}

const CASES: Record<string, RuleCase> = {
  "print-in-cli": {
    says: /src\/cli/,
    bad: [
      { file: "src/scan/a.ts", code: `console.log("x");` },
      { file: "src/model/a.ts", code: `console["error"]("x");` },
      { file: "src/worker/a.ts", code: `await Deno.stdout.write(bytes);` },
      { file: "src/platform/a.ts", code: `const { stderr } = Deno;` },
      { file: "ffi/a.ts", code: `globalThis.console.log(1);` },
      { file: "main.ts", code: `globalThis.Deno.stderr.writeSync(bytes);` },
      { file: "src/catalog/a.ts", code: `import process from "node:process"; process.stdout.write("x");` },
    ],
    good: [
      { file: "src/cli/a.ts", code: `console.log("x"); Deno.stdout;` },
      { file: "scripts/a.ts", code: `console.error("x");` },
      { file: "tests/scan/a_test.ts", code: `console.error("x");` },
      { file: "src/scan/a.ts", code: `child.stdout; Deno.stdin; log.console; const stderr = 1;` },
    ],
  },
  "native-calls-in-ffi": {
    says: /ffi\//,
    bad: [
      { file: "src/worker/a.ts", code: `Deno.dlopen("x", {});` },
      { file: "main.ts", code: `const { dlopen: open } = Deno;` },
      { file: "scripts/a.ts", code: `Deno["dlopen"]("x", {});` },
      { file: "src/scan/a.ts", code: `Deno.UnsafePointer.of(bytes);` },
      { file: "tests/scan/a_test.ts", code: `new Deno.UnsafePointerView(p);` },
      { file: "src/worker/a.ts", code: `let x: Deno.UnsafeCallback;` },
    ],
    good: [
      { file: "ffi/a.ts", code: `Deno.dlopen("x", {}); Deno.UnsafePointer.of(bytes);` },
      { file: "tests/ffi/a_test.ts", code: `Deno.dlopen("x", {});` },
      { file: "src/worker/a.ts", code: `shim.dlopen(); import("../../ffi/shim.ts"); const dlopen = 1;` },
    ],
  },
  "sql-in-catalog": {
    says: /src\/catalog/,
    bad: [
      { file: "src/scan/a.ts", code: `import { DatabaseSync } from "node:sqlite";` },
      { file: "src/cli/a.ts", code: `await import("node:sqlite");` },
      { file: "src/cli/a.ts", code: `db.all("select * from plugins");` },
      { file: "src/cli/a.ts", code: "db.all(`\n  SELECT id\n  FROM plugins where id = ${id}`);" },
      { file: "src/cli/a.ts", code: "db.all(`select ${columns} from plugins`);" },
      { file: "ffi/a.ts", code: `x("INSERT OR IGNORE INTO plugins VALUES (1)");` },
      { file: "src/presets/a.ts", code: `x("update plugins set name = ''");` },
      { file: "main.ts", code: `x("delete from plugins");` },
      { file: "src/cli/a.ts", code: `x("create virtual table t using fts5(x)");` },
      { file: "src/cli/a.ts", code: `x("PRAGMA journal_mode = WAL");` },
      { file: "src/cli/a.ts", code: `x("with t as (select 1) select 2");` },
      { file: "src/cli/a.ts", code: `x("BEGIN IMMEDIATE");` },
    ],
    good: [
      { file: "src/catalog/a.ts", code: `import "node:sqlite"; x("select * from plugins");` },
      { file: "tests/catalog/a_test.ts", code: `x("select * from plugins");` },
      {
        file: "src/cli/a.ts",
        code: `x("Select a plugin from the list"); x("Update the set"); x("selection");`,
      },
      { file: "src/cli/a.ts", code: "x(`Create table ${name}`); x('with a copy as (shown) here');" },
    ],
  },
  "process-in-scan": {
    says: /src\/scan\/processes\/process\.ts/,
    bad: [
      { file: "src/cli/a.ts", code: `new Deno.Command("ls");` },
      { file: "src/scan/pool.ts", code: `const { Command } = Deno;` },
      { file: "main.ts", code: `import { spawn } from "node:child_process";` },
      { file: "ffi/a.ts", code: `await import("node:child_process");` },
      { file: "src/model/a.ts", code: `export * from "node:child_process";` },
    ],
    good: [
      { file: "src/scan/processes/process.ts", code: `new Deno.Command("ls");` },
      { file: "scripts/a.ts", code: `new Deno.Command("ls");` },
      { file: "src/cli/a.ts", code: `new Command(); Deno.kill(1, "SIGINT"); import("./command.ts");` },
    ],
  },
  "file-name": {
    says: /main export/,
    bad: [
      { file: "src/scan/utils.ts", code: "" },
      { file: "tests/support/index.ts", code: "" },
      { file: "scripts/util.js", code: "" },
      { file: "src/scan/scanPool.ts", code: "" },
      { file: "src/scan/scan-pool.ts", code: "" },
    ],
    good: [
      { file: "src/scan/scan_pool.ts", code: "" },
      { file: "src/model/plugin_index.ts", code: "" },
      { file: "tests/lint_test.ts", code: "" },
      { file: "ffi/types.d.ts", code: "" },
    ],
  },
  "runs-on-2-6": {
    says: /2\.6\.10/,
    bad: [
      { file: "src/scan/a.ts", code: `Temporal.Now.instant();` },
      { file: "src/scan/a.ts", code: `globalThis.Temporal;` },
      { file: "src/scan/a.ts", code: `let x: Temporal.Instant;` },
      { file: "src/scan/a.ts", code: `Math.sumPrecise([1]);` },
      { file: "src/scan/a.ts", code: `Iterator.concat(a, b);` },
      { file: "src/scan/a.ts", code: `await file.tryLock();` },
      { file: "src/scan/a.ts", code: `file.tryLockSync();` },
    ],
    good: [
      { file: "src/scan/a.ts", code: `Math.max(1); Iterator.from(a); file.lockSync(); a.concat(b);` },
      { file: "src/scan/a.ts", code: `name.Temporal; ({ Temporal: 1 });` },
    ],
  },
  "format-in-records": {
    says: /src\/scan\/formats/,
    bad: [
      { file: "src/scan/workers/a.ts", code: `if (format === "lv2") f();` },
      { file: "src/scan/a.ts", code: `const ONES = ["ladspa"];` },
      { file: "src/scan/discovery/a.ts", code: `find({ format: "vst2" });` },
    ],
    good: [
      { file: "src/scan/formats/records/a.ts", code: `const format = "lv2";` },
      { file: "src/cli/a.ts", code: `const format = "lv2";` },
      { file: "src/scan/a.ts", code: `const word = "lv2core"; x.lv2();` },
    ],
  },
  "no-empty-catch": {
    says: /expected/,
    bad: [
      { file: "src/scan/a.ts", code: `try { f(); } catch {}` },
      { file: "tests/a_test.ts", code: `try { f(); } catch (_error) { /* never mind */ }` },
      { file: "src/scan/a.ts", code: `f().catch(() => {});` },
      { file: "src/scan/a.ts", code: `f().catch(function () {});` },
    ],
    good: [
      { file: "src/scan/a.ts", code: `try { f(); } catch (error) { if (!expected(error)) throw error; }` },
      {
        file: "src/scan/a.ts",
        code: `f().catch((error) => { report(error); }); f().catch(() => undefined);`,
      },
      { file: "src/scan/a.ts", code: `f().then(() => {});` },
    ],
  },
};

Deno.test("every lint rule has cases", () => {
  assert.deepEqual(Object.keys(CASES).sort(), Object.keys(plugin.rules).sort());
});

for (const [rule, { bad, good, says }] of Object.entries(CASES)) {
  const findings = ({ file, code }: Snippet) =>
    Deno.lint.runPlugin(plugin, file, code).filter((finding) => finding.id === `pluginary/${rule}`);

  Deno.test(`lint rule ${rule} refuses what it is against and says where it belongs`, () => {
    for (const snippet of bad) {
      const [first, ...others] = findings(snippet);
      assert.ok(first, `no finding in ${snippet.file}: ${snippet.code}`);
      assert.deepEqual(others, [], `more than one finding in ${snippet.file}: ${snippet.code}`);
      assert.match(`${first.message} ${first.hint}`, says);
    }
  });

  Deno.test(`lint rule ${rule} lets pass what is in its place`, () => {
    for (const snippet of good) {
      assert.deepEqual(findings(snippet), [], `${snippet.file}: ${snippet.code}`);
    }
  });
}

Deno.test("lint rules know a file by its place in the project, wherever that lies", () => {
  const root = decodeURIComponent(new URL("../", import.meta.url).pathname);
  const findings = (path: string) => Deno.lint.runPlugin(plugin, path, `console.log(1);`);
  assert.equal(findings(`${root}src/scan/a.ts`).length, 1);
  assert.equal(findings(`${root}src/cli/a.ts`).length, 0);
});
