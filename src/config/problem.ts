import type { Origin } from "./setting.ts";

/** What kind of thing is wrong. */
export type ProblemCode =
  | "unreadable"
  | "syntax"
  | "newer-version"
  | "unknown-key"
  | "duplicate-key"
  | "wrong-type"
  | "wrong-value"
  | "refused";

/** Where something is wrong; an unreadable file has no line. */
export type ProblemPlace = Origin | { readonly layer: "user" | "project" | "dotenv"; readonly file: string };

/** Something in the configuration that is not as it should be. */
export interface ConfigProblem {
  readonly code: ProblemCode;
  /** A sentence without its place. */
  readonly message: string;
  readonly place: ProblemPlace;
  readonly hint?: string;
  /** A name that does not exist, and those that do: for "did you mean". */
  readonly misspelt?: { readonly typed: string; readonly words: readonly string[] };
}

/** A place or an origin for people: `FILE:LINE:COLUMN`, the variable, or the file alone. */
export function placeText(place: ProblemPlace): string {
  if ("line" in place) return `${place.file}:${place.line}:${place.column}`;
  return place.layer === "environment" ? place.variable : place.file;
}
