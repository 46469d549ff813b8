import assert from "node:assert/strict";
import { commandPages } from "../../../scripts/write_docs.ts";
import { commandOf } from "../../../src/cli/command_line/command_target.ts";
import { SCHEMAS } from "../../../src/cli/schema/schemas.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { validateEvents } from "../../support/validate_document.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

/** The names of the events that a call prints; each run of the program with `--ndjson` checks them by their schema. */
async function eventsOf(args: readonly string[], sandbox: Sandbox): Promise<string[]> {
  const { stdout } = await sandbox.run([...args, "--ndjson"]);
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line).event);
}

Deno.test("every line of --ndjson is valid by the schema of its command's events", async () => {
  await using folder = await Sandbox.make();
  await storedCatalog(folder.catalog, [{ name: "ZamTube" }, { name: "ZamVerb" }]);
  await folder.write("plugins/Broken.vst3", "no library");
  assert.deepEqual(await eventsOf(["list", "--full"], folder), ["started", "plugin", "plugin", "finished"]);
  assert.deepEqual(await eventsOf(["search", "zamtube"], folder), ["started", "plugin", "finished"]);
  const scanned = await eventsOf(["scan", folder.join("plugins")], folder);
  assert.deepEqual(new Set(scanned), new Set(["started", "module", "progress", "finished"]));
  const exported = await eventsOf(["export"], folder);
  assert.deepEqual(
    [...new Set(exported)],
    ["started", "scan", "module", "plugin", "outcome", "change", "finished"],
  );
  const record = { name: "Demo", path: "/x/Demo.vst3", filename: "Demo", type: "vst3", params: {} };
  const file = await folder.write("plugins.json", JSON.stringify({ Demo: record }));
  const imported = await eventsOf(["import", file], folder);
  assert.deepEqual(imported, ["started", "record", "finished"]);
  assert.deepEqual(await eventsOf(["list", "--frobnicate"], folder), ["error"]);
});

/** Commands whose documents are called after their content. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  daw: "daw-status",
  "collection": "collections",
  "favorite": "marks",
  "hide": "marks",
  "note": "marks",
  "preset": "preset-library",
  "project": "projects",
  "presets-scan": "preset-scan",
  "presets-search": "presets",
  "rate": "marks",
  "tag": "tags",
  "tag-suggest": "tag-suggestions",
  "undo": "operations",
};

Deno.test("every command with --ndjson has a schema of its lines", async () => {
  const names = (await commandPages()).flatMap(({ words, target }) => {
    const hasEvents = "ndjson" in (commandOf(target)?.parameters.flags ?? {});
    // The list of a group, or the file that it exports, is called like the group.
    const name = words.slice(1).join("-").replace(/-(list|export)$/, "");
    return hasEvents ? [`${DOCUMENTS[name] ?? name}-event`] : [];
  });
  assert.ok(names.length >= 5);
  assert.deepEqual(names.filter((name) => !Object.hasOwn(SCHEMAS, name)), []);
});

Deno.test("a line with a field that its schema does not name is seen by the tests", async () => {
  const started = {
    event: "started",
    schema: "list",
    schemaVersion: 1,
    total: 0,
    hidden: 0,
    offset: 0,
    limit: null,
  };
  await validateEvents([started, { event: "finished" }]);
  await assert.rejects(validateEvents([started, { event: "finished", more: 1 }]), /"list-event".*more/);
  await assert.rejects(validateEvents([started, { event: "module", module: {} }]), /"list-event"/);
});
