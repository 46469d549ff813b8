import type { ImportedFailure, ImportedRecord, SkipCode } from "../model/imported_record.ts";
import type { ExportRecord } from "../model/export_document.ts";

/** What files can be imported; each file is one of these. */
export const SOURCE_KINDS = ["plugin-list", "failure-list", "ignore-list", "database", "export"] as const;

/** One of {@linkcode SOURCE_KINDS}. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** One thing that a file says, in our words, or why it says nothing to us. */
export type SourceContent =
  | { readonly kind: "plugin"; readonly record: ImportedRecord }
  | { readonly kind: "failure"; readonly failure: ImportedFailure }
  | { readonly kind: "ignored"; readonly pattern: string }
  | { readonly kind: "export"; readonly record: ExportRecord }
  | { readonly kind: "skip"; readonly code: SkipCode; readonly message?: string };

/** One thing that a file says, and where. */
export interface SourceItem {
  /** What the file calls it; cut, for reports. */
  readonly name: string;
  /** In bytes from the start of the file; unset in databases. */
  readonly offset?: number;
  readonly content: SourceContent;
}
