import type { PluginFormat } from "../plugin_format.ts";
import { PluginaryError } from "../pluginary_error.ts";
import type { TextField } from "./text_fields.ts";

/** Fields whose value is a point in time. */
export type TimeField = "added" | "updated" | "scanned";

/** Values of `is:`. */
export const PLUGIN_STATES = [
  "instrument",
  "effect",
  "missing",
  "installed",
  "failed",
  "crashed",
  "timed-out",
  "blocked",
  "unsupported",
  "scanned",
  "favorite",
  "hidden",
  "tagged",
  "untagged",
  "rated",
  "used",
  "unused",
] as const;

/** A state or trait of a plugin. */
export type PluginState = (typeof PLUGIN_STATES)[number];

/** Words that all fields together or one of them must have. */
export interface TextTerm {
  readonly kind: "text";
  /** Unset for any of them. */
  readonly field?: TextField;
  readonly text: string;
  /** Whether the words stand side by side in this order. */
  readonly isPhrase: boolean;
  /** Whether it ends in `*`, so that the last word may go on even where whole words are asked for. */
  readonly isPrefix: boolean;
}

/** A condition on anything but a plugin's texts. */
export type Condition =
  /** No plugin meets it: there was nothing to look for in what was typed. */
  | { readonly kind: "nothing" }
  | { readonly kind: "format"; readonly formats: readonly PluginFormat[] }
  | { readonly kind: "category"; readonly categories: readonly string[] }
  | { readonly kind: "state"; readonly state: PluginState }
  /** Text in lower case that stands anywhere in the public id, or in the path of an installation. */
  | { readonly kind: "id" | "path"; readonly text: string }
  /** The key of a tag or of one above it. */
  | { readonly kind: "tag"; readonly key: string }
  /** The key of a collection or of one above it, with the saved searches through which it is named. */
  | { readonly kind: "collection"; readonly key: string; readonly via?: readonly string[] }
  /** Text in lower case that stands anywhere in what the user has noted. */
  | { readonly kind: "note"; readonly text: string }
  /** Bounds belong to the range. */
  | { readonly kind: "parameters" | "rating" | "used"; readonly minimum: number; readonly maximum: number }
  /** ISO 8601; the end does not belong to the range. */
  | { readonly kind: "time"; readonly field: TimeField; readonly from?: string; readonly before?: string };

/** A search as a tree. */
export type SearchNode =
  | TextTerm
  | Condition
  | { readonly kind: "not"; readonly node: SearchNode }
  | { readonly kind: "and"; readonly nodes: readonly SearchNode[] }
  | { readonly kind: "or"; readonly nodes: readonly SearchNode[] };

/** A search with notes for the person who typed it. */
export interface SearchQuery {
  readonly node: Extract<SearchNode, { kind: "and" }>;
  /** Sentences about likely mistakes. */
  readonly notes: readonly string[];
}

/** A value that a field does not have; the message ends a sentence about it. */
export class FieldValueError extends SyntaxError {
  override readonly name = "FieldValueError";
  /** A suggestion for the user. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** A search that says something impossible. */
export class SearchQueryError extends PluginaryError {
  /** Where, counted in characters from 0. */
  readonly position: number;
  /** The message without the position. */
  readonly reason: string;

  constructor(position: number, reason: string, hint?: string) {
    super("usage", `Cannot read the search at character ${position + 1}: ${reason}`, hint);
    this.position = position;
    this.reason = reason;
  }
}
