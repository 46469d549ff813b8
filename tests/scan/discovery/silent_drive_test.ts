import assert from "node:assert/strict";
import type { ScanEvent } from "../../../src/model/documents/scan_document.ts";
import { NO_JOURNAL, type ScanJournal } from "../../../src/model/scan_journal.ts";
import { scan, type ScanOptions } from "../../../src/scan/scanner.ts";
import { answerWithin, NO_ANSWER } from "../../../src/scan/discovery/silent_drive.ts";
import { PATIENT_LIMITS } from "../../support/fake_workers.ts";
import { knownModule } from "../../support/known_module.ts";
import { makeScripted, type Script, scriptedWorker } from "../../support/scripted_workers.ts";
import { SilentDrive, whyNoSilentDrives } from "../../support/silent_drive.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const noDrives = await whyNoSilentDrives();
const needsDrive = { ignore: noDrives !== "" };

const GOOD: Script = { list: "o", plugins: ["o"] };
const HANGS: Script = { list: "h", plugins: [] };

/** A journal that keeps what it is told, and knows modules at some locations. */
function journalThatKnows(locations: readonly string[], entries: string[]): ScanJournal {
  return {
    ...NO_JOURNAL,
    allKnown: () => locations.map((location) => knownModule({ location, format: "vst3" })),
    commit: (module) => Promise.resolve(module).finally(() => entries.push(`commit ${module.location}`)),
    abandon: ({ location }) => Promise.resolve(void entries.push(`abandon ${location}`)),
    remove: (modules) => {
      for (const { location } of modules) entries.push(`remove ${location}`);
      return Promise.resolve([]);
    },
  };
}

function options(paths: string[], journal: ScanJournal): ScanOptions {
  return {
    version: "0.0.0",
    paths,
    jobs: 2,
    journal,
    environment: () => undefined,
    worker: scriptedWorker(),
    limits: { ...PATIENT_LIMITS, silenceMs: 60_000, totalMs: 60_000 },
    driveLimitMs: 500,
  };
}

function problemsOf(events: readonly ScanEvent[]): [location: string, code: string][] {
  return events.flatMap((event) =>
    event.event === "problem" ? [[event.problem.location, event.problem.code]] : []
  );
}

Deno.test("answerWithin() gives what comes, throws what fails and does not wait for ever", async () => {
  assert.equal(await answerWithin(Promise.resolve(1), 10), 1);
  await assert.rejects(answerWithin(Promise.reject(new Error("no")), 10), /no/);
  assert.equal(await answerWithin(new Promise(() => {}), 10), NO_ANSWER);
  const slow = new Promise((resolve) => setTimeout(resolve, 100, "late"));
  assert.equal(await answerWithin(slow, 10_000), "late");
});

Deno.test(`scan() leaves out a root whose drive does not answer, and forgets nothing there${noDrives}`, {
  ...needsDrive,
}, async () => {
  await using folder = await TemporaryFolder.make();
  const [dead, alive] = [folder.join("dead"), folder.join("alive")];
  await Deno.mkdir(dead);
  const good = await makeScripted(folder, "alive/good", GOOD);
  const entries: string[] = [];
  const journal = journalThatKnows([`${dead}/gone.vst3`, `${alive}/gone.vst3`], entries);
  await using _drive = await SilentDrive.on(dead);
  const events = await Array.fromAsync(scan(options([dead, alive], journal)));
  assert.deepEqual(problemsOf(events), [[dead, "no-answer"]]);
  assert.deepEqual(entries, [`commit ${good}`, `remove ${alive}/gone.vst3`]);
  const last = events.at(-1);
  assert.ok(last?.event === "finished" && last.complete);
});

Deno.test(`scan() gives up a root whose drive dies meanwhile, and blames none of its modules${noDrives}`, {
  ...needsDrive,
}, async () => {
  await using folder = await TemporaryFolder.make();
  const [dead, alive] = [folder.join("dead"), folder.join("alive")];
  const hanging: string[] = [];
  for (const name of "abcdefghij") hanging.push(await makeScripted(folder, `dead/${name}`, HANGS));
  const good = await makeScripted(folder, "alive/good", GOOD);
  const entries: string[] = [];
  const events: ScanEvent[] = [];
  let drive: SilentDrive | undefined;
  try {
    for await (const event of scan(options([dead, alive], journalThatKnows(hanging, entries)))) {
      events.push(event);
      if (event.event === "progress" && event.running.length > 0) drive ??= await SilentDrive.on(dead);
    }
  } finally {
    await drive?.[Symbol.asyncDispose]();
  }
  assert.deepEqual(problemsOf(events), [[dead, "no-answer"]]);
  assert.ok(entries.includes(`commit ${good}`));
  const others = entries.filter((entry) => entry !== `commit ${good}`);
  assert.ok(others.every((entry) => entry.startsWith("abandon ")), others.join());
  assert.ok(others.length < hanging.length, "they were not tried one after the other");
  const last = events.at(-1);
  assert.ok(last?.event === "finished" && last.complete);
  assert.equal(last.summary.modules, 1);
});

Deno.test(`scan() does not wait for a drive when it is interrupted${noDrives}`, needsDrive, async () => {
  await using folder = await TemporaryFolder.make();
  const dead = folder.join("dead");
  await Deno.mkdir(dead);
  const controller = new AbortController();
  await using _drive = await SilentDrive.on(dead);
  const timer = setTimeout(() => controller.abort("SIGINT"), 3000);
  const events = await Array.fromAsync(scan({
    ...options([dead], journalThatKnows([`${dead}/a.vst3`], [])),
    interrupt: controller.signal,
    driveLimitMs: 3_600_000,
  }));
  clearTimeout(timer);
  const last = events.at(-1);
  assert.ok(last?.event === "finished");
  assert.equal(last.interruptedBy, "SIGINT");
});

Deno.test(`scan() follows no link to a drive that does not answer${noDrives}`, needsDrive, async () => {
  await using folder = await TemporaryFolder.make();
  const [dead, alive] = [folder.join("dead"), folder.join("alive")];
  await Deno.mkdir(dead);
  const good = await makeScripted(folder, "alive/good", GOOD);
  await Deno.symlink("../dead", `${alive}/all of it`);
  await Deno.symlink(`${dead}/one.vst3`, `${alive}/one.vst3`);
  const entries: string[] = [];
  const known = [`${dead}/one.vst3`, `${dead}/two.vst3`];
  const journal = journalThatKnows(known, entries);
  const found = {
    ...journal,
    allKnown: () => [...journal.allKnown()].map((one) => ({ ...one, root: alive })),
  };
  await using _drive = await SilentDrive.on(dead);
  const events = await Array.fromAsync(scan(options([alive], found)));
  assert.deepEqual(problemsOf(events), [[dead, "no-answer"], [`${dead}/one.vst3`, "no-answer"]]);
  assert.deepEqual(entries, [`commit ${good}`]);
});
