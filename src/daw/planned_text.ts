import { writeMixedText } from "../file_formats/daws/mixed_text.ts";
import type { DawFile, PlannedFile } from "./daw_file.ts";
import { sameFile } from "./export_plan.ts";
import type { OwnedMarks } from "../model/daws/owned_marks.ts";

/** The mark of a file that did not exist before an export. */
const NEW: readonly ["file", string] = ["file", "new"];

/**
 * A file with another text; one that an export has made goes when nothing is
 * left of it.
 *
 * @param before The text of the file now.
 */
export function plannedText(file: DawFile, before: string, text: string, owned: OwnedMarks): PlannedFile {
  if (text === before) return { ...sameFile(file), owned: owned.texts };
  if (file.bytes === undefined) owned.add(...NEW);
  const after = text === "" && owned.delete(...NEW) ? undefined : writeMixedText(text);
  return { path: file.path, before: file.bytes, after, owned: owned.texts };
}
