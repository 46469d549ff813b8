import assert from "node:assert/strict";
import { commandTree } from "../../../src/cli/app.ts";
import { openCatalog } from "../../../src/catalog/open_catalog.ts";
import { completeWords } from "../../../src/cli/completions/complete_words.ts";
import type { Completion } from "../../../src/cli/completions/proposal.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";
import { curate } from "../../catalog/support/curate.ts";
import { CollectionEditor } from "../../../src/catalog/collections/change_collections.ts";
import { CurationWriter } from "../../../src/catalog/curation/registers.ts";
import { saveSearch } from "../../../src/catalog/curation/saved_searches.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

/** Completes words, the last one of which is being typed, without a catalog or with the one at a path. */
async function complete(words: readonly string[], catalog = "/nowhere/catalog.db"): Promise<Completion> {
  const environment = (name: string) => name === "PLUGINARY_CATALOG" ? catalog : undefined;
  const typed = { words: words.slice(0, -1), current: words.at(-1)! };
  return await completeWords(typed, { commandTree, environment });
}

async function proposed(words: readonly string[], catalog?: string): Promise<string[]> {
  const { prefix, proposals } = await complete(words, catalog);
  return proposals.map(({ value }) => prefix + value);
}

Deno.test("completeWords() proposes commands, and other words for them only where nothing else matches", async () => {
  assert.deepEqual(await proposed(["li"]), ["list"]);
  assert.deepEqual(await proposed(["fi"]), ["find"]);
  assert.deepEqual(await proposed(["ls", "--modu"]), ["--modules"]);
  assert.deepEqual(await proposed(["cache", "va"]), ["vacuum"]);
  assert.deepEqual(await proposed(["vendors", "m"]), ["merge"]);
  assert.deepEqual(await proposed(["nothing", ""]), []);
});

Deno.test("completeWords() proposes the options that can still be given", async () => {
  assert.deepEqual(await proposed(["list", "--j"]), ["--json"]);
  assert.deepEqual(await proposed(["list", "--json", "--j"]), []);
  assert.deepEqual(await proposed(["list", "--vendor", "x", "--vend"]), ["--vendor"]);
  assert.deepEqual(await proposed(["list", "--no-w"]), ["--no-wide"]);
  assert.deepEqual(await proposed(["--v"]), ["--version"]);
  assert.deepEqual(await proposed(["list", "--unknown="]), []);
  assert.deepEqual(await proposed(["info", "--", "--j"]), []);
});

Deno.test("completeWords() proposes the values of an option in every way to write it", async () => {
  assert.deepEqual(await proposed(["list", "--format", "vst3,cl"]), ["vst3,clap"]);
  assert.deepEqual(await proposed(["list", "--format=vst3,cl"]), ["--format=vst3,clap"]);
  assert.deepEqual(await proposed(["list", "-f", "CL"]), ["clap"]);
  assert.deepEqual(await proposed(["list", "--category", "eq"]), ["equalizer"]);
  assert.deepEqual(await proposed(["list", "--is", "cr"]), ["crashed"]);
  assert.deepEqual(await proposed(["scan", "--allow", "d"]), ["display"]);
  assert.deepEqual(await proposed(["list", "--json=t"]), ["--json=true"]);
});

Deno.test("completeWords() leaves files and folders to the shell", async () => {
  const paths: [string[], Completion["paths"]][] = [
    [["scan", "x"], "files"],
    [["scan", "--folder", ""], "folders"],
    [["list", "--output", ""], "files"],
    [["info", "./"], "files"],
    [["import", ""], "files"],
    [["scan", "--allow", "read=/u"], "files"],
    [["list", "--limit", ""], undefined],
  ];
  for (const [words, expected] of paths) {
    const { proposals, paths } = await complete(words);
    assert.deepEqual([proposals, paths], [[], expected], words.join(" "));
  }
});

Deno.test("completeWords() proposes arguments by their places", async () => {
  assert.deepEqual(await proposed(["completions", "p"]), ["powershell"]);
  assert.deepEqual(await proposed(["completions", "install", "z"]), ["zsh"]);
  assert.deepEqual(await proposed(["completions", "bash", ""]), []);
  assert.deepEqual(await proposed(["schema", "scan-dry"]), ["scan-dry-run"]);
  assert.deepEqual(await proposed(["help", "exit"]), ["exit-codes"]);
  assert.deepEqual(await proposed(["help", "catalog", "va"]), ["vacuum"]);
  assert.deepEqual(await proposed(["config", "get", "scan.job"]), ["scan.jobs"]);
  assert.deepEqual(await proposed(["config", "set", "format", "vst3,la"]), ["vst3,ladspa"]);
  assert.deepEqual(await proposed(["override", "set", "x", "conf"]), ["confinement="]);
  assert.deepEqual(await proposed(["override", "set", "x", "confinement=r"]), ["confinement=require"]);
  assert.deepEqual(await proposed(["override", "set", "x", "isolate=yes", "allow=h"]), ["allow=home"]);
  assert.deepEqual(await proposed(["override", "unset", "x", "t"]), ["timeout"]);
});

