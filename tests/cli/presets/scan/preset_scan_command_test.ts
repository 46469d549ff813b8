import assert from "node:assert/strict";
import { writeVstPreset } from "../../../../src/file_formats/presets/vst_preset.ts";
import type { PresetScanDocument } from "../../../../src/model/documents/presets/preset_scan_document.ts";
import type { ScanDocument } from "../../../../src/model/documents/scan_document.ts";
import { Sandbox } from "../../../support/sandbox.ts";

const CLASS_ID = "0123456789ABCDEF0123456789ABCDEF";

const PRESET = writeVstPreset(CLASS_ID, new Map([["Comp", new Uint8Array(100)]]));

/** A home without the plugins of this computer. */
async function sandbox(): Promise<Sandbox> {
  return await Sandbox.make({ LV2_PATH: "/none", PLUGINARY_SCAN_EXCLUDE: "/usr/**" });
}

async function scanned(home: Sandbox, ...args: string[]): Promise<PresetScanDocument> {
  const { stdout, stderr, code } = await home.run(["presets", "scan", "--json", ...args]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

Deno.test("presets scan finds the presets of the usual folders and says what cannot be read", async () => {
  await using home = await sandbox();
  await home.write(".vst3/presets/Acme/Amp/Loud.vstpreset", PRESET);
  await home.write(".vst3/presets/Acme/Amp/Cut.vstpreset", PRESET.subarray(0, 60));
  const first = await home.run(["presets", "scan"]);
  assert.equal(first.code, 0);
  assert.match(
    first.stdout,
    /^FILE +CANNOT BE READ\n.*Cut\.vstpreset +Has its list of chunks at 148, outside its 60 bytes\n$/,
  );
  assert.match(first.stderr, /^1 preset in 2 files: 2 new, 1 cannot be read, /);
  const again = await scanned(home);
  const failed = again.files.filter(({ outcome }) => outcome === "failed");
  assert.deepEqual(failed.map(({ change, reason }) => [change, reason?.code]), [["unchanged", "truncated"]]);
});

Deno.test("presets scan takes a file, a folder and further folders, and chosen columns", async () => {
  await using home = await sandbox();
  const file = await home.write("mine/A.vstpreset", PRESET);
  await home.write("more/B.vstpreset", PRESET);
  assert.deepEqual((await scanned(home, file)).files.map(({ location }) => location), [file]);
  const all = await scanned(home, "--preset-folder", "more", "--columns", "location,reason");
  assert.deepEqual(all.files, [{ location: home.join("more/B.vstpreset") }]);
  const { stdout } = await home.run(["presets", "scan", "mine", "--force", "--csv"]);
  assert.equal(
    stdout,
    `location,container,outcome,change,presets,reason\n${file},vstpreset,read,unchanged,1,\n`,
  );
});

Deno.test("presets scan of a path that does not exist is an error", async () => {
  await using home = await sandbox();
  const { code, stderr } = await home.run(["presets", "scan", "gone"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot scan ".*gone": it does not exist\n {2}Name a file of presets or a folder/);
});

Deno.test("the setting presetFolder counts for presets scan and for scan, and no project may set it", async () => {
  await using home = await sandbox();
  await home.write("mine/A.vstpreset", PRESET);
  await home.write("config/pluginary/config.jsonc", JSON.stringify({ presetFolder: [home.join("mine")] }));
  assert.equal((await scanned(home)).summary.presets, 1);
  const { stdout } = await home.run(["scan", "--json"]);
  const { presets } = JSON.parse(stdout) as ScanDocument;
  assert.deepEqual([presets?.presets, presets?.unchanged], [1, 1]);
  await home.write("project/pluginary.jsonc", JSON.stringify({ presetFolder: ["/tmp"] }));
  const { stderr } = await home.run(["presets", "scan"], { cwd: home.join("project") });
  assert.match(stderr, /presetFolder.*names where presets are read from/);
});

Deno.test("a scan searches for presets when it is about everything, unless --no-presets says otherwise", async () => {
  await using home = await sandbox();
  await home.write(".vst3/presets/A.vstpreset", PRESET);
  const presetsOf = async (...args: string[]) => {
    const { stdout, stderr } = await home.run(["scan", "--json", ...args]);
    assert.notEqual(stdout, "", stderr);
    return (JSON.parse(stdout) as ScanDocument).presets;
  };
  assert.equal(await presetsOf("--no-presets"), undefined);
  assert.equal(await presetsOf("--format", "clap"), undefined);
  assert.equal(await presetsOf(home.join(".vst3")), undefined);
  assert.equal((await presetsOf())?.added, 1);
  assert.equal((await presetsOf())?.unchanged, 1);
  await home.write(".vst3/presets/B.vstpreset", PRESET.subarray(0, 10));
  const { stderr } = await home.run(["scan"]);
  assert.match(
    stderr,
    /\n1 preset in 2 files: 1 new, 1 cannot be read; to see why, run "pluginary presets scan"\n$/,
  );
});

/** Enough for a signal to come while they are read, also on a busy computer. */
const FILES = 8000;

Deno.test("presets scan keeps what it has read when it is interrupted, and exits with 130", async () => {
  await using home = await sandbox();
  for (let index = 0; index < FILES; index++) await home.write(`mine/${index}.vstpreset`, PRESET);
  const child = home.start(["presets", "scan", "mine", "--ndjson"]);
  await child.stdin.close();
  let text = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (text === "") child.kill("SIGINT");
    text += chunk;
  }
  await child.stderr.cancel();
  assert.equal((await child.status).code, 130);
  const events = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  const { event, complete, interruptedBy, summary } = events.at(-1);
  assert.deepEqual([event, complete, interruptedBy], ["finished", false, "SIGINT"]);
  assert.ok(summary.added < FILES);
  const { summary: after } = await scanned(home, "mine");
  assert.equal(after.files, FILES);
  assert.ok(after.added === FILES - summary.added, `${after.added} + ${summary.added}`);
});

Deno.test("presets scan makes hostile names harmless", async () => {
  await using home = await sandbox();
  await home.write(".vst3/presets/\x1b[31mred\n.vstpreset", PRESET.subarray(0, 10));
  const { stdout, stderr } = await home.run(["presets", "scan"]);
  assert.ok(![stdout, stderr].some((text) => text.includes("\x1b")), stdout);
  assert.match(stdout, /␛\[31mred␊\.vstpreset/);
});

Deno.test("presets scan needs no more memory for two gigabytes of presets than for none", async () => {
  await using home = await sandbox();
  const peak = async (path: string) => {
    const child = home.start(["presets", "scan", path, "--json"]);
    await child.stdin.close();
    let most = 0;
    const watch = setInterval(() => {
      try {
        const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
        most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
      }
    }, 5);
    const { code } = await child.output();
    clearInterval(watch);
    assert.equal(code, 0);
    return most;
  };
  await home.write("none/readme.txt", "");
  for (let index = 0; index < 64; index++) {
    const name = await home.write(`large/${index}.vstpreset`, PRESET);
    await Deno.truncate(name, 32 * 1024 ** 2);
  }
  const [small, large] = [await peak(home.join("none")), await peak(home.join("large"))];
  assert.ok(small > 0 && large < small + 40 * 1024, `${small} KiB, ${large} KiB`);
});
