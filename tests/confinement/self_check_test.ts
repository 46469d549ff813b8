import assert from "node:assert/strict";
import { LAYERS } from "./support/attempts.ts";
import { HostileModule } from "./support/hostile_module.ts";
import { runHost } from "./support/run_host.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };

for (const layer of LAYERS) {
  // Without capabilities to drop, the layer has its effect by nature.
  const hasEffect = layer === "capabilities" && Deno.build.os !== "windows" && Deno.uid() !== 0;
  const ignore = onLinux.ignore || hasEffect;
  Deno.test(`the self-check notices when the layer "${layer}" has no effect`, { ignore }, async () => {
    await using module = await HostileModule.make();
    for (const level of ["auto", "require"]) {
      const { report, status, errors } = await runHost(module, { level, pretend: [layer] });
      assert.equal(report, undefined);
      assert.notEqual(status.code, 0);
      assert.match(errors, /Cannot trust the confinement/);
    }
  });

  Deno.test(
    `the level "require" fails without the layer "${layer}", and "auto" says that it lacks`,
    onLinux,
    async () => {
      await using module = await HostileModule.make();
      const required = await runHost(module, { level: "require", without: [layer] });
      assert.equal(required.report, undefined);
      assert.match(
        required.errors,
        new RegExp(`Cannot confine the worker fully: this system lacks ${layer}`),
      );
      const { report } = await runHost(module, { level: "auto", without: [layer] });
      assert.equal(report?.level, "partial");
      assert.ok(!report.layers.some((name) => name.startsWith(layer)));
    },
  );
}

Deno.test("pluginary_confine() refuses a request that it does not understand", onLinux, async () => {
  await using module = await HostileModule.make();
  for (
    const request of [{ level: "maximum" }, { level: "auto", allow: ["net"] }, {
      level: "auto",
      overrides: ["all"],
    }]
  ) {
    const { report, errors } = await runHost(module, request);
    assert.equal(report, undefined);
    assert.match(errors, /Unknown (confinement level|member|override)/);
  }
});
