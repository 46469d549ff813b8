import type { PlannedFile } from "../../daw/daw_file.ts";
import { isSame } from "../../daw/export_plan.ts";
import { textDiff } from "../../daw/text_diff.ts";
import { readMixedText, shownMixedText } from "../../file_formats/daws/mixed_text.ts";
import type { ChangedFile } from "../../model/documents/daws/daw_documents.ts";
import type { Console } from "../terminal/console.ts";
import { printable, stylesFor } from "../terminal/terminal.ts";

/** A file with its change, in lines. */
export function changedFile(
  { path, before, after }: Pick<PlannedFile, "path" | "before" | "after">,
): ChangedFile {
  const change = isSame({ before, after })
    ? "unchanged"
    : before === undefined
    ? "created"
    : after === undefined
    ? "removed"
    : "changed";
  const [old, now] = [textOf(before), textOf(after)];
  if (change === "unchanged" || old === undefined || now === undefined) return { path, change, diff: [] };
  const diff = textDiff(old, now);
  const count = (sign: string) => diff.filter((line) => line.startsWith(sign)).length;
  return { path, change, added: count("+"), removed: count("-"), diff };
}

/** The text of a file; `undefined` for one that is not text. */
function textOf(bytes: Uint8Array<ArrayBuffer> | undefined): string | undefined {
  if (bytes === undefined) return "";
  return bytes.includes(0) ? undefined : shownMixedText(readMixedText(bytes));
}

/** Titles of changes. */
const TITLES = { created: "new", changed: "changed", removed: "removed", unchanged: "unchanged" } as const;

/** Files with the lines that change, for people; unchanged ones are left out. */
export function diffText(files: readonly ChangedFile[], { stdout, environment }: Console): string {
  const styles = stylesFor(stdout, environment);
  return files.filter(({ change }) => change !== "unchanged").map(({ path, change, diff }) => {
    const lines = diff.map((line) => {
      const text = printable(line);
      if (line.startsWith("+")) return styles.green(text);
      if (line.startsWith("-")) return styles.red(text);
      return line.startsWith("@@") ? styles.cyan(text) : text;
    });
    return `${styles.bold(`${printable(path)} (${TITLES[change]})`)}\n${
      lines.map((line) => `  ${line}\n`).join("")
    }`;
  }).join("\n");
}
