import assert from "node:assert/strict";
import { updateSiblings } from "../../../src/catalog/alike/sibling_index.ts";
import { tagNames } from "../../../src/catalog/completions/curation_words.ts";
import { openForCompletions } from "../../../src/catalog/completions/open_for_completions.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { storedCatalog } from "../../cli/support/stored_catalog.ts";
import { curate } from "../support/curate.ts";

Deno.test("tagNames() counts all formats of a plugin as one, and none that are not in the catalog", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await storedCatalog(path, [
    { id: "clap:echo", format: "clap", name: "Echo", vendor: "Ann" },
    { id: "vst3:echo", name: "Echo", vendor: "Ann" },
    { id: "vst3:amp", name: "Amp", vendor: "Ann" },
  ]);
  {
    using catalog = await openCatalog(path);
    await updateSiblings(catalog);
    curate(catalog.db, "fx:warm", "name", "FX:Warm", { kind: "tag" });
    for (const id of ["clap:echo", "vst3:echo", "vst3:amp", "vst3:gone"]) {
      curate(catalog.db, id, "tag:fx:warm", true);
    }
  }
  using db = openForCompletions(path)!;
  assert.deepEqual(tagNames(db), [{ word: "FX", about: "" }, { word: "FX:Warm", about: "2 plugins" }]);
});
