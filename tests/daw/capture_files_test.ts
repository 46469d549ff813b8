import assert from "node:assert/strict";
import { captureFiles } from "../../src/daw/capture_files.ts";
import { exportedPlugin } from "./support/exported_plugin.ts";

Deno.test("captureFiles() leaves out a plugin whose file could not be read for an undo", async () => {
  const small = exportedPlugin({ name: "Small" });
  const large = exportedPlugin({ name: "Large", nativeId: "1".repeat(32) });
  const pending = [small, large].map((plugin) => ({ path: `/library/${plugin.name}.vstpreset`, plugin }));
  const { files, failed } = await captureFiles(pending, {
    kind: "vstpreset",
    environment: () => undefined,
    capture: ({ name }) => {
      const component = new Uint8Array(name === "Large" ? 17 * 1024 * 1024 : 4).toBase64();
      return Promise.resolve({ format: "vst3", component, controller: "" });
    },
  });
  assert.deepEqual(files.map(({ path }) => path), ["/library/Small.vstpreset"]);
  assert.deepEqual(failed.map(({ plugin, reason }) => [plugin.name, reason]), [
    ["Large", "its state is larger than 16 MB"],
  ]);
});