Deno.test("completeWords() proposes the fields of a search and their values", async () => {
  assert.deepEqual(await proposed(["search", "param"]), ["parameter:", "parameters:"]);
  assert.deepEqual(await proposed(["search", "format:vst3,cl"]), ["format:vst3,clap"]);
  assert.deepEqual(await proposed(["categorize", "--query", "x -is:mis"]), ["x -is:missing"]);
});

Deno.test("completeWords() proposes what the catalog knows", async () => {
  await using folder = await TemporaryFolder.make();
  const catalog = folder.join("catalog.db");
  await storedCatalog(catalog, [
    { id: "vst3:AB", name: "Tube", vendor: "Damien (Zam) Zammit" },
    { id: "clap:org.tube", format: "clap", name: "tube", vendor: "damien zammit" },
    { id: "clap:org.evil", format: "clap", name: "evil\u001b[31m\nname", vendor: "x\ny" },
    { id: "clap:org.dash", format: "clap", name: "--json", vendor: "--yaml" },
  ]);
  assert.deepEqual(await proposed(["info", "TU"], catalog), ["tube"]);
  assert.deepEqual(await proposed(["info", ""], catalog), ["clap:org.dash", "clap:org.evil", "tube"]);
  assert.deepEqual(await proposed(["info", "clap/t"], catalog), ["clap/tube"]);
  assert.deepEqual(await proposed(["info", "vst3:"], catalog), ["vst3:AB"]);
  assert.deepEqual(await proposed(["list", "--vendor", "d"], catalog), [
    "damien zammit",
    "Damien (Zam) Zammit",
  ]);
  assert.deepEqual(await proposed(["list", "--vendor", "-"], catalog), []);
  assert.deepEqual(await proposed(["list", "--vendor", ""], catalog), [
    "damien zammit",
    "Damien (Zam) Zammit",
    "x y",
  ]);
  assert.deepEqual(await proposed(["list", "--vendor=--y"], catalog), ["--vendor=--yaml"]);
  assert.deepEqual(await proposed(["search", "vendor:d"], catalog), [
    "vendor:damien-zammit",
    "vendor:Damien-Zam-Zammit",
  ]);
  assert.deepEqual(await proposed(["scan", "show", ""], catalog), ["1"]);
  assert.deepEqual(await proposed(["categorize", "Tube", "equ"], catalog), ["equalizer"]);
});

Deno.test("completeWords() proposes tags and collections in a search", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await storedCatalog(path, [{ name: "Tube" }]);
  {
    using catalog = await openCatalog(path);
    await catalog.write((db) => {
      curate(db, "vst3:Tube", "tag:drums:kick", true);
      curate(db, "drums:kick", "name", "Drums:Kick", { kind: "tag" });
      curate(db, "vst3:Tube", "tag:warm sound", true);
      curate(db, "later", "name", "Later", { kind: "collection" });
    });
  }
  assert.deepEqual(await proposed(["search", "tag:"], path), ["tag:Drums", "tag:Drums:Kick"]);
  assert.deepEqual(await proposed(["search", "reverb -tag:drums:k"], path), ["reverb -tag:Drums:Kick"]);
  assert.deepEqual(await proposed(["search", "collection:l"], path), ["collection:Later"]);
  assert.deepEqual(await proposed(["search", "is:fav"], path), ["is:favorite"]);
  assert.deepEqual(await proposed(["search", "rat"], path), ["rating:"]);
});

Deno.test("completeWords() proposes collections and saved searches, as searches and commands name them", async () => {
  await using folder = await TemporaryFolder.make();
  const path = folder.join("catalog.db");
  await storedCatalog(path, [{ name: "Tube" }]);
  using catalog = await openCatalog(path);
  await catalog.write((db) => {
    const writer = new CurationWriter(db, new Date());
    for (const name of ["drums", "Drum bus", "evil\nname"]) saveSearch(writer, { name, query: "tube" });
    const editor = new CollectionEditor(db, writer);
    for (const name of ["Mixing", "My set"]) editor.create({ name, query: "tube" });
  });
  for (
    const [words, expected] of [
      [["search", "@dr"], ["@drums"]],
      [["search", "tube -@"], ['tube -@"Drum bus"', "tube -@drums"]],
      [["categorize", "--query", "@d"], ["@drums"]],
      [["collection", "query", "Mixing", '@"'], ['@"Drum bus"']],
      [["search", "collection:m"], ["collection:Mixing"]],
      [["search", 'collection:"m'], ['collection:"My set"']],
      [["collection", "show", "m"], ["Mixing", "My set"]],
      [["collection", "add", "Mixing", "t"], ["Tube"]],
      [["collection", "create", "x", "--parent", "mi"], ["Mixing"]],
      [["collection", "nest", "Mixing", ""], ["Mixing", "My set", "none"]],
      [["saved", "show", "d"], ["Drum bus", "drums"]],
    ] as const
  ) assert.deepEqual(await proposed(words, path), expected, words.join(" "));
});

Deno.test("completeWords() proposes nothing from a file that is not a catalog", async () => {
  await using folder = await TemporaryFolder.make();
  assert.deepEqual(await proposed(["info", ""], folder.join("none.db")), []);
  assert.deepEqual(await proposed(["info", ""], await folder.write("empty.db", "")), []);
  assert.deepEqual(await proposed(["info", ""], folder.path), []);
  await assert.rejects(proposed(["info", ""], await folder.write("other.db", "x".repeat(5000))));
});
