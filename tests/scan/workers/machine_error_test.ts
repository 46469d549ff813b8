import assert from "node:assert/strict";
import { isMemoryShort, machineError } from "../../../src/scan/workers/machine_error.ts";
import { RunFolder } from "../../../src/platform/private_folder.ts";
import { withMount } from "../../support/mounts.ts";
import { whyNoMounts } from "../../support/tmpfs_mount.ts";

const noMounts = await whyNoMounts();

/** As the runtime words them; measured with a bound on the user's processes and on a process' files. */
const WORDS: [error: Error, code: string][] = [
  [
    new Deno.errors.WouldBlock("Failed to spawn 'deno': Resource temporarily unavailable (os error 11)"),
    "process-limit",
  ],
  [new Error("Failed to spawn 'deno': Too many open files (os error 24)"), "process-limit"],
  [new Error("Failed to spawn 'deno': Cannot allocate memory (os error 12)"), "memory-full"],
  [new Error("No space left on device (os error 28): mkdir '/tmp/x'"), "disk-full"],
];

for (const [error, code] of WORDS) {
  Deno.test(`machineError() explains "${error.message}" and says what to do`, () => {
    const explained = machineError("Cannot start a worker", error);
    assert.equal(explained?.code, code);
    assert.match(explained!.message, /^Cannot start a worker: /);
    assert.ok(explained!.hint);
    assert.equal(explained!.cause, error);
  });
}

Deno.test("machineError() has nothing to say about other errors", () => {
  assert.equal(
    machineError("Cannot start", new Deno.errors.NotFound("No such file (os error 2)")),
    undefined,
  );
  assert.equal(machineError("Cannot start", new Error("os error 28")), undefined);
  assert.equal(machineError("Cannot start", "No space left on device (os error 28)"), undefined);
});

Deno.test(
  `machineError() knows a disk that is really full${noMounts}`,
  { ignore: noMounts !== "" },
  async () => {
    await withMount({ size: "64k" }, async (path) => {
      await assert.rejects(Deno.writeFile(`${path}/filler`, new Uint8Array(256 * 1024)));
      await assert.rejects(RunFolder.make(path), (error) => machineError("x", error)?.code === "disk-full");
    });
  },
);

Deno.test("isMemoryShort() is true only when next to nothing is left", () => {
  const real = Deno.systemMemoryInfo;
  const withAvailable = (available: number, total: number) => {
    Deno.systemMemoryInfo = () => ({ ...real(), available, total });
    return isMemoryShort();
  };
  const GIB = 1024 ** 3;
  try {
    assert.equal(withAvailable(8 * GIB, 16 * GIB), false);
    assert.equal(withAvailable(0.3 * GIB, 16 * GIB), true);
    assert.equal(withAvailable(0.3 * GIB, 1 * GIB), false);
    assert.equal(withAvailable(0.1 * GIB, 1 * GIB), true);
    assert.equal(withAvailable(0, 16 * GIB), false, "some systems do not tell");
  } finally {
    Deno.systemMemoryInfo = real;
  }
});
