import assert from "node:assert/strict";
import { isDawRunning } from "../../src/daw/running_daw.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

/** Runs a shell under the file name of Wine's loader, whose process has another name. */
async function withWine(name: string, work: () => Promise<void>): Promise<void> {
  await using home = await TemporaryFolder.make();
  const loader = home.join("wine64-preloader");
  await Deno.copyFile("/bin/sh", loader);
  await Deno.chmod(loader, 0o755);
  const script = 'printf %s "$0" > /proc/self/comm; echo ready; read line';
  const process = new Deno.Command(loader, { args: ["-c", script, name], stdin: "piped", stdout: "piped" })
    .spawn();
  const reader = process.stdout.getReader();
  await reader.read();
  try {
    await work();
  } finally {
    await process.stdin.close();
    await process.status;
    await reader.cancel();
  }
}

for (
  const [name, daw] of [
    ["reaper.exe", "reaper"],
    ["REAPER.EXE", "reaper"],
    // The system cuts "Ableton Live 12 Suite.exe" off.
    ["Ableton Live 12 Suite.exe", "live"],
    ["Ableton Live 9 Suite.exe", "live"],
  ] as const
) {
  Deno.test({
    name: `isDawRunning() sees ${name} under Wine`,
    ignore: Deno.build.os !== "linux",
    fn: () =>
      withWine(name, async () => {
        assert.equal(await isDawRunning(daw), true);
        assert.equal(await isDawRunning("logic"), false);
      }),
  });
}

Deno.test("isDawRunning() knows programs by the names of their files", async () => {
  const among = (...names: string[]) => () => Promise.resolve(names);
  for (const name of ["reaper", "reaper.exe", "REAPER"]) {
    assert.equal(await isDawRunning("reaper", among("sh", name)), true, name);
  }
  for (const name of ["ardour-7.3.0~ds0", "ardour8", "Ardour.exe", "hardour-7.3.0~ds0", "ardour-8.2.0.bin"]) {
    assert.equal(await isDawRunning("ardour", among(name)), true, name);
  }
  for (const name of ["Live", "Ableton Live 12 Suite.exe", "Ableton Live 12"]) {
    assert.equal(await isDawRunning("live", among(name)), true, name);
  }
  for (const name of ["reapers", "my-reaper", "ardour-avahi", "ardour7-lua", "Livedrive"]) {
    for (const daw of ["reaper", "ardour", "live"] as const) {
      assert.equal(await isDawRunning(daw, among(name)), false, name);
    }
  }
  assert.equal(await isDawRunning("reaper", () => Promise.resolve(undefined)), undefined);
});
