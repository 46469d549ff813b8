import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { MIGRATIONS } from "../../../src/catalog/migrations.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import type { HealthCode } from "../../../src/model/health/health_codes.ts";
import { restrictedTarget } from "../../support/restricted_target.ts";
import { Patient, problemsIn, type Visit } from "./support/patient.ts";

/** Something that a test breaks, and that the cure puts right. */
interface Illness {
  readonly code: HealthCode;
  readonly break?: (patient: Patient) => Promise<void>;
  /** How doctor is called. */
  readonly visit?: Visit;
  /** The command that doctor should name. */
  readonly cure: string | ((patient: Patient) => string);
  /** Added to it where a person would be asked. */
  readonly consent?: string;
  /** Makes it possible to remove the home, if the cure has failed. */
  readonly undo?: (patient: Patient) => Promise<void>;
  /** Problems that are left after the cure. */
  readonly left?: readonly HealthCode[];
}

const restricted = { target: restrictedTarget() };

/** Changes the catalog behind the program's back. */
function sql(text: string): (patient: Patient) => Promise<void> {
  return ({ home }) => {
    const db = new DatabaseSync(home.catalog);
    db.exec(text);
    db.close();
    return Promise.resolve();
  };
}

const ILLNESSES: readonly Illness[] = [
  {
    code: "catalog-missing",
    break: async ({ home }) => await Deno.remove(home.catalog),
    cure: "pluginary scan",
  },
  {
    code: "catalog-not-a-database",
    break: async ({ home }) => await Deno.writeTextFile(home.catalog, "Not a database".repeat(100)),
    cure: "pluginary catalog repair",
    left: ["never-scanned"],
  },
  {
    code: "catalog-damaged",
    break: async ({ home }) => await overwrite(home.catalog, 4096 * 3, 4096 * 20),
    cure: "pluginary catalog repair",
    left: ["never-scanned"],
  },
  {
    code: "catalog-damaged",
    break: async ({ home }) => await Deno.truncate(home.catalog, 4096 * 30),
    cure: "pluginary catalog repair",
    // Saved rows lack what their lost ones said.
    left: ["results-outdated"],
  },
  {
    code: "catalog-damaged",
    break: sql("delete from search_entries"),
    cure: "pluginary catalog repair",
  },
  {
    code: "catalog-newer",
    break: async (patient) => {
      await patient.visit({ before: "pluginary catalog backup" });
      await sql("pragma user_version = 99; pragma journal_mode = delete")(patient);
    },
    cure: ({ home }) => `mv ${home.catalog} ${home.catalog}.old && pluginary catalog restore`,
    consent: "--yes",
  },
  {
    code: "catalog-newer",
    break: sql("pragma user_version = 99; pragma journal_mode = delete"),
    cure: "unset PLUGINARY_CATALOG",
    left: ["catalog-missing"],
  },
  {
    code: "catalog-older",
    break: async ({ home }) => {
      await Deno.remove(home.catalog);
      using _catalog = await openCatalog(home.catalog, { migrations: MIGRATIONS.slice(0, -1) });
    },
    cure: "pluginary catalog stats",
    left: ["never-scanned"],
  },
  {
    code: "catalog-of-other-program",
    break: sql("pragma application_id = 7; pragma journal_mode = delete"),
    cure: "unset PLUGINARY_CATALOG",
    left: ["catalog-missing"],
  },
  {
    code: "catalog-not-writable",
    break: async ({ home }) => await Deno.chmod(home.catalog, 0o400),
    visit: restricted,
    cure: ({ home }) => `chmod u+rw ${home.catalog}`,
  },
  {
    code: "data-folder-not-writable",
    break: async ({ home }) => await Deno.chmod(home.path, 0o500),
    visit: restricted,
    cure: ({ home }) => `chmod u+rwx ${home.path}`,
    undo: async ({ home }) => await Deno.chmod(home.path, 0o700),
  },
  {
    code: "data-folder-shared",
    break: async ({ home }) => await Deno.chmod(home.path, 0o777),
    cure: ({ home }) => `chmod go-w ${home.path}`,
    undo: async ({ home }) => await Deno.chmod(home.path, 0o700),
  },
  {
    code: "temporary-folder-not-writable",
    visit: { env: { TMPDIR: "/nonexistent" } },
    cure: "export TMPDIR=/tmp",
  },
  {
    code: "log-not-writable",
    break: async ({ home }) => {
      await Deno.remove(home.join(".local/state/pluginary"), { recursive: true });
      await home.write(".local/state/pluginary", "");
    },
    cure: ({ home }) =>
      `mv ${home.join(".local/state/pluginary")} ${home.join(".local/state/pluginary.old")}`,
  },
  {
    code: "log-not-writable",
    break: async ({ home }) =>
      void await Deno.mkdir(home.join(".local/state/pluginary/log/pluginary.log"), { recursive: true }),
    cure: ({ home }) => {
      const log = home.join(".local/state/pluginary/log/pluginary.log");
      return `mv ${log} ${log}.old`;
    },
  },
  {
    code: "search-folder-not-readable",
    break: async ({ home }) => await Deno.mkdir(home.join(".vst3"), { mode: 0o000 }),
    visit: restricted,
    cure: ({ home }) => `chmod u+rx ${home.join(".vst3")}`,
    undo: async ({ home }) => await Deno.remove(home.join(".vst3")),
  },
  { code: "library-missing", visit: { env: { PLUGINARY_SHIM: "/none.so" } }, cure: "unset PLUGINARY_SHIM" },
  {
    code: "worker-does-not-start",
    visit: { env: { PLUGINARY_SHIM: "/etc/passwd" } },
    cure: "unset PLUGINARY_SHIM",
  },
  {
    code: "confinement-off",
    break: async ({ home }) =>
      void await home.write("config/pluginary/config.jsonc", '{"version":1,"scan":{"confinement":"off"}}'),
    cure: "pluginary config unset scan.confinement",
  },
  {
    code: "configuration-invalid",
    break: async ({ home }) => void await home.write("config/pluginary/config.jsonc", '{"version":1,'),
    visit: { env: { EDITOR: `sh -c 'echo "{\\"version\\":1}" >"$1"' edit` } },
    cure: "pluginary config edit",
  },
  { code: "configuration-invalid", visit: { env: { PLUGINARY_JOBS: "x" } }, cure: "unset PLUGINARY_JOBS" },
  {
    code: "configuration-invalid",
    visit: { env: { PLUGINARY_CONFIG: "/none.jsonc" } },
    cure: "unset PLUGINARY_CONFIG",
  },
  {
    code: "configuration-invalid",
    break: async ({ home }) => void await Deno.mkdir(home.join("config/pluginary/config.jsonc")),
    cure: ({ home }) => {
      const file = home.join("config/pluginary/config.jsonc");
      return `mv ${file} ${file}.old`;
    },
    undo: async ({ home }) => await Deno.remove(home.join("config/pluginary/config.jsonc.old")),
  },
  {
    code: "configuration-invalid",
    visit: { env: { PLUGINARY_CONFIG: "/" } },
    cure: "unset PLUGINARY_CONFIG",
  },
  {
    code: "configuration-outdated",
    break: async ({ home }) => void await home.write("config/pluginary/config.jsonc", '{"scan":{"jobs":1}}'),
    cure: "pluginary config migrate",
  },
  {
    code: "plugins-failed",
    break: sql(`update modules set outcome = 'crashed', reason = '{"code":"crashed","message":"Crashed"}'`),
    cure: "pluginary scan --failed",
  },
  {
    code: "plugins-blocked",
    break: sql(
      `update modules set outcome = 'blocked', reason = '{"code":"blocked-after-failures","message":"Crashed"}';
       insert into blocklist (location, format, code, message, attempts, fingerprint, blocked_at)
         select location, format, 'blocked-after-failures', 'Crashed', 3, fingerprint, '2026-01-01T00:00:00.000Z'
           from modules`,
    ),
    cure: "pluginary scan --retry-blocked",
  },
  {
    code: "files-gone",
    break: async (patient) => {
      const second = patient.home.join(".clap/second.clap");
      await Deno.copyFile(patient.plugin, second);
      await patient.visit({ before: "pluginary scan" });
      await Deno.remove(second);
    },
    cure: "pluginary scan",
    left: ["plugins-missing"],
  },
  {
    code: "files-gone",
    break: async (patient) => {
      await patient.home.write(".clap/other.txt", "");
      await Deno.remove(patient.plugin);
    },
    cure: ({ home }) => `pluginary scan --prune ${home.join(".clap")}`,
  },
  {
    code: "plugins-missing",
    break: sql("update modules set missing_at = '2026-01-01T00:00:00.000Z'"),
    cure: "pluginary catalog prune",
  },
  { code: "results-outdated", break: sql("update modules set describer = 0"), cure: "pluginary scan" },
  {
    code: "scan-incomplete",
    break: sql("update scan_runs set is_complete = 0, interrupted_by = 'SIGINT'"),
    cure: "pluginary scan",
  },
  { code: "never-scanned", break: sql("delete from scan_runs"), cure: "pluginary scan" },
];

