import assert from "node:assert/strict";
import type { ScannedModule } from "../../src/model/module.ts";
import { runProgram, startProgram } from "../support/program.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { HostileModule } from "./support/hostile_module.ts";
import { readResults } from "./support/run_host.ts";
import { scanJson } from "./support/scan_json.ts";

const FIXTURES = new URL("../../build/fixtures/vst3", import.meta.url).pathname;

/** Whether a scan with this folder for temporary files has made a worker's private folder. */
function hasWorker(base: string): boolean {
  return [...Deno.readDirSync(base)].some(({ name }) => [...Deno.readDirSync(`${base}/${name}`)].length > 1);
}

const onLinux = { ignore: Deno.build.os !== "linux" };

/** Scans a module that misbehaves; nothing of it may be left when the scan ends. */
async function scanBehaviour(behaviour: string): Promise<ScannedModule> {
  await using base = await TemporaryFolder.make();
  await using module = await HostileModule.make({ behaviour });
  const { modules } = await scanJson([module.location], { env: { TMPDIR: base.path } });
  assert.equal(modules.length, 1);
  assert.deepEqual([...Deno.readDirSync(base.path)], []);
  return modules[0]!;
}

Deno.test(
  "pluginary scan stops a module that fills its private folder, and leaves nothing behind",
  onLinux,
  async () => {
    for (const behaviour of ["fill-disk", "many-files"]) {
      const { outcome, reason } = await scanBehaviour(behaviour);
      assert.equal(outcome, "failed", behaviour);
      assert.equal(reason?.code, "too-large", behaviour);
    }
  },
);

Deno.test(
  "pluginary scan removes folders that are nested deeper than a path can be long",
  onLinux,
  async () => {
    const { outcome } = await scanBehaviour("nest-folders");
    assert.ok(outcome === "scanned" || outcome === "failed");
  },
);

Deno.test("pluginary scan removes what a killed scan left behind", onLinux, async () => {
  await using base = await TemporaryFolder.make();
  const env = { TMPDIR: base.path };
  const child = startProgram(["scan", "--no-catalog", `${FIXTURES}/hang_in_describe.vst3`], { env });
  while (!hasWorker(base.path)) await new Promise((done) => setTimeout(done, 20));
  child.kill("SIGKILL");
  await child.stdin.close();
  await child.output();
  assert.equal([...Deno.readDirSync(base.path)].length, 1);
  await scanJson([`${FIXTURES}/good.vst3`], { env });
  assert.deepEqual([...Deno.readDirSync(base.path)], []);
});

Deno.test("pluginary scan bounds the memory of a module", onLinux, async () => {
  const { outcome, reason } = await scanBehaviour("take-memory");
  assert.equal(outcome, "crashed");
  assert.equal(reason?.signal, "SIGABRT", "malloc() returned nothing, nobody was killed");
});

Deno.test("pluginary scan gives a fork bomb no process", onLinux, async () => {
  const { outcome, plugins } = await scanBehaviour("fork");
  assert.equal(outcome, "scanned");
  assert.deepEqual(plugins.map(({ name }) => name), ["decoy"]);
});

Deno.test("pluginary scan kills a worker that calls the kernel in another architecture's way", {
  ignore: Deno.build.os !== "linux" || Deno.build.arch !== "x86_64",
}, async () => {
  const { outcome, reason } = await scanBehaviour("32-bit-call");
  assert.equal(outcome, "crashed");
  assert.equal(reason?.signal, "SIGSYS");
});

Deno.test("pluginary scan says what a failed plugin was denied, and what to allow", onLinux, async () => {
  await using hostile = await HostileModule.make({ behaviour: "need-network" });
  const { modules } = await scanJson([hostile.location]);
  assert.equal(modules[0]?.outcome, "crashed");
  assert.deepEqual(modules[0]?.reason?.denied, ["socket AF_INET"]);
  const { stderr } = await runProgram(["scan", "--no-catalog", hostile.location]);
  assert.ok(stderr.includes(`pluginary scan ${hostile.location} --allow net`), stderr);
});

Deno.test(
  "pluginary scan notices a denied start of a program, which no signal handler sees",
  onLinux,
  async () => {
    const { outcome, reason } = await scanBehaviour("fork-and-fail");
    assert.equal(outcome, "crashed");
    assert.equal(reason?.signal, "SIGABRT", "the reason is that of the run without tracing");
    assert.deepEqual(reason?.denied, ["fork"]);
  },
);

/** How some attempts of a hostile module end under each override. */
const OVERRIDES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  net: { tcp_connect: "OK", fork_and_execute: "EPERM" },
  exec: { fork_and_execute: "OK", tcp_connect: "EACCES" },
  display: { local_socket_by_path: "OK", udp_send: "EACCES" },
  home: { read_secret: "EACCES" },
};

for (const [override, ends] of Object.entries(OVERRIDES)) {
  const list = Object.entries(ends).map(([attempt, end]) => `"${attempt}" with ${end}`).join(" and ");
  Deno.test(`pluginary scan --allow ${override} ends ${list}`, onLinux, async () => {
    await using hostile = await HostileModule.make({ attempt: "list" });
    const args = [hostile.location, "--confinement", "require", "--allow", override];
    const { modules, confinement } = await scanJson(args);
    assert.equal(confinement.level, "partial");
    assert.deepEqual(modules[0]?.confinement?.overrides, [override]);
    const results = readResults(modules[0]!.failures.map(({ name }) => name));
    for (const [attempt, end] of Object.entries(ends)) {
      assert.equal(results.get(`list/${attempt}`), end, attempt);
    }
  });
}

Deno.test("pluginary scan --allow read=PATH and write=PATH open these and no more", onLinux, async () => {
  await using hostile = await HostileModule.make({ attempt: "list" });
  const folder = hostile.secret.replace(/\/secret$/, "");
  const read = await scanJson([hostile.location, "--allow", `read=${hostile.secret}`]);
  const reading = readResults(read.modules[0]!.failures.map(({ name }) => name));
  assert.equal(reading.get("list/read_secret"), "OK");
  assert.equal(reading.get("list/append"), "EACCES");
  const write = await scanJson([hostile.location, "--allow", `write=${folder}`]);
  const writing = readResults(write.modules[0]!.failures.map(({ name }) => name));
  assert.equal(writing.get("list/append"), "OK");
  assert.equal(writing.get("list/read_passwd"), "EACCES");
});

Deno.test("pluginary scan --allow home gives the real home folder, for reading", onLinux, async () => {
  await using hostile = await HostileModule.make({ attempt: "list" });
  const home = hostile.secret.replace(/\/secret$/, "");
  const { modules } = await scanJson([hostile.location, "--allow", "home"], { env: { HOME: home } });
  const results = readResults(modules[0]!.failures.map(({ name }) => name));
  assert.equal(results.get("list/read_secret"), "OK");
  assert.equal(results.get("list/append"), "EACCES");
});
