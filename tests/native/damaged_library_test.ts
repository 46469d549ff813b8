import assert from "node:assert/strict";
import type { PluginFormat } from "../../src/model/plugin_format.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { fixturesFolder, FormatWorker } from "./support/format_worker.ts";

/** How a good library can be damaged, and why it is refused then. */
const DAMAGES: [name: string, damage: (bytes: Uint8Array) => Uint8Array, code: string][] = [
  ["empty", () => new Uint8Array(), "not-a-module"],
  ["text", () => new TextEncoder().encode("Hello, I am a plugin\n".repeat(1000)), "not-a-module"],
  ["header_only", (bytes) => bytes.slice(0, 64), "not-a-module"],
  ["segments_only", (bytes) => bytes.slice(0, 1000), "not-a-module"],
  ["other_class", (bytes) => bytes.with(4, 1), "not-a-module"],
  ["other_machine", (bytes) => bytes.with(18, 0xf7), "not-a-module"],
];

for (const [format, extension] of [["ladspa", "so"], ["clap", "clap"]] as [PluginFormat, string][]) {
  Deno.test(`the shim says why it refuses damaged ${format} libraries`, {
    ignore: Deno.build.os !== "linux",
  }, async () => {
    await using folder = await TemporaryFolder.make();
    await using worker = await FormatWorker.start(format);
    const good = await Deno.readFile(`${fixturesFolder(format)}/good.${extension}`);
    for (const [name, damage, code] of DAMAGES) {
      const path = await folder.write(`${name}.${extension}`, damage(good));
      const { answer } = await worker.ask(path);
      assert.equal(answer?.type === "refused" && answer.failure.code, code, name);
    }
    await Deno.mkdir(folder.join(`folder.${extension}`));
    const { answer } = await worker.ask(folder.join(`folder.${extension}`));
    assert.equal(answer?.type === "refused" && answer.failure.code, "not-a-module");
    assert.ok(worker.isAlive);
  });

  Deno.test(`a ${format} library that is cut off anywhere gets a reason`, {
    ignore: Deno.build.os !== "linux",
  }, async () => {
    await using folder = await TemporaryFolder.make();
    const good = await Deno.readFile(`${fixturesFolder(format)}/good.${extension}`);
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const path = await folder.write(
        `cut_${share}.${extension}`,
        good.slice(0, Math.floor(good.length * share)),
      );
      await using worker = await FormatWorker.start(format);
      // The dynamic linker may crash on what a header promises and the file lacks
      const { answer, end } = await worker.ask(path);
      const isWhole = share > 0.6 && answer?.type === "listed";
      assert.ok(
        answer?.type === "refused" || end?.cause === "crashed" || isWhole,
        `${share}: ${JSON.stringify(answer)}`,
      );
    }
  });
}
