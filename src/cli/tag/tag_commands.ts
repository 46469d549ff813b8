import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { CHANGE_OPTIONS, HOW_TO_CHOOSE } from "../marks/mark_commands.ts";
import type { MarkChangeFlags } from "../marks/marks_flags.ts";
import { OUTPUT_OPTIONS, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { TARGET_OPTIONS } from "../plugins/target_options.ts";
import {
  SUGGESTION_COLUMNS,
  TAG_COLUMNS,
  TAG_SORTS,
  type TagChangeFlags,
  type TagDeleteFlags,
  type TagListFlags,
  type TagSuggestFlags,
} from "./tag_flags.ts";

/** Shown by `pluginary tag --help`. */
export const TAG_EXAMPLES: readonly Example[] = [
  { command: "pluginary tag add warm ZamTube", does: "tag a plugin in all of its formats" },
  { command: "pluginary tag add fx:space --query 'category:delay'", does: "all that match" },
  { command: "pluginary tag", does: "list your tags" },
  { command: "pluginary tag suggest ZamTube", does: "tags that it could have" },
];

const TAG_AND_PLUGINS = {
  kind: "array",
  parameter: { brief: "The tag, and plugins", placeholder: "TAG PLUGIN", parse: String },
  minimum: 1,
} as const;

const DRY_RUN = { ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS } as const;

const addCommand = buildCommand<MarkChangeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_tag_marks.ts")).runTagAdd,
  parameters: { flags: CHANGE_OPTIONS, positional: TAG_AND_PLUGINS },
  docs: {
    brief: "Tag plugins",
    fullDescription: describeWithExamples(
      `Tag plugins. A tag can have levels, separated by ":", such as "drums:kick"; it
is made by its first use. "tag:drums" finds it in every query, with those below
it.

${HOW_TO_CHOOSE}`,
      [
        { command: "pluginary tag add warm ZamTube 'Dyn Comp'", does: "two plugins" },
        {
          command: "pluginary tag add space --query category:delay --dry-run",
          does: "preview",
        },
        { command: "pluginary list --csv --columns id | pluginary tag add mine -", does: "many ids" },
      ],
    ),
  },
});

const removeCommand = buildCommand<MarkChangeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_tag_marks.ts")).runTagRemove,
  parameters: { flags: CHANGE_OPTIONS, positional: TAG_AND_PLUGINS },
  docs: {
    brief: "Take a tag from plugins",
    fullDescription: describeWithExamples(
      `Take a tag from plugins; tags below it stay.

${HOW_TO_CHOOSE}`,
      [
        { command: "pluginary tag remove bright Amp", does: "one plugin" },
        { command: "pluginary tag remove bright --query tag:bright", does: "all that have it" },
      ],
    ),
  },
});

const listCommand = buildCommand<TagListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_tag_list.ts")).runTagList,
  parameters: {
    flags: {
      sort: {
        kind: "enum",
        values: TAG_SORTS,
        placeholder: "ORDER",
        brief: "Sort by ORDER (default name)",
        optional: true,
      },
      ...PAGE_OPTIONS,
      ...STREAM_OPTIONS,
      ...tableOptions(TAG_COLUMNS),
    },
  },
  docs: {
    brief: "List your tags",
    fullDescription: describeWithExamples(
      "List your tags: how many plugins have them, alone and with the tags below.",
      [
        { command: "pluginary tag list --sort plugins", does: "the most used first" },
        { command: "pluginary tag list --json", does: "for programs" },
      ],
    ),
  },
});

const renameCommand = buildCommand<TagChangeFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagRename,
  parameters: {
    flags: DRY_RUN,
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "Tag, in any of its names", placeholder: "OLD", parse: String },
        { brief: "Its new name", placeholder: "NEW", parse: String },
      ],
    },
  },
  docs: {
    brief: "Give a tag another name",
    fullDescription: describeWithExamples(
      `Give a tag another name, and another place by its levels. Tags below it move
with it. The old name stays as an alias, so that queries with it still work.`,
      [
        { command: "pluginary tag rename bright sound:bright", does: "below another tag" },
        { command: "pluginary tag rename bright Bright --dry-run", does: "only show the result" },
      ],
    ),
  },
});

const mergeCommand = buildCommand<TagChangeFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagMerge,
  parameters: {
    flags: DRY_RUN,
    positional: {
      kind: "array",
      parameter: { brief: "Tags, and last the one that stays", placeholder: "TAG", parse: String },
      minimum: 2,
    },
  },
  docs: {
    brief: "Make one tag of several",
    fullDescription: describeWithExamples(
      `Make one tag of several: the last one stays, and is made if it is new. Tags
below the others move below it, and their names stay as aliases.`,
      [
        { command: "pluginary tag merge bright shiny", does: "both are shiny" },
        { command: "pluginary tag merge bright shiny --dry-run", does: "only show the result" },
      ],
    ),
  },
});

