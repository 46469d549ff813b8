import assert from "node:assert/strict";
import { checkCatalog } from "../../../src/catalog/maintenance/check.ts";
import { openForReading } from "../../../src/catalog/open_catalog.ts";
import { IS_FULL_RUN } from "../../support/counts.ts";
import { runProgram, startProgram } from "../../support/program.ts";
import { missingSamples, VST3_FOLDER } from "../../support/sample_plugins.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const missing = missingSamples();

/** What a catalog says about each module, without times. */
async function contentOf(path: string): Promise<string[]> {
  using catalog = await openForReading(path);
  return await catalog.read((db) =>
    db.prepare(
      `select json_array(m.location, m.fingerprint, m.outcome, p.plugin_id, p.name, p.parameter_count,
                         hex(d.document), d.summary, p.outcome, p.missing_at) as content
         from modules m
         left join installations i on i.module_id = m.id
         left join plugins p on p.id = i.plugin_row_id
         left join descriptions d on d.id = i.description_id
        order by m.location, p.plugin_id`,
    ).all().map((row) => String(row["content"]))
  );
}

/** Reads events until the stream ends; the modules that were told before that are stored. */
async function toldModules(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
  onStart: (pid: number) => void,
): Promise<string[]> {
  const told: string[] = [];
  let rest = "";
  for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const event of lines.map((line) => JSON.parse(line))) {
      if (event.event === "started") onStart(event.pid);
      if (event.event === "module") told.push(event.module.location);
    }
  }
  return told;
}

/** Kills the program alone, and tells which workers it had. */
async function killProgram(pid: number): Promise<number[]> {
  if (!signal(pid, "SIGSTOP")) return [];
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "pid=", "--ppid", String(pid)] }).output();
  signal(pid, "SIGKILL");
  return new TextDecoder().decode(stdout).trim().split(/\s+/).filter((word) => word !== "").map(Number);
}

/** @returns Whether there is such a process. */
function signal(pid: number, name: Deno.Signal): boolean {
  try {
    Deno.kill(pid, name);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Workers that outlive their program, after a moment in which they may end. */
async function orphans(workers: readonly number[]): Promise<number[]> {
  let alive = workers;
  for (let i = 0; i < 100 && alive.length > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "pid=,stat=", "-p", alive.join(",")] })
      .output();
    // A zombie has ended; who inherits it takes its time to notice.
    const lines = new TextDecoder().decode(stdout).split("\n").filter((line) => !/ Z/.test(line));
    const left = new Set(lines.map((line) => parseInt(line)));
    alive = alive.filter((pid) => left.has(pid));
  }
  return [...alive];
}

/** Two catalogs of four kills each in an ordinary run. */
const KILLS = IS_FULL_RUN ? 200 : 8;

Deno.test({
  name: `pluginary scan loses nothing when it is killed at ${KILLS} random moments${missing}`,
  ignore: missing !== "" || Deno.build.os === "windows",
  async fn() {
    await using folder = await TemporaryFolder.make();
    const undisturbed = folder.join("undisturbed.db");
    const start = performance.now();
    const first = await runProgram(["scan", VST3_FOLDER], { env: { PLUGINARY_CATALOG: undisturbed } });
    assert.equal(first.code, 0, first.stderr);
    const durationMs = performance.now() - start;
    const expected = await contentOf(undisturbed);
    let workersSeen = 0;
    for (let round = 0; round < KILLS;) {
      const path = folder.join(`${round}/catalog.db`);
      const env = { PLUGINARY_CATALOG: path };
      const told = new Set<string>();
      // Killed again and again, each scan goes on where the last one stopped.
      for (let kill = 0; kill < 4 && round < KILLS; kill++, round++) {
        const child = startProgram(["scan", VST3_FOLDER, "--ndjson"], { env });
        await child.stdin.close();
        const delayMs = Math.random() * durationMs;
        const killed = Promise.withResolvers<number[]>();
        const modules = toldModules(child.stdout, (pid) => {
          setTimeout(() => killProgram(pid).then(killed.resolve, killed.reject), delayMs);
        });
        const stderr = new Response(child.stderr).text();
        for (const location of await modules) told.add(location);
        await Promise.all([child.status, stderr]);
        const workers = await killed.promise;
        workersSeen += workers.length;
        assert.deepEqual(await orphans(workers), []);
        using catalog = await openForReading(path);
        assert.deepEqual(await checkCatalog(catalog), [], `after ${delayMs} ms`);
        const stored = new Set((await contentOf(path)).map((content) => String(JSON.parse(content)[0])));
        for (const location of told) assert.ok(stored.has(location), `${location} was told and is lost`);
      }
      const resumed = await runProgram(["scan", VST3_FOLDER], { env });
      assert.equal(resumed.code, 0, resumed.stderr);
      assert.deepEqual(await contentOf(path), expected);
    }
    assert.ok(workersSeen > 0, "some scans were killed while they had workers");
  },
});

/** Each way once in an ordinary run. */
const PAIRS = IS_FULL_RUN ? 50 : 2;

Deno.test({
  name: `two scans started at once, ${PAIRS} times, make the catalog of one${missing}`,
  ignore: missing !== "",
  async fn() {
    await using folder = await TemporaryFolder.make();
    const paths = Array.from({ length: PAIRS }, (_, i) => folder.join(`${i}/catalog.db`));
    let expected: string[] | undefined;
    for (const [index, path] of paths.entries()) {
      const env = { PLUGINARY_CATALOG: path };
      // In turn: the second one gives up with a clear error, or waits and finds nothing to do.
      const second = index % 2 === 0 ? ["scan", VST3_FOLDER, "--wait"] : ["scan", VST3_FOLDER];
      const runs = await Promise.all([
        runProgram(["scan", VST3_FOLDER, ...second.slice(2)], { env }),
        runProgram(second, { env }),
      ]);
      const failed = runs.filter(({ code }) => code !== 0);
      assert.ok(failed.length <= index % 2, failed.map(({ stderr }) => stderr).join());
      for (const { code, stderr } of failed) {
        assert.equal(code, 1);
        assert.match(
          stderr,
          /Cannot scan into this catalog: (process \d+ on ".*" has been scanning since|another scan)/,
        );
      }
      const content = await contentOf(path);
      assert.deepEqual(content, expected ??= content);
      using catalog = await openForReading(path);
      assert.deepEqual(await checkCatalog(catalog), []);
    }
  },
});
