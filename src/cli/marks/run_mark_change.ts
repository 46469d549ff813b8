import { curatePlugins } from "../../catalog/curation/curate_plugins.ts";
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
    const { field, parse, add, remove } = MARKS[name];
    const isValued = action === "add" && parse !== undefined;
    // Reports mistakes before standard input and the catalog are read.
    const value = action === "remove" ? undefined : isValued ? parse(words[0]!) : true;
    const targets = readTargets(flags.query, isValued ? words.slice(1) : words);
    await changePlugins(this, flags, {
      command: `${name} ${action}`,
      targets,
      change: (db, rows, writer) => ({ changes: curatePlugins(db, rows, field, value, writer) }),
      headline: (isDryRun, plugins) =>
        action === "add" ? add(isDryRun, plugins, String(value)) : remove(isDryRun, plugins),
      showsValues: parse !== undefined,
    });
  };
}
