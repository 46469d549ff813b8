import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import { OVERRIDE_COLUMNS, type OverrideListFlags } from "./override_flags.ts";

/** Shown by `pluginary override --help`. */
export const OVERRIDE_EXAMPLES: readonly Example[] = [
  { command: "pluginary override set Amp timeout=2m", does: "give a slow plugin more time" },
  { command: "pluginary override set Amp allow=net", does: "allow network access" },
  { command: "pluginary override set ~/.vst3/Amp.vst3 skip=yes", does: "never load a file" },
  { command: "pluginary override unset Amp", does: "remove all its overrides" },
];

const NAMES = `timeout=TIME       stop it if it is silent for TIME, like 90s
  isolate=yes        run it in its own process
  skip=yes           do not load it, as if it were blocked
  confinement=HOW    auto, require or off
  allow=WHAT         exec, net, display, home, read=PATH, write=PATH,
                     memory=SIZE; repeatable
  environment.X=Y    set the environment variable X to Y; repeatable`;

const setCommand = buildCommand<OutputFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_override_set.ts")).runOverrideSet,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "array",
      parameter: {
        brief: "Path, plugin id or name, and overrides to set",
        placeholder: "TARGET NAME=VALUE",
        parse: parseArgument,
      },
      minimum: 2,
    },
  },
  docs: {
    brief: "Change how a plugin is scanned",
    fullDescription: describeWithExamples(
      `Change how a plugin is scanned. The next scan loads it despite earlier failures.

  ${NAMES}

The plugins of a module are loaded together, so an override for one of them
applies to all of them, except "skip".`,
      [
        { command: "pluginary override set Amp timeout=2m isolate=yes", does: "set two overrides" },
        { command: "pluginary override set Amp allow=read=/opt/amp", does: "allow reading a folder" },
        { command: "pluginary override set Amp environment.AMP_KEY=1", does: "set a variable" },
      ],
    ),
  },
});

const listCommand = buildCommand<OverrideListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_override_list.ts")).runOverrideList,
  parameters: { flags: tableOptions(OVERRIDE_COLUMNS) },
  docs: {
    brief: "List overrides",
    fullDescription: describeWithExamples("List the overrides, by plugin or path.", [
      { command: "pluginary override list", does: "as a table" },
      { command: "pluginary override list --json", does: "for programs" },
    ]),
  },
});

const unsetCommand = buildCommand<OutputFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_override_unset.ts")).runOverrideUnset,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "array",
      parameter: {
        brief: "Path, plugin id or name, and overrides to remove (default: all)",
        placeholder: "TARGET NAME",
        parse: parseArgument,
      },
      minimum: 1,
    },
  },
  docs: {
    brief: "Remove overrides",
    fullDescription: describeWithExamples("Remove the named overrides of a plugin, or all of them.", [
      { command: "pluginary override unset Amp", does: "remove all of them" },
      { command: "pluginary override unset Amp allow environment.KEY", does: "remove two of them" },
    ]),
  },
});

/** The commands below `pluginary override`. */
export const overrideCommands = buildRouteMap<"set" | "list" | "unset", ProgramContext>({
  routes: { set: setCommand, list: listCommand, unset: unsetCommand },
  docs: {
    brief: "Change how individual plugins are scanned",
    fullDescription: describeWithExamples(
      `Change how individual plugins are scanned.

Overrides are stored in the catalog, so the files of a project cannot set them.`,
      OVERRIDE_EXAMPLES,
    ),
  },
});

function parseArgument(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
