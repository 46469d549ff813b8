import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate/browser";
import * as v from "valibot";
import { openCatalog } from "../../../../src/catalog/open_catalog.ts";
import { doctorDocumentSchema } from "../../../../src/model/documents/health/doctor_document.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { beginScan, commitModule, moduleWith } from "../../../catalog/support/test_catalog.ts";
import { samplePlugin } from "../../support/scan_events.ts";

const USER = "zorblax";
const HOST = "quuxbox";
const SECRET = "hunter2hunter2";

/** A home of a person whose name is in its path, in a plugin's last words, in settings and in the log. */
async function makeHome(): Promise<{ sandbox: Sandbox; env: Record<string, string> }> {
  const sandbox = await Sandbox.make();
  const home = sandbox.join(`home of ${USER}`);
  await Deno.mkdir(home);
  const env = {
    HOME: home,
    USER,
    LOGNAME: USER,
    HOSTNAME: HOST,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_STATE_HOME: `${home}/state`,
    PLUGINARY_CATALOG: `${home}/catalog.db`,
  };
  {
    using catalog = await openCatalog(env.PLUGINARY_CATALOG);
    const journal = await beginScan(catalog, { paths: [`${home}/.vst3`, "/srv/private music"], host: HOST });
    await commitModule(journal, moduleWith("Good", [samplePlugin({ name: "Good" })]));
    const reason = {
      code: "crashed",
      message: `Crashed in "${home}/.vst3/Bad.vst3"`,
      stderrTail: `licence of ${USER} on ${HOST}\n\x1b]0;evil\x07 password=${SECRET} /srv/private music/x`,
    } as const;
    await commitModule(
      journal,
      moduleWith("Bad", [], { outcome: "crashed", reason, location: `${home}/.vst3/Bad.vst3` }),
    );
    await journal.end({ isComplete: true, interruptedBy: null });
  }
  const settings = { version: 1, scan: { folder: [`${home}/plugins`, "/srv/private music"] } };
  await sandbox.write(`home of ${USER}/config/pluginary/config.jsonc`, JSON.stringify(settings));
  const lines = Array.from(
    { length: 3000 },
    (_, index) => `{"at":${index},"user":"${USER}","file":"${home}/x"}`,
  );
  const message = `Cannot scan "/srv/private music/${USER}": it says "no"`;
  lines.push(JSON.stringify({ message, words: ["'/srv/private music'"] }), "not JSON");
  await sandbox.write(`home of ${USER}/state/pluginary/log/pluginary.log`, `${lines.join("\n")}\n`);
  return { sandbox, env };
}

Deno.test("pluginary doctor --bundle has nothing of the person in any file", async () => {
  const { sandbox, env } = await makeHome();
  await using _sandbox = sandbox;
  const path = sandbox.join("doctor.zip");
  const { code, stdout, stderr } = await sandbox.run(["doctor", "--bundle", path], { env });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Wrote .*doctor\.zip \(.*\):\n/);
  const files = unzipSync(await Deno.readFile(path));
  const names = Object.keys(files);
  assert.deepEqual(names, [
    ...["README.txt", "doctor.json", "versions.json", "settings.json"],
    ...["catalog.json", "failures.json", "last-scan.json", "log.txt"],
  ]);
  for (const [name, bytes] of Object.entries(files)) {
    assert.ok(stdout.includes(`  ${name}`), name);
    const text = strFromU8(bytes);
    for (const secret of [env["HOME"]!, USER, HOST, SECRET, "private music", Deno.hostname()]) {
      assert.ok(!text.toLowerCase().includes(secret.toLowerCase()), `${name} has "${secret}":\n${text}`);
    }
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(text, /[\x00-\x09\x0b-\x1f\x7f]/, name);
    if (name.endsWith(".json")) JSON.parse(text);
  }
  const failures = strFromU8(files["failures.json"]!);
  assert.ok(failures.includes("~/.vst3/Bad.vst3"), failures);
  assert.ok(failures.includes("licence of user on host"), failures);
  assert.ok(strFromU8(files["settings.json"]!).includes("~/plugins"));
  const log = strFromU8(files["log.txt"]!);
  assert.ok(log.length <= 64 * 1024);
  const [first, ...rest] = log.trimEnd().split("\n");
  assert.match(first!, /^\{"at":\d+,"user":"user","file":"~\/x"\}$/);
  assert.equal(rest.at(-1), "not JSON");
  assert.match(JSON.parse(rest.at(-2)!).message, /^Cannot scan "<folder \d>\/user": it says "no"$/);
});

Deno.test("pluginary doctor --bundle writes a private file, also in place of another one", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using sandbox = await Sandbox.make();
  const path = await sandbox.write("doctor.zip", "old");
  await Deno.chmod(path, 0o644);
  const { code, stdout } = await sandbox.run(["doctor", "--bundle", "doctor.zip", "--json"]);
  assert.equal(code, 0);
  const { mode, size } = await Deno.stat(path);
  assert.equal(mode! & 0o777, 0o600);
  const { bundle } = v.parse(doctorDocumentSchema, JSON.parse(stdout));
  assert.equal(bundle?.sizeBytes, size);
  assert.equal(bundle?.files[0]?.name, "README.txt");
  const left = [...Deno.readDirSync(sandbox.path)].map(({ name }) => name);
  assert.deepEqual(left, ["doctor.zip"]);
});

Deno.test("pluginary doctor --bundle works when everything else is broken", async () => {
  await using sandbox = await Sandbox.make();
  await Deno.writeTextFile(sandbox.catalog, "x".repeat(1000));
  await sandbox.write("config/pluginary/config.jsonc", "{");
  const env = { PLUGINARY_SHIM: sandbox.join("none.so") };
  const { code, stderr } = await sandbox.run(["doctor", "--bundle", "doctor.zip"], { env });
  assert.equal(code, 0, stderr);
  const files = unzipSync(await Deno.readFile(sandbox.join("doctor.zip")));
  const report = v.parse(doctorDocumentSchema, JSON.parse(strFromU8(files["doctor.json"]!)));
  assert.ok(report.checks.filter(({ status }) => status === "error").length >= 3);
});

Deno.test("pluginary doctor --bundle does not write over the catalog, nor into a folder that is not there", async () => {
  await using sandbox = await Sandbox.make();
  for (const file of [sandbox.catalog, "none/doctor.zip"]) {
    const { code, stdout } = await sandbox.run(["doctor", "--bundle", file, "--json"]);
    assert.equal(code, 1);
    assert.equal(JSON.parse(stdout).error.code, "output-not-writable");
  }
});
