import { catalogPath } from "../../catalog/catalog_path.ts";
import {
  type CurationOperation,
  listOperations,
  previewUndo,
  type UndoneOperation,
  type UndoneRegister,
} from "../../catalog/curation/operations.ts";
import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import { namesOfLibrary } from "../../catalog/library/library_names.ts";
import { namesOfPlugins } from "../../catalog/plugins/plugin_names.ts";
import { rowsOfIds } from "../../catalog/plugins/rows_of_ids.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import type {
  ListedOperation,
  OperationsDocument,
  UndoDocument,
  UndoneChange,
} from "../../model/documents/curation/undo_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { printRecords } from "../output/print_records.ts";
import { timeText } from "../output/time_text.ts";
import { productLines, shownLines } from "../plugins/change_lines.ts";
import type { OPERATION_COLUMNS, UndoFlags } from "./undo_flags.ts";

/** Runs `pluginary undo`. */
export async function runUndo(this: ProgramContext, flags: UndoFlags): Promise<void> {
  if (flags.list === true) {
    if (flags.dryRun) throw usageError('Options "--list" and "--dry-run" cannot be combined');
    return await list(this, flags);
  }
  for (const option of ["ndjson", "columns"] as const) {
    if (flags[option] !== undefined) throw usageError(`Option "--${option}" needs "--list"`);
  }
  const { dryRun: isDryRun = false } = flags;
  const path = catalogPath(this.console.environment);
  using catalog = isDryRun ? await openForReading(path) : await openCatalog(path);
  const undone = isDryRun ? await catalog.read(previewUndo) : await undo(catalog);
  if (undone === undefined) throw nothingToUndo();
  const { restored, kept } = await catalog.read((db) => named(db, undone));
  const products = await productsIn(catalog, [...restored, ...kept]);
  const { command, at } = undone;
  const document: UndoDocument = { schema: "undo", schemaVersion: 1, isDryRun, command, at, restored, kept };
  const { stdout } = this.console;
  await printAnswer(
    {
      document,
      text: [
        `${isDryRun ? "Would undo" : "Undid"} "${command}" (${timeText(at)}): ${
          countText(restored.length, "change")
        } taken back`,
        ...shownLines(linesOf(restored, products, restoredText), stdout),
        ...(kept.length === 0 ? [] : [
          `Kept, because ${kept.length === 1 ? "it was" : "they were"} changed since:`,
          ...shownLines(linesOf(kept, products, keptText), stdout),
        ]),
      ],
      table: { columns: CHANGE_COLUMNS, rows: rowsOf(document) },
    },
    flags,
    this.console,
  );
}

async function undo(catalog: Catalog): Promise<UndoneOperation | undefined> {
  const { undoCuration } = await import("../../catalog/plugins/curation_changes.ts");
  const preview = await catalog.read(previewUndo);
  if (!preview?.restored.some(isAboutPreset)) {
    return await catalog.write((db) => undoCuration(db, new Date()));
  }
  const { updateListedRows } = await import("../../catalog/library/listed_rows.ts");
  const { indexPresetChanges } = await import("../../catalog/presets/index_preset_changes.ts");
  const undone = await catalog.write((db) => {
    const undone = undoCuration(db, new Date());
    updateListedRows(db, new Set(undone?.restored.filter(isAboutPreset).map(({ target }) => target)));
    return undone;
  });
  await indexPresetChanges(catalog);
  return undone;
}

function isAboutPreset({ kind }: UndoneRegister): boolean {
  return kind === "preset";
}

function nothingToUndo(): PluginaryError {
  return new PluginaryError(
    "no-decision",
    "Cannot undo anything: no command has changed tags or the like",
    '"pluginary undo --list" shows the commands that can be taken back',
  );
}

