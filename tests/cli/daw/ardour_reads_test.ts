import assert from "node:assert/strict";
import { untaggedPlugins, WITHOUT_ARDOUR } from "../../support/ardour.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

Deno.test({
  name: `Ardour itself reads the tags of an export${WITHOUT_ARDOUR}`,
  ignore: WITHOUT_ARDOUR !== "",
  async fn() {
    await using sandbox = await Sandbox.make();
    const before = await untaggedPlugins(sandbox);
    const [first] = before.filter(({ type }) => type === "LADSPA");
    assert.ok(first !== undefined, "Ardour has tags for all of its plugins");
    const nativeId = `${first.id}:label`;
    await storedCatalog(sandbox.catalog, [
      { id: `ladspa:${nativeId}`, nativeId, format: "ladspa", name: "Sample", category: "other" },
    ]);
    for (
      const line of [["tag", "add", "amps:tube & 'more'", "Sample"], ["favorite", "add", "Sample"], [
        "daw",
        "export",
        "ardour",
      ]]
    ) {
      const { code, stderr } = await sandbox.run(line);
      assert.equal(code, 0, stderr);
    }
    const key = ({ type, id }: { type: string; id: string }) => `${type} ${id}`;
    const after = (await untaggedPlugins(sandbox)).map(key);
    assert.deepEqual(after.toSorted(), before.map(key).filter((one) => one !== key(first)).toSorted());
    const statuses = await Deno.readTextFile(sandbox.join("config/ardour7/plugin_metadata/plugin_statuses"));
    assert.equal(statuses, `LADSPA Favorite ${first.id}\n`);
  },
});