Deno.test("each cure removes its problem", { ignore: Deno.build.os !== "linux" }, async (t) => {
  await using patient = await Patient.make();
  assert.deepEqual(problemsIn(await patient.visit()), []);
  for (const { code, cure, consent = "", left = [], ...illness } of ILLNESSES) {
    const command = typeof cure === "string" ? cure : cure(patient);
    await t.step(`${code}: ${command.replaceAll(patient.home.path, "~")}`, async () => {
      await patient.recover();
      await illness.break?.(patient);
      try {
        const found = await patient.visit(illness.visit);
        const check = found.checks.find((one) => one.code === code);
        assert.ok(check !== undefined, `found ${problemsIn(found)}`);
        assert.equal(check.cure, command);
        const isBroken = found.checks.some(({ status }) => status === "error");
        assert.equal(found.exitCode, isBroken ? 1 : 0);
        const cured = await patient.visit({ ...illness.visit, before: `${check.cure} ${consent}` });
        assert.deepEqual(problemsIn(cured), left, await Deno.readTextFile(patient.home.join("cure.log")));
      } finally {
        await illness.undo?.(patient);
      }
    });
  }
});

async function overwrite(path: string, start: number, end: number): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(start, Deno.SeekMode.Start);
  await file.write(new Uint8Array(end - start).fill(65));
}
