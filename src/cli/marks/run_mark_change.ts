import { curatePlugins } from "../../catalog/curation/curate_plugins.ts";
import { usageError } from "../../model/usage_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { readTargets } from "../plugins/plugin_targets.ts";
import { changePlugins } from "./change_plugins.ts";
import { type MarkName, MARKS } from "./marks.ts";
import type { MarkChangeFlags } from "./marks_flags.ts";

/** The work of `pluginary favorite add` and the commands like it. */
export function markChange(
  name: MarkName,
  action: "add" | "remove",
): (this: ProgramContext, flags: MarkChangeFlags, ...words: string[]) => Promise<void> {
  return async function (flags, ...words) {
    const { field, value: argument, add, remove } = MARKS[name];
    const isValued = action === "add" && argument !== undefined;
    if (isValued && words.length === 0) throw usageError(`Missing ${argument.placeholder}`);
    // Reports mistakes before standard input and the catalog are read.
    const value = action === "remove" ? undefined : isValued ? argument.parse(words[0]!) : true;
    const targets = readTargets(flags.query, isValued ? words.slice(1) : words);
    await changePlugins(this, flags, {
      command: `${name} ${action}`,
      targets,
      change: (db, rows, writer) => ({ changes: curatePlugins(db, rows, field, value, writer) }),
      headline: (isDryRun, plugins) =>
        action === "add" ? add(isDryRun, plugins, String(value)) : remove(isDryRun, plugins),
      showsValues: argument !== undefined,
    });
  };
}
