import { buildCommand, buildRouteMap } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { DRY_RUN_OPTION } from "../command_line/dry_run_option.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { parseCount } from "../command_line/parse_count.ts";
import { OUTPUT_OPTIONS, type OutputFlags, STREAM_OPTIONS, tableOptions } from "../output/output_options.ts";
import { PAGE_OPTIONS } from "../plugins/page_options.ts";
import { TARGET_OPTIONS } from "../plugins/target_options.ts";
import {
  COLLECTION_COLUMNS,
  type CollectionCreateFlags,
  type CollectionItemsFlags,
  type CollectionListFlags,
  type CollectionMoveFlags,
} from "./collection_flags.ts";

/** Shown by `pluginary collection --help`. */
export const COLLECTION_EXAMPLES: readonly Example[] = [
  { command: "pluginary collection", does: "all collections" },
  { command: "pluginary collection create Mixing", does: "a collection to fill by hand" },
  { command: "pluginary collection create Verbs --query category:reverb", does: "one that fills itself" },
  { command: "pluginary collection add Drums ZamTube Echoes", does: "put plugins into one" },
  { command: "pluginary search collection:Drums", does: "search in one" },
];

const NAME = { brief: "Name of the collection", placeholder: "NAME", parse: String } as const;

const createCommand = buildCommand<CollectionCreateFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionCreate,
  parameters: {
    flags: {
      query: {
        kind: "parsed",
        parse: String,
        placeholder: "TEXT",
        brief: 'Make it smart: it has all plugins that match TEXT, as in "pluginary search"',
        optional: true,
      },
      parent: {
        kind: "parsed",
        parse: String,
        placeholder: "NAME",
        brief: "Put it below the collection NAME",
        optional: true,
      },
      note: { kind: "parsed", parse: String, placeholder: "TEXT", brief: "Write a note", optional: true },
      ...OUTPUT_OPTIONS,
    },
    positional: { kind: "tuple", parameters: [NAME] },
  },
  docs: {
    brief: "Make a collection",
    fullDescription: describeWithExamples(
      `Make a collection, either manual, with the plugins that you add, or smart, with
those that a search finds whenever you look.

A search with "collection:NAME" finds the plugins of a collection and of those
below it.`,
      [
        { command: "pluginary collection create Mixing --note 'my desk'", does: "an empty one" },
        { command: "pluginary collection create Kicks --parent Drums", does: "one below another" },
        {
          command: "pluginary collection create Verbs --query category:reverb",
          does: "smart",
        },
        { command: "pluginary collection create Favs --query @loud", does: "from a saved search" },
      ],
    ),
  },
});

const addCommand = buildCommand<CollectionItemsFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_collection_items.ts")).runCollectionAdd,
  parameters: {
    flags: { ...TARGET_OPTIONS, ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "array",
      parameter: { brief: "A collection, and the plugins to add", placeholder: "NAME PLUGIN", parse: String },
      minimum: 1,
    },
  },
  docs: {
    brief: "Put plugins into a collection",
    fullDescription: describeWithExamples(
      `Put plugins at the end of a collection, in the order in which they are named. A
plugin is added in all of its formats; one that is there already stays where it
is.

A PLUGIN is named as for "pluginary info"; "-" reads one from each line of
standard input.`,
      [
        { command: "pluginary collection add Drums ZamTube Echoes", does: "two plugins" },
        { command: "pluginary collection add Drums --query 'dyn comp'", does: "all that match" },
        { command: "pluginary collection add Drums vst3/ZamTube --only", does: "one format alone" },
      ],
    ),
  },
});

const removeCommand = buildCommand<CollectionItemsFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_collection_items.ts")).runCollectionRemove,
  parameters: {
    flags: { ...TARGET_OPTIONS, ...DRY_RUN_OPTION, ...OUTPUT_OPTIONS },
    positional: {
      kind: "array",
      parameter: {
        brief: "A collection, and the plugins to remove",
        placeholder: "NAME PLUGIN",
        parse: String,
      },
      minimum: 1,
    },
  },
  docs: {
    brief: "Take plugins out of a collection",
    fullDescription: describeWithExamples(
      `Take plugins out of a collection, in all of their formats. A plugin that is gone
from the catalog is named by its id.`,
      [
        { command: "pluginary collection remove Drums Amp", does: "one plugin" },
        { command: "pluginary collection remove Drums --query amp --dry-run", does: "only look" },
      ],
    ),
  },
});

const listCommand = buildCommand<CollectionListFlags, [], ProgramContext>({
  loader: async () => (await import("./run_collection_list.ts")).runCollectionList,
  parameters: { flags: { ...PAGE_OPTIONS, ...STREAM_OPTIONS, ...tableOptions(COLLECTION_COLUMNS) } },
  docs: {
    brief: "List the collections",
    fullDescription: describeWithExamples(
      `List all collections, each with those below it. A smart one is looked through
now; if its query cannot be read any more, the list says why.

A plugin counts once, in however many formats it is in the collection. Plugins
of collections below count there.`,
      [
        { command: "pluginary collection list", does: "as a table" },
        { command: "pluginary collection list --json", does: "for programs, with the ids of all plugins" },
      ],
    ),
  },
});

const showCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_collection_show.ts")).runCollectionShow,
  parameters: { flags: OUTPUT_OPTIONS, positional: { kind: "tuple", parameters: [NAME] } },
  docs: {
    brief: "Show the plugins of a collection",
    fullDescription: describeWithExamples(
      `Show a collection with its plugins in their order, each once in all of its
formats.`,
      [
        { command: "pluginary collection show Drums", does: "for people" },
        { command: "pluginary collection show Drums --csv", does: "a line for each plugin" },
      ],
    ),
  },
});

const renameCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionRename,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "Name of the collection", placeholder: "OLD", parse: String },
        { brief: "Its new name", placeholder: "NEW", parse: String },
      ],
    },
  },
  docs: {
    brief: "Give a collection another name",
    fullDescription: describeWithExamples(
      `Give a collection another name, also in smart collections and saved searches
that name it.`,
      [{ command: "pluginary collection rename Drums 'Drum bus'", does: "a longer name" }],
    ),
  },
});

const mergeCommand = buildCommand<OutputFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionMerge,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "array",
      parameter: {
        brief: "Collections, and last the one to merge them into",
        placeholder: "NAME",
        parse: String,
      },
      minimum: 2,
    },
  },
  docs: {
    brief: "Make one collection of several",
    fullDescription: describeWithExamples(
      `Put the plugins of manual collections at the end of the last one, which is made
if it does not exist, and delete the others. Notes and the collections below
move with them.`,
      [
        { command: "pluginary collection merge Beats Drums", does: "Beats goes into Drums" },
        { command: "pluginary collection merge Beats Drums Rhythm", does: "both go into a new one" },
      ],
    ),
  },
});

const deleteCommand = buildCommand<OutputFlags, [string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionDelete,
  parameters: { flags: OUTPUT_OPTIONS, positional: { kind: "tuple", parameters: [NAME] } },
  docs: {
    brief: "Delete a collection",
    fullDescription: describeWithExamples(
      `Delete a collection. Its plugins stay in the catalog, and collections below it
move up to the one above it. "pluginary undo" brings it back.`,
      [{ command: "pluginary collection delete Beats", does: "keeps its plugins" }],
    ),
  },
});

const moveCommand = buildCommand<CollectionMoveFlags, string[], ProgramContext>({
  loader: async () => (await import("./run_collection_items.ts")).runCollectionMove,
  parameters: {
    flags: {
      to: {
        kind: "parsed",
        parse: parsePlace,
        placeholder: "N",
        brief: 'Put the first of them at place N, as in "pluginary collection show"',
      },
      ...OUTPUT_OPTIONS,
    },
    positional: {
      kind: "array",
      parameter: {
        brief: "A collection, and the plugins to move",
        placeholder: "NAME PLUGIN",
        parse: String,
      },
      minimum: 2,
    },
  },
  docs: {
    brief: "Change the order of a collection",
    fullDescription: describeWithExamples(
      `Move plugins of a manual collection to another place in its order. Several
plugins stand side by side there, in the order in which they are named.`,
      [{ command: "pluginary collection move Drums Echoes --to 1", does: "to the top" }],
    ),
  },
});

const nestCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionNest,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [NAME, {
        brief: 'The collection above it, or "none"',
        placeholder: "PARENT",
        parse: String,
      }],
    },
  },
  docs: {
    brief: "Put a collection below another one",
    fullDescription: describeWithExamples(
      `Put a collection, with all below it, below another one. "none" puts it at the
top.`,
      [
        { command: "pluginary collection nest Beats Drums", does: "Drums > Beats" },
        { command: "pluginary collection nest Beats none", does: "back to the top" },
      ],
    ),
  },
});

const noteCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionNote,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [NAME, { brief: "The note; '' removes it", placeholder: "TEXT", parse: String }],
    },
  },
  docs: {
    brief: "Write a note about a collection",
    fullDescription: describeWithExamples("Write a note about a collection, in the place of the last one.", [
      { command: "pluginary collection note Drums 'for the live set'", does: "write one" },
      { command: "pluginary collection note Drums ''", does: "remove it" },
    ]),
  },
});

const queryCommand = buildCommand<OutputFlags, [string, string], ProgramContext>({
  loader: async () => (await import("./run_collection_change.ts")).runCollectionQuery,
  parameters: {
    flags: OUTPUT_OPTIONS,
    positional: {
      kind: "tuple",
      parameters: [NAME, { brief: "What to search for", placeholder: "QUERY", parse: String }],
    },
  },
  docs: {
    brief: "Change the query of a smart collection",
    fullDescription: describeWithExamples(
      `Change the query of a smart collection. A query cannot name its own collection,
nor anything that leads back to it.`,
      [{ command: "pluginary collection query Loud 'category:dist'", does: "search for this from now on" }],
    ),
  },
});

/** Stands for `collection` without a subcommand. */
const DEFAULT_ROUTE = "list";

/** `pluginary collection` and the commands below it. */
export const collectionCommands = buildRouteMap<string, ProgramContext>({
  routes: {
    [DEFAULT_ROUTE]: listCommand,
    show: showCommand,
    create: createCommand,
    add: addCommand,
    remove: removeCommand,
    move: moveCommand,
    query: queryCommand,
    nest: nestCommand,
    note: noteCommand,
    rename: renameCommand,
    merge: mergeCommand,
    delete: deleteCommand,
  },
  defaultCommand: DEFAULT_ROUTE,
  docs: {
    brief: "Keep plugins in collections",
    fullDescription: describeWithExamples(
      `Keep plugins in collections: in an order of your own, one below another, with
notes, or filled by a search. Plugins that are gone for a while stay in them,
and "pluginary undo" takes a change back.`,
      COLLECTION_EXAMPLES,
    ),
  },
});

function parsePlace(input: string): number {
  const place = parseCount(input);
  if (place === 0) throw new SyntaxError("places count from 1");
  return place;
}
