import type { PlannedFile } from "../../daw/daw_file.ts";
import { isSame } from "../../daw/export_plan.ts";
import { textDiff } from "../../daw/text_diff.ts";
import { readMixedText, shownMixedText } from "../../file_formats/daws/mixed_text.ts";
import type { ChangedFile } from "../../model/documents/daws/daw_documents.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
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

/** Columns of files, in CSV order. */
export const FILE_COLUMNS: readonly Column<ChangedFile>[] = [
  column("path", ({ path }) => path),
  column("change", ({ change }) => change),
  column("added", ({ added }) => added),
  column("removed", ({ removed }) => removed),
];

function column(name: string, cell: Column<ChangedFile>["cell"]): Column<ChangedFile> {
  return { name, title: name, cell, align: "left", priority: 1, minimumWidth: 1 };
}

/** Titles of changes. */
const TITLES = { created: "new", changed: "changed", removed: "removed", unchanged: "unchanged" } as const;

/** Files with the lines that change, for people; unchanged ones are left out. */
export function diffText(files: readonly ChangedFile[], { stdout, environment }: Console): string {
  const styles = stylesFor(stdout, environment);
  let text = "";
  let hasLines = false;
  for (const { path, change, diff } of files.filter(({ change }) => change !== "unchanged")) {
    const lines = diff.map((line) => {
      const text = printable(line);
      if (line.startsWith("+")) return styles.green(text);
      if (line.startsWith("-")) return styles.red(text);
      return line.startsWith("@@") ? styles.cyan(text) : text;
    });
    // An empty line separates what has lines.
    if (text !== "" && (hasLines || lines.length > 0)) text += "\n";
    hasLines = lines.length > 0;
    const title = styles.bold(`${printable(path)} (${TITLES[change]})`);
    text += [title, ...lines.map((line) => `  ${line}`)].map((line) => `${line}\n`).join("");
  }
  return text;
}

/** Files that are named one by one; the User Library can have hundreds. */
const MOST_FILES = 10;

/** A line about each of the first files. */
export function summaryLines(files: readonly ChangedFile[]): string[] {
  const shown = files.slice(0, MOST_FILES).map(({ path, change, added, removed }) => {
    const counts = [[added, "added"], [removed, "removed"]] as const;
    const lines = counts.flatMap(([count, word]) => count ? [`, ${countText(count, "line")} ${word}`] : []);
    return `  ${path}: ${change}${lines.join("")}`;
  });
  const more = files.length - shown.length;
  return more === 0 ? shown : [...shown, `  and ${countText(more, "more file")}`];
}
