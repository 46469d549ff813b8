import assert from "node:assert/strict";
import type { ScannedModule } from "../../src/model/module.ts";
import { runProgram } from "../support/program.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { nobodyTarget } from "../support/restricted_target.ts";
import { HostileModule, type HostileOptions } from "./support/hostile_module.ts";
import { missingOrdinaryUser, NOBODY } from "./support/ordinary_user.ts";
import { scanJson } from "./support/scan_json.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };

/** Scans a module that refuses to initialise when it does not get what it needs. */
async function scanNeedy(
  options: HostileOptions,
  ...args: readonly string[]
): Promise<Pick<ScannedModule, "outcome" | "reason">> {
  await using module = await HostileModule.make(options);
  const { modules } = await scanJson([module.location, ...args]);
  return modules[0]!;
}

/** Scans a module of one plugin by the command of the advice it gets, with the same catalog. */
async function followAdvice(options: HostileOptions): Promise<{ advice: string; outcomes: string[] }> {
  await using folder = await TemporaryFolder.make();
  await using module = await HostileModule.make(options);
  const env = { PLUGINARY_CATALOG: folder.join("catalog.db") };
  const first = await runProgram(["scan", module.location], { env });
  const advice = /pluginary (scan .*--allow.*)$/m.exec(first.stderr)?.[1] ?? "";
  const second = await runProgram([...advice.split(" "), "--json"], { env });
  const { modules } = JSON.parse(second.stdout) as { modules: ScannedModule[] };
  return {
    advice: advice.replace(`scan ${module.location} `, ""),
    outcomes: modules.map(({ outcome }) => outcome),
  };
}

Deno.test(
  "pluginary scan names the file that a plugin may not read, and reading it helps",
  onLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const file = await folder.write("licence key", "");
    const needs = { behaviour: "need-file", file } as const;
    const { outcome, reason } = await scanNeedy(needs);
    assert.equal(outcome, "failed");
    assert.equal(reason?.code, "confinement-denied");
    assert.deepEqual(reason?.denied, [`open ${file}`]);
    assert.equal((await scanNeedy(needs, "--allow", `read=${file}`)).outcome, "scanned");
  },
);

Deno.test("pluginary scan names a file that a plugin may not write, or not create", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const existing = await folder.write("existing", "");
  const needs = { behaviour: "need-file", mode: "w" } as const;
  const write = await scanNeedy({ ...needs, file: existing });
  assert.deepEqual(write.reason?.denied, [`write ${existing}`]);
  const create = await scanNeedy({ ...needs, file: folder.join("new") });
  assert.deepEqual(create.reason?.denied, [`create ${folder.join("new")}`]);
  assert.deepEqual([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["existing"]);
});

Deno.test(
  "pluginary scan proposes what helps a failed plugin, and tries it again at once",
  onLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const file = await folder.write("key", "");
    assert.deepEqual(await followAdvice({ behaviour: "need-file", file }), {
      advice: `--allow read=${file}`,
      outcomes: ["scanned"],
    });
    assert.deepEqual(await followAdvice({ behaviour: "need-file", mode: "w", file: folder.join("lock") }), {
      advice: `--allow write=${folder.path}`,
      outcomes: ["scanned"],
    });
    assert.deepEqual(await followAdvice({ behaviour: "need-file", file: "/proc/self/status" }), {
      advice: "--allow read=/proc/self/status",
      outcomes: ["scanned"],
    });
  },
);

Deno.test("pluginary scan blames no daemon for a user that a plugin cannot look up", onLinux, async () => {
  const { advice, outcomes } = await followAdvice({ behaviour: "need-user" });
  assert.match(advice, /--allow read=\/etc\/passwd/);
  assert.doesNotMatch(advice, /display|net/);
  assert.deepEqual(outcomes, ["scanned"]);
});

Deno.test("pluginary scan does not name files that are missing", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const { reason } = await scanNeedy({ behaviour: "need-file", file: folder.join("missing") });
  assert.equal(reason?.code, "load-error");
  assert.equal(reason?.denied, undefined);
});

Deno.test(
  "pluginary scan does not take a file for a program where signals are blocked",
  onLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const file = await folder.write("key", "");
    const { outcome, reason } = await scanNeedy({ behaviour: "need-file-without-signals", file });
    assert.equal(outcome, "failed");
    assert.equal(reason?.code, "load-error");
    assert.equal(reason?.denied, undefined);
  },
);

Deno.test("pluginary scan reports the last words of a plugin that refuses", onLinux, async () => {
  const { reason } = await scanNeedy({ behaviour: "need-file", file: "/nowhere" });
  assert.equal(reason?.stderrTail, "I cannot work like this");
});

Deno.test("pluginary scan reports memory that a plugin was refused", onLinux, async () => {
  const { outcome, reason } = await scanNeedy({ behaviour: "need-much-memory" });
  assert.equal(outcome, "failed");
  assert.equal(reason?.code, "out-of-memory");
  assert.match(reason?.message ?? "", /refused 3072 MiB of memory, beyond its limit of 2048 MiB/);
  assert.deepEqual(await followAdvice({ behaviour: "need-much-memory" }), {
    advice: "--allow memory=6GB",
    outcomes: ["scanned"],
  });
});

const noOrdinaryUser = missingOrdinaryUser();

Deno.test(
  `pluginary scan names what an ordinary user may read, and no file that others keep from that user${noOrdinaryUser}`,
  { ignore: noOrdinaryUser !== "" },
  async () => {
    await using folder = await TemporaryFolder.make();
    await Deno.chmod(folder.path, 0o755);
    await Deno.mkdir(folder.join("tmp"));
    await Deno.chmod(folder.join("tmp"), 0o777);
    const options = { target: await nobodyTarget(folder), env: { TMPDIR: folder.join("tmp") } };
    for (const [mode, denied] of [[0o644, true], [0o600, false]] as const) {
      const file = await folder.write(`key-${mode}`, "");
      await Deno.chmod(file, mode);
      await using module = await HostileModule.make({ behaviour: "need-file", file, user: NOBODY });
      const { modules } = await scanJson([module.location], options);
      const { reason } = modules[0]!;
      assert.equal(reason?.code, denied ? "confinement-denied" : "load-error");
      assert.deepEqual(reason?.denied, denied ? [`open ${file}`] : undefined);
    }
  },
);
