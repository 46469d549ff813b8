import type { DocumentHead } from "../../model/documents/document_head.ts";
import type { Column } from "./column.ts";

/** The answer of a command that prints a list. */
export interface Records<Row> {
  /** The document for programs, without its list. */
  readonly head: DocumentHead;
  /** The list's field in the document, like `plugins`. */
  readonly list: string;
  /** The event that `--ndjson` prints for each item, like `plugin`. */
  readonly item: string;
  /** One and several items in messages for people, if other words than `item` and `list`. */
  readonly nouns?: readonly [one: string, many: string];
  /** Read while they are written, so that a long list needs no more memory. */
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
  /** The columns of tables and CSV, or a function that loads them for these. */
  readonly columns: readonly Column<Row>[] | (() => Promise<readonly Column<Row>[]>);
  /** Fields of the document that are known only after its list. */
  readonly tail?: () => object;
  /** A message for people, printed on standard error after the table; empty for none. */
  readonly footer?: (shown: number) => string;
}