const deleteCommand = buildCommand<TagDeleteFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagDelete,
  parameters: {
    flags: {
      all: {
        kind: "boolean",
        brief: "Also delete the tags below it",
        optional: true,
        withNegated: false,
      },
      ...DRY_RUN,
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "Tag, in any of its names", placeholder: "TAG", parse: String }],
    },
  },
  docs: {
    brief: "Delete a tag",
    fullDescription: describeWithExamples(
      `Delete a tag with its color and its aliases, and take it from all plugins. One
with tags below it is deleted only with --all. "pluginary undo" takes it back.`,
      [
        { command: "pluginary tag delete bright", does: "one tag" },
        { command: "pluginary tag delete sound --all --dry-run", does: "show what would go" },
      ],
    ),
  },
});

const colorCommand = buildCommand<TagChangeFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagColor,
  parameters: {
    flags: DRY_RUN,
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "Tag, in any of its names", placeholder: "TAG", parse: String },
        { brief: "#rrggbb, a basic color of CSS like teal, or none", placeholder: "COLOR", parse: String },
      ],
    },
  },
  docs: {
    brief: "Give a tag a color",
    fullDescription: describeWithExamples("Give a tag a color, or take it back with none.", [
      { command: "pluginary tag color bright '#ffcc00'", does: "any color" },
      { command: "pluginary tag color bright none", does: "no color" },
    ]),
  },
});

const aliasCommand = buildCommand<TagChangeFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagAlias,
  parameters: {
    flags: DRY_RUN,
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "The other name", placeholder: "ALIAS", parse: String },
        { brief: "Tag, in any of its names", placeholder: "TAG", parse: String },
      ],
    },
  },
  docs: {
    brief: "Give a tag another name beside its own",
    fullDescription: describeWithExamples(
      "Give a tag another name beside its own. Commands and queries take either.",
      [{ command: "pluginary tag alias brilliant bright", does: '"brilliant" means "bright"' }],
    ),
  },
});

const unaliasCommand = buildCommand<TagChangeFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_tag_change.ts")).runTagUnalias,
  parameters: {
    flags: DRY_RUN,
    positional: {
      kind: "tuple",
      parameters: [{ brief: "The other name", placeholder: "ALIAS", parse: String }],
    },
  },
  docs: {
    brief: "Take back another name of a tag",
    fullDescription: describeWithExamples("Take back another name of a tag.", [
      { command: "pluginary tag unalias vivid", does: "the tag itself stays" },
    ]),
  },
});

const suggestCommand = buildCommand<TagSuggestFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_tag_suggest.ts")).runTagSuggest,
  parameters: {
    flags: { ...TARGET_OPTIONS, ...STREAM_OPTIONS, ...tableOptions(SUGGESTION_COLUMNS) },
    positional: {
      kind: "array",
      parameter: { brief: "Plugins", placeholder: "PLUGIN", parse: String },
    },
  },
  docs: {
    brief: "Suggest tags for plugins",
    fullDescription: describeWithExamples(
      `Suggest tags for plugins, each with its reason: the category, tags that most
plugins of the vendor have, and tags of similar plugins. Nothing is stored; the
commands that add the tags are shown.`,
      [
        { command: "pluginary tag suggest ZamTube", does: "for one plugin" },
        { command: "pluginary tag suggest --query is:untagged", does: "for all without tags" },
      ],
    ),
  },
});

/** Stands for `tag` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary tag` and the commands below it. */
export const tagCommands = buildRouteMap<
  "list" | "add" | "remove" | "rename" | "merge" | "delete" | "color" | "alias" | "unalias" | "suggest",
  ProgramContext
>({
  routes: {
    [DEFAULT_ROUTE]: listCommand,
    add: addCommand,
    remove: removeCommand,
    rename: renameCommand,
    merge: mergeCommand,
    delete: deleteCommand,
    color: colorCommand,
    alias: aliasCommand,
    unalias: unaliasCommand,
    suggest: suggestCommand,
  },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Tag plugins, and change tags",
    fullDescription: describeWithExamples(
      `Tag plugins, and change tags.

Tags belong to a plugin in all of its formats, and stay when it is scanned again,
moved or gone for a while. They have levels, separated by ":" as in Live and Logic.
Capitals do not matter.`,
      TAG_EXAMPLES,
    ),
  },
});
