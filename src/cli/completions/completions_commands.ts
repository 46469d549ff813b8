import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS, type OutputFlags } from "../output/output_options.ts";
import { parseShell, type Shell } from "./shells.ts";

/** Shown by `pluginary completions --help`. */
export const COMPLETIONS_EXAMPLES: readonly Example[] = [
  { command: "pluginary completions install", does: "for your shell" },
  { command: "pluginary completions install zsh", does: "for another one" },
  { command: "pluginary completions bash", does: "print the script" },
  { command: "pluginary completions uninstall fish", does: "remove them" },
];

const DESCRIPTION = `Print the script that completes command lines in a shell, or install it.

SHELL is bash, zsh, fish or powershell. The Tab key then completes commands,
options and their values, also plugins, vendors, scans and settings from the
catalog and the configuration.

"completions install" writes the script to the file that the shell reads. To
load it without a file, put a line into the shell's start file, in zsh after
"compinit":

  bash, zsh   source <(pluginary completions bash)
  fish        pluginary completions fish | source
  powershell  pluginary completions powershell | Out-String | iex`;

const printCommand = buildCommand<OutputFlags, [Shell], ProgramContext>({
  loader: async () => (await import("./run_completions.ts")).runCompletions,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [{
        brief: "Shell: bash, zsh, fish or powershell",
        placeholder: "SHELL",
        parse: parseShell,
      }],
    },
  },
  docs: {
    brief: "Complete command lines with the Tab key",
    fullDescription: describeWithExamples(DESCRIPTION, COMPLETIONS_EXAMPLES),
  },
});

const OPTIONAL_SHELL = {
  kind: "tuple",
  parameters: [{
    brief: "Shell: bash, zsh, fish or powershell (default: that of $SHELL)",
    placeholder: "SHELL",
    parse: parseShell,
    optional: true,
  }],
} as const;

const installCommand = buildCommand<OutputFlags, [shell?: Shell], ProgramContext>({
  loader: async () => (await import("./run_completions_install.ts")).runCompletionsInstall,
  parameters: { flags: OUTPUT_OPTIONS, positional: OPTIONAL_SHELL },
  docs: {
    brief: "Install completions for a shell",
    fullDescription: describeWithExamples(
      `Install completions for a shell, in the file that it reads by itself.

A file of that name which pluginary has not written stays. Start files like
~/.zshrc are not changed: if a line is missing there, it is printed.`,
      [
        { command: "pluginary completions install", does: "for your shell" },
        { command: "pluginary completions install fish --json", does: "for programs" },
      ],
    ),
  },
});

const uninstallCommand = buildCommand<OutputFlags, [shell?: Shell], ProgramContext>({
  loader: async () => (await import("./run_completions_install.ts")).runCompletionsUninstall,
  parameters: { flags: OUTPUT_OPTIONS, positional: OPTIONAL_SHELL },
  docs: {
    brief: "Remove installed completions",
    fullDescription: describeWithExamples(`Remove the file that "completions install" has written.`, [
      { command: "pluginary completions uninstall", does: "for your shell" },
      { command: "pluginary completions uninstall zsh", does: "for another one" },
    ]),
  },
});

/** Stands for `completions` without a subcommand. */
const DEFAULT_ROUTE = "completions itself";

/** `pluginary completions`, and the commands below it. */
export const completionsCommands = buildRouteMap<string, ProgramContext>({
  routes: { [DEFAULT_ROUTE]: printCommand, install: installCommand, uninstall: uninstallCommand },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: printCommand.brief,
    ...(printCommand.fullDescription === undefined ? {} : { fullDescription: printCommand.fullDescription }),
    hideRoute: { [DEFAULT_ROUTE]: true },
  },
});
