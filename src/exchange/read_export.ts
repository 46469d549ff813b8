import type { JsonReader } from "./json_reader.ts";
import type { SourceItem } from "./source_item.ts";

/** Reads the document of `export --json`, of which the field `schema` has been read. */
export async function* readExportDocument(_reader: JsonReader, _path: string): AsyncGenerator<SourceItem> {}

/** Reads the lines of `export --ndjson`. */
export async function* readExportEvents(_reader: JsonReader, _path: string): AsyncGenerator<SourceItem> {}
