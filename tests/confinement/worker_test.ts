import assert from "node:assert/strict";
import { NO_MODULES } from "../../src/scan/workers/confinement.ts";
import { workerCommand } from "../../src/scan/workers/worker_command.ts";
import { WorkerSession } from "../../src/scan/workers/worker_session.ts";
import { encodeMessage, PROTOCOL_VERSION } from "../../src/worker/protocol.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { HostileModule } from "./support/hostile_module.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };

interface PermissionCheck {
  readonly permission: string;
  readonly value: string;
}

/** Starts a real worker with a request of its own making, and lets it end. */
async function runWorker(
  folder: TemporaryFolder,
  confinement: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { program, args, shim } = await workerCommand(() => undefined);
  const child = new Deno.Command(program, {
    args: [...args],
    clearEnv: true,
    env: { DENO_DIR: folder.join("deno"), HOME: folder.path, NO_COLOR: "1", ...environment },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const start = {
    type: "start",
    protocol: PROTOCOL_VERSION,
    shim,
    parentPid: Deno.pid,
    formats: ["vst3"],
    lv2Bundles: [],
    confinement,
  };
  const writer = child.stdin.getWriter();
  await writer.write(encodeMessage(start as unknown as Parameters<typeof encodeMessage>[0]));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function confinementIn(folder: TemporaryFolder): Record<string, unknown> {
  return { level: "require", readable: [], writable: [folder.path], overrides: [] };
}

Deno.test("a worker asks Deno for no other right than to open the shim", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const audit = folder.join("audit.jsonl");
  const { code, stderr } = await runWorker(folder, confinementIn(folder), { DENO_AUDIT_PERMISSIONS: audit });
  assert.equal(code, 0, stderr);
  const lines = (await Deno.readTextFile(audit)).trim().split("\n");
  const checks = lines.map((line) => JSON.parse(line) as PermissionCheck);
  const { shim } = await workerCommand(() => undefined);
  assert.deepEqual(checks.map(({ permission, value }) => `${permission} ${value}`), [`ffi ${shim}`]);
});

Deno.test("a worker confines itself fully, or does not get ready", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const { stdout } = await runWorker(folder, confinementIn(folder));
  const ready = JSON.parse(stdout);
  assert.equal(ready.type, "ready");
  assert.equal(ready.confinement.level, "full");
});

for (const member of [{ without: ["seccomp"] }, { maximumLandlockAbi: 0 }, { pretend: ["landlock"] }]) {
  Deno.test(
    `a worker takes no request that weakens a layer, like ${JSON.stringify(member)}`,
    onLinux,
    async () => {
      await using folder = await TemporaryFolder.make();
      const { code, stdout } = await runWorker(folder, { ...confinementIn(folder), ...member });
      assert.notEqual(code, 0);
      assert.equal(stdout, "");
    },
  );
}

Deno.test("WorkerSession gives each worker a private folder and removes it", onLinux, async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("private");
  const run = { makePrivate: async () => (await Deno.mkdir(path), path) };
  const session = await WorkerSession.start(await workerCommand(() => undefined), ["vst3"], {
    run,
    confinement: { ...NO_MODULES, level: "require" },
  });
  assert.equal(session.confinement.level, "full");
  await session.close();
  await assert.rejects(Deno.lstat(path), Deno.errors.NotFound);
});

Deno.test("WorkerSession knows the memory of a confined worker", onLinux, async () => {
  await using module = await HostileModule.make();
  await using folder = await TemporaryFolder.make();
  const path = folder.join("private");
  const run = { makePrivate: async () => (await Deno.mkdir(path), path) };
  const session = await WorkerSession.start(await workerCommand(() => undefined), ["vst3"], {
    run,
    confinement: { ...NO_MODULES, level: "require", readable: [module.root] },
  });
  const { location, binary } = module;
  const { answer } = await session.request({ type: "list", format: "vst3", location, binary });
  assert.equal(answer?.type, "listed");
  assert.ok(session.memoryBytes > 1024 * 1024, String(session.memoryBytes));
  await session.close();
});