function named(
  db: Catalog["db"],
  { restored, kept }: UndoneOperation,
): { restored: UndoneChange[]; kept: UndoneChange[] } {
  const changes = [...restored, ...kept];
  const names = namesOfPlugins(
    db,
    changes.filter(({ kind }) => kind === "plugin").map(({ target }) => target),
  );
  const presets = namesOfLibrary(
    db,
    changes.filter(({ kind }) => kind === "preset").map(({ target }) => target),
  );
  const change = ({ kind, target, field, now, before }: UndoneRegister): UndoneChange => ({
    ...{ kind, target, field },
    name: (kind === "preset" ? presets : kind === "plugin" ? names : NO_NAMES).get(target) ?? null,
    now: now === null ? null : JSON.parse(now),
    before: before === null ? null : JSON.parse(before),
  });
  return { restored: restored.map(change), kept: kept.map(change) };
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** Which plugins are the same in another format, by public ids: those with the same number are. */
async function productsIn(
  catalog: Catalog,
  changes: readonly UndoneChange[],
): Promise<ReadonlyMap<string, number>> {
  const ids = changes.filter(({ kind }) => kind === "plugin").map(({ target }) => target);
  if (ids.length < 2) return new Map();
  const { productsOf } = await import("../../catalog/alike/products.ts");
  return await catalog.read((db) => {
    const rows = rowsOfIds(db, ids);
    const numbers = new Map(
      productsOf(db, [...rows.values()]).flatMap((product, number) => product.map((row) => [row, number])),
    );
    return new Map([...rows].map(([id, row]) => [id, numbers.get(row)!]));
  });
}

function linesOf(
  changes: readonly UndoneChange[],
  products: ReadonlyMap<string, number>,
  textOf: (change: UndoneChange) => string,
): string[] {
  const groups = Map.groupBy(
    changes,
    ({ kind, target }) => kind === "plugin" ? products.get(target) ?? target : `${kind} ${target}`,
  );
  return [...groups.values()].flatMap((group) => {
    const named = group.flatMap((change) =>
      change.name === null ? [] : [{ ...change, id: change.target, name: change.name }]
    );
    if (named.length === group.length) return productLines([named], (change) => `: ${textOf(change)}`);
    return group.map((change) => `  ${subject(change)}: ${textOf(change)}`);
  });
}

function restoredText(change: UndoneChange): string {
  const { kind, field, now, before } = change;
  if (kind !== "plugin" && kind !== "preset" && field === "name" && (before === null || now === null)) {
    return before === null ? "gone again" : "there again";
  }
  return before === null
    ? `${saidText(change, now)} taken back`
    : `${saidText(change, before)} again${now === null ? "" : `, not ${valueText(now)}`}`;
}

function keptText(change: UndoneChange): string {
  const { now } = change;
  return now === null ? `no ${saidText(change, true)}` : saidText(change, now);
}

/** A register with its value; one that only says that something is so needs none. */
function saidText({ field }: UndoneChange, value: unknown): string {
  const [, name, key] = /^(tag|item):(.*)$/s.exec(field) ?? [];
  const what = name === undefined ? field : `${name} "${key}"`;
  return value === true || name === "item" ? what : `${what} ${valueText(value)}`;
}

/** Text in quotes, but for a word that cannot be taken for a part of the sentence. */
function valueText(value: unknown): string {
  return typeof value === "string" && !/^#?[\w-]+$/.test(value) ? `"${value}"` : String(value);
}

/** A thing that is no plugin of the catalog. */
function subject({ kind, target }: UndoneChange): string {
  return kind === "plugin" ? target : `${kind} "${target}"`;
}

type ChangeRow = UndoneChange & { readonly what: "restored" | "kept" };

function rowsOf(document: UndoDocument): ChangeRow[] {
  return (["restored", "kept"] as const).flatMap((what) =>
    document[what].map((change) => ({ ...change, what }))
  );
}

const CHANGE_COLUMNS: readonly Column<ChangeRow>[] =
  (["what", "kind", "target", "name", "field", "now", "before"] as const).map((name) => ({
    name,
    title: name.toUpperCase(),
    cell: (row) => {
      const value = row[name];
      return value === null || typeof value === "string" ? value : JSON.stringify(value);
    },
    align: "left",
    priority: 1,
    minimumWidth: 4,
  }));

async function list({ console }: ProgramContext, flags: UndoFlags): Promise<void> {
  using catalog = await openForReading(catalogPath(console.environment));
  const operations = await catalog.read(listOperations);
  const head: Omit<OperationsDocument, "operations"> = {
    schema: "operations",
    schemaVersion: 1,
    total: operations.length,
  };
  await printRecords(
    {
      head,
      list: "operations",
      item: "operation",
      rows: operations.map((operation: CurationOperation, index): ListedOperation => ({
        number: index + 1,
        ...operation,
      })),
      columns: OPERATION_TABLE,
      footer: (shown) => shown === 0 ? "There is nothing to undo" : "",
    },
    flags,
    console,
  );
}

const OPERATION_TABLE: readonly Column<ListedOperation, (typeof OPERATION_COLUMNS)[number]>[] = [
  { name: "number", title: "NO", cell: ({ number }) => number, align: "right", priority: 4, minimumWidth: 2 },
  {
    name: "at",
    title: "WHEN",
    cell: ({ at }) => at,
    text: ({ at }) => timeText(at),
    align: "left",
    priority: 2,
    minimumWidth: 8,
  },
  {
    name: "changes",
    title: "CHANGES",
    cell: ({ changes }) => changes,
    align: "right",
    priority: 1,
    minimumWidth: 7,
  },
  {
    name: "command",
    title: "COMMAND",
    cell: ({ command }) => command,
    align: "left",
    priority: 3,
    minimumWidth: 20,
    weight: 2,
  },
];
