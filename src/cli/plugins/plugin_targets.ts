import { missingCollection, readCollections } from "../../catalog/curation/collections.ts";
import { savedSearchesIn } from "../../catalog/curation/saved_searches.ts";
import { curatedProductsOf } from "../../catalog/alike/products.ts";
import { rowsOfIds } from "../../catalog/plugins/rows_of_ids.ts";
import { listRowIds } from "../../catalog/search/list_plugins.ts";
import { unknownNames, unknownNote } from "../../catalog/curation/unknown_names.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { parseSearch } from "../../model/search/parse_search.ts";
import { usageError } from "../../model/usage_error.ts";
import { getPluginMatch } from "./plugin_reference.ts";

/** The plugins that a command changes: those that match a query, or those that are named. */
export type PluginTargets = { readonly query: string } | { readonly references: readonly string[] };

/**
 * Reads which plugins are meant.
 *
 * @param references As for "pluginary info"; "-" stands for the lines of standard input.
 * @throws {PluginaryError} `usage` for none, or for names beside a query.
 */
export function readTargets(query: string | undefined, references: readonly string[]): PluginTargets {
  if (query === undefined) {
    if (references.length > 0) return { references };
    throw usageError("Missing PLUGIN", "Name a plugin, or choose plugins with --query");
  }
  if (references.length > 0) {
    throw usageError(
      `Cannot use "${references[0]}" with --query`,
      "Name plugins, or choose them with --query",
    );
  }
  if (query.trim() === "") throw usageError("Nothing to search for", "Add a word to --query");
  return { query };
}

/**
 * The rows of the plugins, each with those of its other formats unless `only`
 * keeps to the chosen ones. No plugin comes twice.
 *
 * @param explain Gives a better error for a reference that names no plugin, if there is one.
 * @throws {PluginaryError} `plugin-not-found`, `plugin-ambiguous`, `usage` for a faulty query.
 */
export async function findTargets(
  catalog: Catalog,
  targets: PluginTargets,
  { only = false, explain = (_, error) => error }: {
    readonly only?: boolean | undefined;
    readonly explain?: (reference: string, error: unknown) => unknown;
  } = {},
): Promise<number[][]> {
  const rows = "query" in targets
    ? await rowsOfQuery(catalog, targets.query)
    : await rowsOfReferences(catalog, targets.references, { isAnyFormat: !only, explain });
  return only ? rows.map((row) => [row]) : await catalog.read((db) => curatedProductsOf(db, rows));
}

async function rowsOfQuery(catalog: Catalog, query: string): Promise<number[]> {
  const { node } = parseSearch(query, new Date(), savedSearchesIn(catalog.db));
  const unknown = unknownNames(catalog.db, node);
  const collection = unknown.find(({ kind }) => kind === "collection");
  // "-collection:mistyped" has every plugin; a tag is often asked for before the first plugin has it.
  if (collection !== undefined) {
    throw missingCollection(readCollections(catalog.db), collection.name);
  }
  const rows = await listRowIds(catalog, [node]);
  if (rows.length > 0) return rows;
  throw new PluginaryError(
    "plugin-not-found",
    `Cannot find a plugin that matches "${query}"`,
    unknown.length > 0 ? unknownNote(unknown[0]!) : 'Try the words with "pluginary search" first',
  );
}

async function rowsOfReferences(
  catalog: Catalog,
  references: readonly string[],
  { isAnyFormat, explain }: {
    readonly isAnyFormat: boolean;
    readonly explain: (reference: string, error: unknown) => unknown;
  },
): Promise<number[]> {
  const words = await withStandardInput(references);
  // Of many lines most are ids, which take one look together.
  const known = await catalog.read((db) => rowsOfIds(db, words));
  const rows = new Set<number>();
  for (const reference of words) {
    const row = known.get(reference);
    if (row !== undefined) {
      rows.add(row);
      continue;
    }
    try {
      rows.add((await getPluginMatch(catalog, reference, { isAnyFormat })).rowId);
    } catch (error) {
      throw isNotFound(error) ? explain(reference, error) : error;
    }
  }
  return [...rows];
}

function isNotFound(error: unknown): boolean {
  return error instanceof PluginaryError && error.code === "plugin-not-found";
}

/** The most of standard input that is read: more than the ids of 100,000 plugins. */
const MAXIMUM_INPUT_BYTES = 32 << 20;

/** The longest line: that of a path. */
const MAXIMUM_LINE_LENGTH = 4096;

/**
 * Replaces "-" with the lines of standard input.
 *
 * @throws {PluginaryError} `plugin-not-found` where that leaves nothing, `usage` for what cannot be read.
 */
async function withStandardInput(references: readonly string[]): Promise<string[]> {
  if (!references.includes("-")) return [...references];
  const lines = (await readStandardInput()).split("\n").map((line) => line.trim()).filter((line) =>
    line !== ""
  );
  // The title of a column of CSV, as in "pluginary list --csv --columns id".
  if (lines[0] === "id") lines.shift();
  const long = lines.find(({ length }) => length > MAXIMUM_LINE_LENGTH);
  if (long !== undefined) {
    throw usageError(
      `Cannot read plugins from standard input: the line "${long.slice(0, 40)}…" is too long`,
      "Write a plugin on each line",
    );
  }
  const words = references.flatMap((reference) => reference === "-" ? lines : [reference]);
  if (words.length > 0) return words;
  throw new PluginaryError(
    "plugin-not-found",
    "Cannot find a plugin on standard input: it is empty",
    "Write a plugin on each line",
  );
}

async function readStandardInput(): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const bytes of Deno.stdin.readable) {
    size += bytes.length;
    if (size > MAXIMUM_INPUT_BYTES) {
      throw usageError(
        "Cannot read plugins from standard input: it is too long",
        `At most ${MAXIMUM_INPUT_BYTES >> 20} MiB are accepted`,
      );
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
