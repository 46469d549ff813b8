import { addTag, readTag, removeTag } from "../../catalog/curation/tags.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { changePlugins } from "../marks/change_plugins.ts";
import type { MarkChangeFlags } from "../marks/marks_flags.ts";
import { readTargets } from "../plugins/plugin_targets.ts";

/** Runs `pluginary tag add`. */
export async function runTagAdd(
  this: ProgramContext,
  flags: MarkChangeFlags,
  ...words: string[]
): Promise<void> {
  const { tag, targets } = readLine(flags, words);
  await changePlugins(this, flags, {
    command: "tag add",
    targets,
    change: (db, rows, writer) => addTag(db, tag, rows, writer),
    headline: (isDryRun, plugins, name) => `${isDryRun ? "Would tag" : "Tagged"} ${plugins} with "${name}"`,
    showsValues: false,
  });
}

/** Runs `pluginary tag remove`. */
export async function runTagRemove(
  this: ProgramContext,
  flags: MarkChangeFlags,
  ...words: string[]
): Promise<void> {
  const { tag, targets } = readLine(flags, words);
  await changePlugins(this, flags, {
    command: "tag remove",
    targets,
    change: (db, rows, writer) => removeTag(db, tag, rows, writer),
    headline: (isDryRun, plugins, name) =>
      `${isDryRun ? "Would remove" : "Removed"} the tag "${name}" from ${plugins}`,
    showsValues: false,
  });
}

/** Reports mistakes before standard input and the catalog are read. */
function readLine({ query }: MarkChangeFlags, words: readonly string[]) {
  // The parser demands the tag.
  const [tag, ...references] = words as [string, ...string[]];
  readTag(tag);
  return { tag, targets: readTargets(query, references) };
}
