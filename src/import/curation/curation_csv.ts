import { parseName, parseTag } from "../../model/curation/names.ts";
import { parsePluginNote } from "../../model/curation/note.ts";
import { isRegisterTime } from "../../model/curation/register_check.ts";
import type { SaidFile, SaidPlugin } from "../../model/curation/said_plugin.ts";
import { csvRows } from "./csv_rows.ts";
import { CurationFileError, inFile } from "./file_text.ts";

/** The columns that are read; only the first one must be there. */
const COLUMNS = [
  "id",
  "name",
  "tag",
  "favorite",
  "hidden",
  "rating",
  "note",
  "collections",
  "updatedAt",
] as const;

/** The longest id, in UTF-16 units. */
const MAXIMUM_ID_LENGTH = 4096;

type Column = (typeof COLUMNS)[number];

/** Whether a text begins as our CSV does. */
export function isCurationCsv(text: string): boolean {
  const [head] = text.split("\n", 1);
  const names = head!.replace(/^\u{feff}/u, "").split(",").map((name) =>
    name.trim().replace(/^"(.*)"$/, "$1")
  );
  return names.includes("id") && COLUMNS.some((column) => column !== "id" && names.includes(column));
}

/** Reads a table of plugins and tags; an empty cell says nothing. */
export function readCurationCsv(text: string): SaidFile {
  let names: readonly string[] | undefined;
  const plugins: SaidPlugin[] = [];
  for (const { cells, line } of csvRows(text)) {
    if (names === undefined) {
      names = cells.map((name) => name.trim());
      if (!names.includes("id")) throw new CurationFileError('the first line has no column "id"', line);
    } else if (cells.length > 1 || cells[0] !== "") {
      if (cells.length !== names.length) {
        throw new CurationFileError(
          `${cells.length} values, and the first line has ${names.length}`,
          line,
        );
      }
      const row = new Map(names.map((name, index) => [name, plainText(cells[index]!)]));
      plugins.push(readRow((column) => row.get(column)?.trim() ?? "", line));
    }
  }
  return { source: "csv", plugins, tags: [], suppliedOnly: 0, exported: 0, isExact: true };
}

function readRow(cell: (column: Column) => string, line: number): SaidPlugin {
  const id = cell("id");
  if (id === "") throw new CurationFileError("it has no id", line);
  if (id.length > MAXIMUM_ID_LENGTH) throw new CurationFileError("its id is too long", line);
  const isFavorite = flagOf(cell("favorite"), line);
  const isHidden = flagOf(cell("hidden"), line);
  const updatedAt = cell("updatedAt");
  if (updatedAt !== "" && !isRegisterTime(updatedAt)) {
    throw new CurationFileError(
      `"${updatedAt.slice(0, 40)}" is not a time like 2026-01-31T12:00:00.000Z`,
      line,
    );
  }
  return {
    plugin: { by: "id", id },
    shown: cell("name") || id,
    tags: cell("tag") === "" ? [] : [inFile(() => parseTag(cell("tag")), line)],
    collections: splitNames(cell("collections")).map((name) =>
      inFile(() => parseName(name, "collection"), line)
    ),
    ...(isFavorite === undefined ? {} : { isFavorite }),
    ...(isHidden === undefined ? {} : { isHidden }),
    ...(cell("rating") === "" ? {} : { rating: ratingOf(cell("rating"), line) }),
    ...(cell("note") === "" ? {} : { note: inFile(() => parsePluginNote(cell("note")), line) }),
    ...(updatedAt === "" ? {} : { updatedAt }),
  };
}

/** Without the apostrophe that keeps spreadsheets from a formula, and with the line ends that one line cannot have. */
function plainText(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r])/, "").replaceAll("␊", "\n").replaceAll("␉", "\t");
}

function flagOf(text: string, line: number): boolean | undefined {
  const word = text.toLowerCase();
  if (word === "") return undefined;
  if (["true", "yes", "1"].includes(word)) return true;
  if (["false", "no", "0"].includes(word)) return false;
  throw new CurationFileError(`"${text.slice(0, 40)}" is neither true nor false`, line);
}

function ratingOf(text: string, line: number): number {
  if (/^[1-5]$/.test(text)) return Number(text);
  throw new CurationFileError(`"${text.slice(0, 40)}" is not a rating from 1 to 5`, line);
}

/** Names are separated by `;`, and one inside a name follows a backslash. */
function splitNames(text: string): string[] {
  return [...text.matchAll(/((?:\\.|[^;\\])*)(?:;|$)/gs)]
    .map(([, name = ""]) => name.replaceAll(/\\(.)/gs, "$1").trim()).filter((name) => name !== "");
}
