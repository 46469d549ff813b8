import type { Origin } from "./setting.ts";

/** The kind of a problem. */
export type ProblemCode =
  | "unreadable"
  | "syntax"
  | "newer-version"
  | "unknown-key"
  | "duplicate-key"
  | "wrong-type"
  | "wrong-value"
  | "refused";

/** The place of a problem; an unreadable file has no line. */
export type ProblemPlace = Origin | { readonly layer: "user" | "project" | "dotenv"; readonly file: string };

/** A mistake in the configuration. */
export interface ConfigProblem {
  readonly code: ProblemCode;
  /** A sentence without its place. */
  readonly message: string;
  readonly place: ProblemPlace;
  readonly hint?: string;
  /** An unknown name and the known ones, for suggestions. */
  readonly misspelt?: { readonly typed: string; readonly words: readonly string[] };
}

/** A place as text: `FILE:LINE:COLUMN`, the variable, or just the file. */
export function placeText(place: ProblemPlace): string {
  if ("line" in place) return `${place.file}:${place.line}:${place.column}`;
  return place.layer === "environment" ? place.variable : place.file;
}
