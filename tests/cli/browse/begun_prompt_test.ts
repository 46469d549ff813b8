import assert from "node:assert/strict";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { begunPrompt } from "../../../src/cli/browse/begun_prompt.ts";
import { markPlugins } from "../../../src/cli/browse/marks.ts";
import { textLine } from "../../../src/cli/browse/state/text_line.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

Deno.test("begunPrompt() offers what is said about the plugins, also where the screen does not show them", async () => {
  await using folder = await TemporaryFolder.make();
  const plugins = ["1", "2", "3"].map((name) => ({ name, id: `vst3:${name}` }));
  await storedCatalog(folder.join("catalog.db"), plugins);
  using catalog = await openCatalog(folder.join("catalog.db"));
  await markPlugins(catalog, ["vst3:1"], { field: "tag", tag: "drums", value: true });
  await markPlugins(catalog, ["vst3:2"], { field: "tag", tag: "bass", value: true });
  await markPlugins(catalog, ["vst3:1", "vst3:2"], { field: "note", value: "warm" });
  const begun = (kind: "add-tag" | "remove-tag" | "note", ...ids: string[]) => {
    const prompt = begunPrompt(catalog.db, { kind, line: textLine(""), tags: [] }, ids);
    return prompt && [prompt.line.text, ...prompt.tags];
  };
  assert.deepEqual(begun("add-tag", "vst3:3"), ["", "bass", "drums"]);
  assert.deepEqual(begun("remove-tag", "vst3:1", "vst3:2"), ["", "bass", "drums"]);
  assert.deepEqual(begun("remove-tag", "vst3:1"), ["", "drums"]);
  assert.equal(begun("remove-tag", "vst3:3"), undefined);
  assert.deepEqual(begun("note", "vst3:1", "vst3:2"), ["warm"]);
  // Enter would give it to all of them.
  assert.deepEqual(begun("note", "vst3:1", "vst3:3"), [""]);
});
