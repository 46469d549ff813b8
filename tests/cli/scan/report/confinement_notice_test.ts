import assert from "node:assert/strict";
import { ConfinementNotice } from "../../../../src/cli/scan/report/confinement_notice.ts";
import type { ConfinementPolicy } from "../../../../src/model/confinement.ts";
import { PluginaryError } from "../../../../src/model/pluginary_error.ts";
import { NO_JOURNAL } from "../../../../src/model/scan_journal.ts";
import { scan } from "../../../../src/scan/scanner.ts";
import { makeBundle } from "../../../support/bundles.ts";
import { fakeWorker, PATIENT_LIMITS } from "../../../support/fake_workers.ts";
import { TemporaryFolder } from "../../../support/temporary_folder.ts";

const AUTO: ConfinementPolicy = { level: "auto", allowances: [] };

/** Scans three modules by workers that behave so; what is said of their confinement, and how many were scanned. */
async function noticeOf(
  behaviour: string,
  confinement: ConfinementPolicy,
): Promise<{ text: string; modules: number }> {
  await using folder = await TemporaryFolder.make();
  for (const name of ["A", "B", "C"]) await makeBundle(folder, `${name}.vst3`);
  const notice = new ConfinementNotice(confinement);
  const options = { version: "0.0.0", paths: [folder.path], jobs: 2, journal: NO_JOURNAL, confinement };
  let modules = 0;
  for await (
    const event of scan({
      ...options,
      environment: () => undefined,
      worker: fakeWorker(behaviour),
      limits: PATIENT_LIMITS,
    })
  ) {
    notice.see(event);
    if (event.event === "module") modules++;
  }
  return { text: notice.text(), modules };
}

Deno.test("ConfinementNotice says once which layers a scan of several modules had", async () => {
  assert.deepEqual(await noticeOf("confined-in-part", AUTO), {
    text: "warning: plugins ran partly confined: this system supports only seccomp, limits\n",
    modules: 3,
  });
});

Deno.test("ConfinementNotice says once that there was no confinement", async () => {
  assert.deepEqual(await noticeOf("good", AUTO), {
    text: "warning: plugins ran unconfined: this system has no means to confine them\n",
    modules: 3,
  });
});

Deno.test("ConfinementNotice says once that the user switched the confinement off", async () => {
  assert.deepEqual(await noticeOf("good", { level: "off", allowances: [] }), {
    text: "warning: plugins ran unconfined, by --confinement off\n",
    modules: 3,
  });
});

Deno.test("ConfinementNotice does not repeat what the user asked for", async () => {
  assert.equal((await noticeOf("confined-in-part", { level: "auto", allowances: ["net"] })).text, "");
});

Deno.test("scan() runs no module when full confinement is required and a worker has less", async () => {
  for (
    const [behaviour, said] of [["confined-in-part", "partial, seccomp, limits"], ["good", "none"]] as const
  ) {
    await assert.rejects(
      noticeOf(behaviour, { level: "require", allowances: [] }),
      (error) =>
        error instanceof PluginaryError && error.code === "worker-does-not-start" &&
        error.message === `Cannot start a worker: Worker is not confined as required: ${said}`,
    );
  }
});

Deno.test("scan() takes what was let through for the only reason to be below full when that is required", async () => {
  const policy: ConfinementPolicy = { level: "require", allowances: ["net"] };
  assert.deepEqual(await noticeOf("confined-in-part", policy), { text: "", modules: 3 });
  await assert.rejects(noticeOf("good", policy), /not confined as required: none/);
});
