import assert from "node:assert/strict";
import * as v from "valibot";
import { CONFINEMENT_LAYERS } from "../../../src/model/confinement.ts";
import { doctorDocumentSchema } from "../../../src/model/documents/health/doctor_document.ts";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import { parseCsv } from "../../support/parse_csv.ts";
import { withReadOnlyMount } from "../../support/mounts.ts";
import { NOBODY, nobodyTarget } from "../../support/restricted_target.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";
import { Patient } from "./support/patient.ts";

const needsRoot = Deno.build.os !== "linux" || Deno.uid() !== 0
  ? " (skipped: needs the superuser of Linux)"
  : "";

const onLinux = { ignore: Deno.build.os !== "linux" };

Deno.test("pluginary doctor --json has a score, checks with cures, and versions", async () => {
  await using sandbox = await Sandbox.make();
  const { code, stdout, stderr } = await sandbox.run(["doctor", "--json"]);
  assert.equal(code, 0, stderr);
  const { score, checks, versions } = v.parse(doctorDocumentSchema, JSON.parse(stdout));
  const missing = checks.find((check) => check.code === "catalog-missing");
  assert.deepEqual([missing?.status, missing?.cure, missing?.points], ["warning", "pluginary scan", 4]);
  assert.equal(score, 100 - checks.reduce((sum, { points }) => sum + points, 0));
  assert.equal(versions.abi, ABI_VERSION);
  assert.equal(versions.deno, Deno.version.deno);
  assert.match(versions.sqlite, /^3\.\d+/);
  assert.equal((await sandbox.run(["doctor", "--json"])).stdout, stdout);
});

Deno.test("pluginary doctor creates no catalog and leaves no file", async () => {
  await using sandbox = await Sandbox.make();
  const names = () => [...Deno.readDirSync(sandbox.path)].map(({ name }) => name);
  const before = names();
  assert.equal((await sandbox.run(["doctor"])).code, 0);
  assert.deepEqual(names(), before);
});

Deno.test("the layers of full confinement are those that a worker reports", onLinux, async (t) => {
  await using sandbox = await Sandbox.make();
  const { stdout } = await sandbox.run(["doctor", "--json"]);
  const full = v.parse(doctorDocumentSchema, JSON.parse(stdout)).checks
    .find(({ code }) => code === "confinement-full");
  if (full === undefined) {
    return void await t.step({ name: "(not fully confined here)", ignore: true, fn() {} });
  }
  const layers = full.message.split(": ")[1]!.split(", ").map((layer) => layer.replace(/-\d+$/, ""));
  assert.deepEqual(layers, [...CONFINEMENT_LAYERS]);
});

Deno.test("pluginary doctor reports on a home in which everything is broken", onLinux, async () => {
  await using patient = await Patient.make();
  await Deno.writeTextFile(patient.home.catalog, "x".repeat(1000));
  await patient.home.write("config/pluginary/config.jsonc", '{ "json": true, "csv": true, "jobs": ');
  await patient.home.write("pluginary.jsonc", '{ "nonsense": 1 }');
  const env = {
    HOME: undefined,
    TERM: undefined,
    TMPDIR: "/none",
    PLUGINARY_SHIM: "/none.so",
    PLUGINARY_JOBS: "x",
    PLUGINARY_COLUMNS: "x",
  };
  const { checks, exitCode, score } = await patient.visit({ env: { ...env, HOME: patient.home.path } });
  assert.equal(exitCode, 1);
  assert.equal(score, 0);
  const codes = checks.map(({ code }) => code);
  for (
    const code of [
      "catalog-not-a-database",
      "configuration-invalid",
      "project-invalid",
      "library-missing",
      "temporary-folder-not-writable",
    ] as const
  ) assert.ok(codes.includes(code), `${code}: ${codes}`);
  for (const command of [["doctor"], ["status"]]) {
    const { code, stdout, stderr } = await patient.home.run(command, { env });
    assert.equal(code, 1);
    assert.match(stdout, /health 0|Health 0 of 100/i);
    assert.equal(stderr, "");
  }
});

