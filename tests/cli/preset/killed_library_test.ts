import assert from "node:assert/strict";
import { backupLibrary } from "../../../src/catalog/library/backup_library.ts";
import { listLibrary } from "../../../src/catalog/library/library_preset.ts";
import { readVersions } from "../../../src/catalog/library/library_version.ts";
import { readContent } from "../../../src/catalog/library/version_content.ts";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { emptyCatalog, openForReading } from "../../../src/catalog/open_catalog.ts";
import { packState } from "../../../src/model/presets/state_bytes.ts";
import { clapState, keepPreset } from "../../catalog/support/keep_preset.ts";
import { timesOf } from "../../support/counts.ts";
import { Sandbox } from "../../support/sandbox.ts";

const KILLS = timesOf(200);

/** Enough for the writing to take a good part of the time. */
const PRESETS = 10;

/** Bytes of a state that deflating does not make smaller. */
const STATE_BYTES = 30_000;

/** How much longer than an undisturbed run a kill may wait: some come too late. */
const LATEST = 1.1;

/** Writes a library whose states nobody else has, and returns them by the names of their presets. */
async function writeLibrary(path: string, round: number): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  using catalog = await emptyCatalog(":memory:");
  await catalog.write((db) => {
    for (let index = 0; index < PRESETS; index++) {
      const bytes = new Uint8Array(STATE_BYTES);
      for (let at = 0; at < bytes.length; at += 50_000) {
        crypto.getRandomValues(bytes.subarray(at, at + 50_000));
      }
      const name = `Preset ${round}.${index}`;
      keepPreset(db, { name, state: clapState(bytes), tags: [`round ${round}`] });
      states.set(name, bytes.toBase64());
    }
  });
  await backupLibrary(catalog, path);
  return states;
}

/** The states of a library, each read and hashed again, of a catalog that is healthy. */
async function statesIn(path: string, message: string): Promise<Map<string, string>> {
  using catalog = await openForReading(path);
  assert.deepEqual(await checkCatalog(catalog), [], message);
  return await catalog.read((db) =>
    new Map(
      listLibrary(db).map(({ name, rowId, tags }) => {
        assert.equal(tags.length, 1, message);
        const [version] = readVersions(db, rowId);
        const { state } = readContent(db, version!.rowId);
        return [name, packState(state).slice(-STATE_BYTES).toBase64()];
      }),
    )
  );
}

function killIfThere(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

Deno.test({
  name: `no state of the library is lost in ${KILLS} kills while others are added`,
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await Sandbox.make();
    const line = ["preset", "merge", "other.db"];
    const kept = await writeLibrary(sandbox.join("other.db"), 0);
    const start = performance.now();
    assert.equal((await sandbox.run(line)).code, 0);
    const durationMs = performance.now() - start;
    let killed = 0;
    let added = 0;
    for (let kill = 1; kill <= KILLS; kill++) {
      const states = await writeLibrary(sandbox.join("other.db"), kill);
      const child = sandbox.start(line);
      await child.stdin.close();
      const afterMs = Math.random() * durationMs * LATEST;
      const timer = setTimeout(() => killIfThere(child.pid), afterMs);
      const { signal, code } = await child.output();
      clearTimeout(timer);
      if (signal === "SIGKILL") killed++;
      const message = `kill ${kill} after ${Math.round(afterMs)} ms`;
      const found = await statesIn(sandbox.catalog, message);
      const isAdded = found.has(`Preset ${kill}.0`);
      assert.ok(isAdded || code !== 0, `${message}: what was told is lost`);
      if (isAdded) {
        added++;
        for (const [name, state] of states) kept.set(name, state);
      }
      assert.deepEqual(found, kept, message);
    }
    assert.ok(killed > 0 && added > 0, `${killed} were killed, and ${added} were through`);
  },
});
