import assert from "node:assert/strict";
import { childProcesses, isRunning } from "../support/child_processes.ts";
import { startProgram } from "../support/program.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const FIXTURES = new URL("../../build/fixtures/vst3/", import.meta.url).pathname;
const onLinux = { ignore: Deno.build.os !== "linux" };

/** Makes modules that hang, beside ones that crash, so that all workers are busy and new ones keep starting. */
async function badModules(folder: TemporaryFolder): Promise<void> {
  for (const name of ["hang_in_describe", "crash_in_describe", "crash_on_load"]) {
    const from = `${FIXTURES}${name}.vst3/Contents/${Deno.build.arch}-linux/${name}.so`;
    const library = await Deno.readFile(from);
    for (const copy of ["a", "b", "c"]) {
      const path = `${copy}_${name}.vst3/Contents/${Deno.build.arch}-linux/${copy}_${name}.so`;
      await folder.write(path, library);
    }
  }
}

/** Waits until none of these processes is there any more; one that stays makes the test fail for its length. */
async function areGone(pids: ReadonlySet<number>): Promise<void> {
  while ([...pids].some(isRunning)) await new Promise((resolve) => setTimeout(resolve, 10));
}

for (const signals of [["SIGKILL"], ["SIGTERM"], ["SIGINT"], ["SIGTERM", "SIGTERM"]] as const) {
  for (const confinement of ["auto", "off"]) {
    Deno.test(
      `pluginary scan --confinement ${confinement} leaves no worker after ${signals.join(" and ")}`,
      { ...onLinux, timeout: 60_000 },
      async () => {
        await using folder = await TemporaryFolder.make();
        await badModules(folder);
        const args = ["scan", "--no-catalog", "--jobs", "3", "--confinement", confinement, folder.path];
        const child = startProgram(args, { env: { TMPDIR: folder.path } });
        await child.stdin.close();
        const workers = new Set<number>();
        // All that hang, and some that come and go.
        while (workers.size < 6) {
          for (const pid of childProcesses(child.pid)) workers.add(pid);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        for (const signal of signals) child.kill(signal);
        await child.output();
        await areGone(workers);
        assert.deepEqual(childProcesses(child.pid), []);
      },
    );
  }
}
