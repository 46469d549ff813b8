import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags, tableOptions } from "../output/output_options.ts";
import { OVERRIDE_COLUMNS, type OverrideListFlags } from "./override_flags.ts";

/** Shown by `pluginary override --help`. */
export const OVERRIDE_EXAMPLES: readonly Example[] = [
  { command: "pluginary override set Amp timeout=2m", does: "one that takes long" },
  { command: "pluginary override set Amp allow=net", does: "it asks its maker's server" },
  { command: "pluginary override set ~/.vst3/Amp.vst3 skip=yes", does: "leave one alone" },
  { command: "pluginary override unset Amp", does: "scan it like the others" },
];

const NAMES = `timeout=TIME       let it be silent so long, like 90s
  isolate=yes        run it in a process of its own
  skip=yes           leave it alone, as if it were blocked
  confinement=HOW    auto, require or off
  allow=WHAT         exec, net, display, home, read=PATH, write=PATH; adds up
  environment.X=Y    set the variable X for it; adds up`;

const setCommand = buildCommand<OutputFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_override_set.ts")).runOverrideSet,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "array",
      parameter: {
        brief: "Path, plugin id or name, and what to set",
        placeholder: "TARGET NAME=VALUE",
        parse: parseArgument,
      },
      minimum: 2,
    },
  },
  docs: {
    brief: "Set how one plugin is scanned",
    fullDescription: describeWithExamples(
      `Set how one plugin is scanned. The next scan tries it, whatever it failed of.

  ${NAMES}

Plugins of one module are loaded together, so what is set for one of them holds
for all of its module, but for "skip".`,
      [
        { command: "pluginary override set Amp timeout=2m isolate=yes", does: "two at once" },
        { command: "pluginary override set Amp allow=read=/opt/amp", does: "let it read a folder" },
        { command: "pluginary override set Amp environment.AMP_KEY=1", does: "give it a variable" },
      ],
    ),
  },
});

const listCommand = buildCommand<OverrideListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_override_list.ts")).runOverrideList,
  parameters: { flags: tableOptions(OVERRIDE_COLUMNS) },
  docs: {
    brief: "List what is set",
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
        brief: "Path, plugin id or name, and what to unset; all without a NAME",
        placeholder: "TARGET NAME",
        parse: parseArgument,
      },
      minimum: 1,
    },
  },
  docs: {
    brief: "Remove what is set",
    fullDescription: describeWithExamples("Remove overrides: those that are named, or all of a plugin.", [
      { command: "pluginary override unset Amp", does: "all of a plugin" },
      { command: "pluginary override unset Amp allow environment.KEY", does: "some" },
    ]),
  },
});

/** The commands below `pluginary override`. */
export const overrideCommands = buildRouteMap<"set" | "list" | "unset", ProgramContext>({
  routes: { set: setCommand, list: listCommand, unset: unsetCommand },
  docs: {
    brief: "Choose how single plugins are scanned",
    fullDescription: describeWithExamples(
      `Choose how single plugins are scanned. That is kept in the catalog: nothing in
a project's folder can set it.`,
      OVERRIDE_EXAMPLES,
    ),
  },
});

function parseArgument(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
