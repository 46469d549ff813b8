import { PluginaryError } from "../model/pluginary_error.ts";
import type { JsonReader } from "./json_reader.ts";
import type { SourceItem } from "./source_item.ts";

/** Reads the document of `export --json`, of which the field `schema` has been read. */
export function readExportDocument(_reader: JsonReader, path: string): AsyncIterable<SourceItem> {
  throw notYet(path);
}

/** Reads the lines of `export --ndjson`. */
export function readExportEvents(_reader: JsonReader, path: string): AsyncIterable<SourceItem> {
  throw notYet(path);
}

function notYet(path: string): PluginaryError {
  return new PluginaryError(
    "import-not-recognized",
    `Cannot import "${path}": exports cannot be imported yet`,
  );
}
