import type { ExportRecord } from "../model/documents/export/export_document.ts";
import type { ImportedFailure, ImportedRecord, SkipCode } from "../model/imported_record.ts";

/** The content of a record, or why it is skipped. */
export type SourceContent =
  | { readonly kind: "plugin"; readonly record: ImportedRecord }
  | { readonly kind: "failure"; readonly failure: ImportedFailure }
  | { readonly kind: "ignored"; readonly pattern: string }
  | { readonly kind: "export"; readonly record: ExportRecord }
  | { readonly kind: "skip"; readonly code: SkipCode };

/** A record of a file. */
export interface SourceItem {
  /** Its name in the file, shortened for reports. */
  readonly name: string;
  /** In bytes from the start of the file; unset in databases. */
  readonly offset?: number;
  /** Its approximate length in the file, which limits the memory of a batch. */
  readonly size: number;
  readonly content: SourceContent;
}
