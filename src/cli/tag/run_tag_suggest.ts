import { MOST_COMPARED, suggestTags } from "../../catalog/alike/suggest_tags.ts";
import { catalogPath } from "../../catalog/catalog_path.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { TagSuggestion, TagSuggestionsDocument } from "../../model/documents/curation/tags_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printRecords } from "../output/print_records.ts";
import { findTargets, readTargets } from "../plugins/plugin_targets.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { SUGGESTION_COLUMNS, TagSuggestFlags } from "./tag_flags.ts";

/** Commands that are shown below the suggestions. */
const MOST_COMMANDS = 3;

/** The most ids that one can have. */
const MOST_IDS = 5;

/** Runs `pluginary tag suggest`. */
export async function runTagSuggest(
  this: ProgramContext,
  flags: TagSuggestFlags,
  ...references: string[]
): Promise<void> {
  const targets = readTargets(flags.query, references);
  using catalog = await openForReading(catalogPath(this.console.environment));
  const products = await findTargets(catalog, targets, { only: flags.only });
  const suggestions = await suggestTags(catalog, products);
  const head: Omit<TagSuggestionsDocument, "suggestions"> = {
    schema: "tag-suggestions",
    schemaVersion: 1,
    total: suggestions.length,
  };
  await printRecords(
    {
      head,
      list: "suggestions",
      item: "suggestion",
      rows: suggestions,
      columns: COLUMNS,
      footer: () => footer(products.length, suggestions),
    },
    flags,
    this.console,
  );
}

function footer(plugins: number, suggestions: readonly TagSuggestion[]): string {
  const compared = plugins > MOST_COMPARED
    ? [`Only the first ${MOST_COMPARED} of ${countText(plugins, "plugin")} are compared with similar ones`]
    : [];
  if (suggestions.length === 0) return [...compared, "No tags to suggest"].join("\n");
  const commands = suggestions.filter(({ ids }) => ids.length <= MOST_IDS).slice(0, MOST_COMMANDS)
    .map(({ tag, ids }) => `  pluginary tag add ${[tag, ...ids].map(shellWord).join(" ")}`);
  const hint = commands.length === 0
    ? ['"--json" has the ids of the plugins for "pluginary tag add TAG -"']
    : [commands.length === 1 ? "To add it:" : "To add them:", ...commands];
  return [...compared, ...hint].join("\n");
}

const COLUMNS: readonly Column<TagSuggestion, (typeof SUGGESTION_COLUMNS)[number]>[] = [
  {
    name: "tag",
    title: "TAG",
    cell: ({ tag }) => tag,
    align: "left",
    priority: 4,
    minimumWidth: 12,
  },
  {
    name: "plugins",
    title: "PLUGINS",
    cell: ({ plugins }) => plugins,
    align: "right",
    priority: 3,
    minimumWidth: 7,
  },
  {
    name: "reasons",
    title: "WHY",
    cell: ({ reasons, plugins }) =>
      reasons.map((reason) =>
        reason.plugins === plugins ? reason.message : `${reason.message} (${reason.plugins})`
      ),
    align: "left",
    priority: 2,
    minimumWidth: 20,
    weight: 2,
  },
  {
    name: "ids",
    title: "IDS",
    cell: ({ ids }) => ids,
    align: "left",
    priority: 1,
    minimumWidth: 12,
    appears: "wide",
  },
];
