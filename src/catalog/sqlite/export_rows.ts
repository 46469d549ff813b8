import type { DatabaseSync } from "node:sqlite";
import type { ExportRow } from "../../model/documents/export/export_document.ts";
import {
  type ExportColumn,
  exportName,
  type ExportSection,
  exportSection,
  type ExportSectionName,
} from "../../model/documents/export/export_sections.ts";
import { fromJson } from "./json_column.ts";

/** Yields the rows of a table as an export has them. */
export function* exportRows(db: DatabaseSync, list: ExportSectionName): Generator<ExportRow> {
  const section = exportSection(list);
  for (const row of db.prepare(selectRows(section)).iterate()) yield exportRow(section, row);
}

/** Orders rows so that the order of storing does not show; histories keep theirs. */
function selectRows({ table, columns, references, history, where }: ExportSection): string {
  const own = columns.map(({ column }) => `t.${column}`);
  const targets = references.map(({ column, section }, index) => {
    const { table, key } = exportSection(section as ExportSectionName);
    const name = `r${index}`;
    return {
      join: `left join ${table} ${name} on ${name}.id = t.${column}`,
      keys: key.map((one) => `${name}.${one} as ${name}_${one}`),
    };
  });
  const selected = [...own, ...targets.flatMap(({ keys }) => keys)];
  const order = [
    ...history === undefined ? [] : [`t.${history.at}`],
    ...selected.map((_, index) => index + 1),
  ];
  return `select ${selected.join(", ")} from ${table} t ${targets.map(({ join }) => join).join(" ")} ${
    where === undefined ? "" : `where t.${where}`
  } order by ${order.join(", ")}`;
}

function exportRow({ columns, references }: ExportSection, row: Record<string, unknown>): ExportRow {
  const exported: Record<string, unknown> = {};
  for (const column of columns) {
    const value = row[column.column];
    if (value !== null) exported[exportName(column.column)] = exportValue(column, value);
  }
  for (const [index, { name, section }] of references.entries()) {
    const { key } = exportSection(section as ExportSectionName);
    const names = key.map((column) => [exportName(column), row[`r${index}_${column}`]] as const);
    if (names.every(([, value]) => value !== null)) exported[name] = Object.fromEntries(names);
  }
  return exported;
}

function exportValue({ kind }: ExportColumn, value: unknown): unknown {
  if (kind === "flag") return value === 1;
  if (kind === "bytes") return (value as Uint8Array).toBase64();
  return kind === "json" || kind === "value" ? fromJson(value) : value;
}
