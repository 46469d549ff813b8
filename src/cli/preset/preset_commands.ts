import { buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { convertCommand } from "./convert/convert_command.ts";
import { captureCommand } from "./library/capture_command.ts";
import { diffCommand, listCommand, logCommand } from "./library/look_commands.ts";
import { deleteCommand, noteCommand, renameCommand, tagCommand } from "./library/change_commands.ts";
import { writeCommand } from "./write/write_command.ts";
import { backupCommand, mergeCommand, restoreCommand, verifyCommand } from "./library/keep_commands.ts";

import { importCommand, shareCommand } from "./sharing/sharing_commands.ts";

/** Shown by `pluginary preset --help`. */
export const PRESET_EXAMPLES: readonly Example[] = [
  { command: "pluginary preset", does: "the presets of your library" },
  { command: "pluginary preset capture vst3/ZamTube --name Warm", does: "keep a state of a plugin" },
  { command: "pluginary preset log Warm", does: "its versions" },
  { command: "pluginary preset restore Warm", does: "put it where hosts find it" },
];

/** Stands for `preset` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary preset` and the commands below it, one line each. */
export const presetCommands = buildRouteMap<string, ProgramContext>({
  routes: {
    [DEFAULT_ROUTE]: listCommand,
    capture: captureCommand,
    log: logCommand,
    diff: diffCommand,
    tag: tagCommand,
    note: noteCommand,
    rename: renameCommand,
    delete: deleteCommand,
    restore: restoreCommand,
    write: writeCommand,
    verify: verifyCommand,
    backup: backupCommand,
    merge: mergeCommand,
    convert: convertCommand,
    share: shareCommand,
    import: importCommand,
  },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Keep states of plugins with their versions",
    fullDescription: describeWithExamples(
      `Keep states of plugins in a library: each with versions, tags and notes, in the
catalog's file. "pluginary presets" also finds the presets of plugins and hosts.`,
      PRESET_EXAMPLES,
    ),
  },
});