Deno.test(`pluginary doctor serves a user whom the system does not know, without a home${needsRoot}`, {
  ignore: needsRoot !== "",
}, async () => {
  await using folder = await Sandbox.make();
  await Deno.chmod(folder.path, 0o755);
  const { program, args } = await nobodyTarget(folder);
  const unknown = args.map((word) => word === `--reuid=${NOBODY}` ? "--reuid=61234" : word);
  const { code, stdout, stderr } = await folder.run(["doctor", "--json"], {
    target: { program, args: unknown },
    env: { HOME: undefined, XDG_CONFIG_HOME: undefined, PLUGINARY_CATALOG: undefined },
    cwd: "/",
  });
  assert.equal(code, 1, stderr);
  const { checks } = v.parse(doctorDocumentSchema, JSON.parse(stdout));
  assert.equal(checks[0]?.code, "home-unknown", stdout);
});

Deno.test(
  "pluginary doctor puts problems first, each with its cure, and fits the terminal",
  onLinux,
  async () => {
    await using sandbox = await Sandbox.make();
    await sandbox.write("config/pluginary/config.jsonc", '{ "jbos": 1 }');
    await storedCatalog(sandbox.catalog, [{ name: "A" }]);
    for (const columns of [80, 40]) {
      const { stdout, code } = await sandbox.run(["doctor"], { terminal: { columns } });
      assert.equal(code, 1);
      // deno-lint-ignore no-control-regex
      const text = stdout.replaceAll(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
      assert.match(text, /^Health 75 of 100: 1 error \(-25\)\n\nerror:/);
      assert.match(text, /\n +pluginary config edit\n\n/);
      assert.ok(text.indexOf("pluginary config edit") < text.indexOf("\nfolders"));
      const tooLong = text.split("\n").filter((line) => line.length > columns && line.trim().includes(" "));
      assert.deepEqual(tooLong, []);
      assert.ok(stdout.includes("\x1b[31merror:"), "without color");
    }
    const { stdout } = await sandbox.run(["doctor"]);
    assert.match(stdout, /^error: {9}Configuration: .*Unknown setting "jbos".*$/m);
  },
);

Deno.test(
  "pluginary doctor reads a catalog on a read-only drive, and says that nothing can be written",
  onLinux,
  async () => {
    await using sandbox = await Sandbox.make();
    await withReadOnlyMount(async (folder, makeReadOnly) => {
      const catalog = `${folder}/catalog.db`;
      await storedCatalog(catalog, [{ name: "A" }]);
      await makeReadOnly();
      const env = { PLUGINARY_CATALOG: catalog };
      const { code, stdout } = await sandbox.run(["doctor", "--json"], { env });
      assert.equal(code, 1);
      const { checks } = v.parse(doctorDocumentSchema, JSON.parse(stdout));
      const errors = checks.filter(({ status }) => status === "error").map((check) => check.code);
      assert.deepEqual(errors, ["data-folder-not-writable", "catalog-not-writable"]);
      const known = checks.find((check) => check.code === "plugins-scanned");
      assert.match(known?.message ?? "", /^1 plugin in 1 module/);
    });
  },
);

Deno.test("pluginary doctor --csv has a row for each check", async () => {
  await using sandbox = await Sandbox.make();
  const { stdout } = await sandbox.run(["doctor", "--csv"]);
  const [head, first] = parseCsv(stdout);
  assert.deepEqual(head, ["code", "subject", "status", "message", "advice", "cure", "points"]);
  assert.equal(first?.[0], "catalog-missing");
});

Deno.test("a hostile path in a finding is harmless on a terminal", onLinux, async () => {
  await using sandbox = await Sandbox.make();
  const env = { PLUGINARY_CATALOG: sandbox.join("a\x1b]0;x\x07b/catalog.db") };
  const { stdout } = await sandbox.run(["doctor"], { env });
  assert.ok(!stdout.includes("\x1b"));
  assert.ok(stdout.includes("␛"));
});
