import { type DawFile, dawText, type PlannedFile } from "./daw_file.ts";
import { sameFile } from "./export_plan.ts";
import type { OwnedMarks } from "../model/daws/owned_marks.ts";

/** The mark of a file that did not exist before an export. */
const NEW: readonly ["file", string] = ["file", "new"];

/** A file with another text; one that an export has made goes when nothing is left of it. */
export function plannedText(file: DawFile, text: string, owned: OwnedMarks): PlannedFile {
  if (text === dawText(file)) return { ...sameFile(file), owned: owned.texts };
  if (file.bytes === undefined) owned.add(...NEW);
  const after = text === "" && owned.delete(...NEW) ? undefined : new TextEncoder().encode(text);
  return { path: file.path, before: file.bytes, after, owned: owned.texts };
}
