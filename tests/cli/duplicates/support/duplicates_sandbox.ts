import assert from "node:assert/strict";
import * as v from "valibot";
import { updateSiblings } from "../../../../src/catalog/alike/sibling_index.ts";
import { openCatalog } from "../../../../src/catalog/open_catalog.ts";
import {
  type DuplicatesDocument,
  duplicatesDocumentSchema,
  type SiblingDecisionDocument,
  siblingDecisionDocumentSchema,
} from "../../../../src/model/documents/alike/duplicates_documents.ts";
import { errorDocumentSchema } from "../../../../src/model/documents/error_document.ts";
import { type ListDocument, listDocumentSchema } from "../../../../src/model/documents/list_document.ts";
import type { Plugin } from "../../../../src/model/plugin.ts";
import { beginScan, commitModule, moduleWith } from "../../../catalog/support/test_catalog.ts";
import type { ProgramRun } from "../../../support/program.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { sampleParameter, samplePlugin } from "../../support/scan_events.ts";

/** A module of these plugins, by its name; its size is 100 bytes. */
export interface Shelf {
  readonly [module: string]: readonly Plugin[];
}

/** A plugin by Ann with two parameters, whose id ends in its name. */
export function plugin(format: Plugin["format"], name: string, changes: Partial<Plugin> = {}): Plugin {
  return samplePlugin({
    ...{ id: `${format}:${name}`, format, nativeId: name, name, vendor: "Ann" },
    parameters: ["Gain", "Mix"].map((name, id) => sampleParameter({ id: String(id), name, flags: [] })),
    ...changes,
  });
}

/** A plugin in three formats, one in two versions, and two that are alone. */
export const SHELF: Shelf = {
  amp: [plugin("vst3", "Amp")],
  "amp-clap": [
    plugin("clap", "Amp", {
      parameters: ["Gain", "Mix", "Tone"].map((name, id) =>
        sampleParameter({ id: String(id), name, flags: [] })
      ),
      presets: [{ name: "Warm", location: "/presets/warm", loadKey: "" }],
    }),
  ],
  suite: [plugin("lv2", "Amp"), plugin("lv2", "Only here")],
  old: [plugin("vst3", "Gate", { version: "1.0" })],
  new: [plugin("vst3", "Gate", { version: "2.0" })],
  alone: [plugin("vst3", "Alone")],
};

/** The program with a catalog of its own. */
export class DuplicatesSandbox implements AsyncDisposable {
  readonly folder: Sandbox;

  readonly #plugins: string;

  private constructor(folder: Sandbox, plugins: string) {
    this.folder = folder;
    this.#plugins = plugins;
  }

  /** A catalog of these modules, whose files lie in a folder of its own or in that of another catalog. */
  static async with(shelf: Shelf, other?: DuplicatesSandbox): Promise<DuplicatesSandbox> {
    const folder = await Sandbox.make();
    const sandbox = new DuplicatesSandbox(
      folder,
      other === undefined ? folder.join("plugins") : other.#plugins,
    );
    await sandbox.scan(shelf);
    return sandbox;
  }

  /** The file of a module. */
  file(module: string): string {
    return `${this.#plugins}/${module}.vst3`;
  }

  async scan(shelf: Shelf): Promise<void> {
    using catalog = await openCatalog(this.folder.catalog);
    await Deno.mkdir(this.#plugins, { recursive: true });
    const journal = await beginScan(catalog);
    for (const [name, plugins] of Object.entries(shelf)) {
      const location = this.file(name);
      await Deno.writeTextFile(location, "");
      const placed = plugins.map((plugin) => ({ ...plugin, location }));
      await commitModule(
        journal,
        moduleWith(name, [], { location, plugins: placed, format: plugins[0]!.format }),
      );
    }
    await journal.end({ isComplete: true, interruptedBy: null });
    await updateSiblings(catalog);
  }

  async run(...args: string[]): Promise<ProgramRun> {
    return await this.folder.run(["duplicates", ...args]);
  }

  async list(...args: string[]): Promise<DuplicatesDocument> {
    const { code, stdout, stderr } = await this.run(...args, "--json");
    assert.equal(code, 0, stderr);
    return v.parse(v.strictObject(duplicatesDocumentSchema.entries), JSON.parse(stdout));
  }

  async decide(...args: string[]): Promise<SiblingDecisionDocument> {
    const { code, stdout, stderr } = await this.run(...args, "--json");
    assert.equal(code, 0, stderr);
    return v.parse(v.strictObject(siblingDecisionDocumentSchema.entries), JSON.parse(stdout));
  }

  /** `pluginary list`: the ids of the plugins, each followed by those of its other formats. */
  async formats(...args: string[]): Promise<string[][]> {
    const { plugins } = await this.listed(...args);
    return plugins.map(({ id, formats }) => [id, ...formats!.map((other) => other.id)]);
  }

  async listed(...args: string[]): Promise<ListDocument> {
    const { code, stdout, stderr } = await this.folder.run(["list", "--json", ...args]);
    assert.equal(code, 0, stderr);
    return v.parse(v.strictObject(listDocumentSchema.entries), JSON.parse(stdout));
  }

  async fail(code: number, ...args: string[]): Promise<string> {
    const run = await this.run(...args, "--json");
    assert.equal(run.code, code, run.stderr);
    return v.parse(errorDocumentSchema, JSON.parse(run.stdout)).error.message;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}
