import type { DocumentHead } from "../../model/documents/document_head.ts";
import type { Column } from "./column.ts";

/** A command's answer that is a list. */
export interface Records<Row> {
  /** The document for programs, but for its list. */
  readonly head: DocumentHead;
  /** What the list is called in the document, like `plugins`. */
  readonly list: string;
  /** What one of it is called as an event of `--ndjson`, like `plugin`. */
  readonly item: string;
  /** Read as they are written, so that memory does not grow with them. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** Or what loads them, for tables and CSV alone. */
  readonly columns: readonly Column<Row>[] | (() => Promise<readonly Column<Row>[]>);
  /** Fields of the document that are known only after its list. */
  readonly tail?: () => object;
  /** What people are told on standard error when the table has been written; empty for nothing. */
  readonly footer?: (shown: number) => string;
}
