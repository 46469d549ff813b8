import type { ExportRecord } from "../model/documents/export_document.ts";
import type { ImportedFailure, ImportedRecord, SkipCode } from "../model/imported_record.ts";

/** One thing that a file says, in our words, or why it says nothing to us. */
export type SourceContent =
  | { readonly kind: "plugin"; readonly record: ImportedRecord }
  | { readonly kind: "failure"; readonly failure: ImportedFailure }
  | { readonly kind: "ignored"; readonly pattern: string }
  | { readonly kind: "export"; readonly record: ExportRecord }
  | { readonly kind: "skip"; readonly code: SkipCode };

/** One thing that a file says, and where. */
export interface SourceItem {
  /** What the file calls it; cut, for reports. */
  readonly name: string;
  /** In bytes from the start of the file; unset in databases. */
  readonly offset?: number;
  /** How long it is there, roughly: what bounds the memory of those that are stored together. */
  readonly size: number;
  readonly content: SourceContent;
}
