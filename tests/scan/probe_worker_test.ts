import assert from "node:assert/strict";
import { PluginaryError } from "../../src/model/pluginary_error.ts";
import { probeWorker } from "../../src/scan/probe_worker.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const environment = (changes: Readonly<Record<string, string>>) => (name: string) =>
  changes[name] ?? Deno.env.get(name);

Deno.test("probeWorker() reports the confinement of a worker that it has started and ended", async () => {
  let starts = 0;
  const { level, layers } = await probeWorker(environment({}), () => void starts++);
  assert.ok(["full", "partial", "none"].includes(level));
  assert.equal(layers.length > 0, level !== "none");
  assert.equal(starts, 1);
});

Deno.test("probeWorker() says why no worker starts", async () => {
  await using folder = await TemporaryFolder.make();
  const rejects = async (shim: string, code: string, message: RegExp) =>
    await assert.rejects(probeWorker(environment({ PLUGINARY_SHIM: shim })), (error) => {
      assert.ok(error instanceof PluginaryError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  await rejects(folder.join("none.so"), "shim-not-found", /Cannot find the shim library/);
  const text = await folder.write("text.so", "not a library");
  await rejects(text, "worker-does-not-start", /^Cannot start a worker: .*it wrote: /);
});
