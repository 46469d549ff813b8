import { catalogPath } from "../../../catalog/catalog_path.ts";
import { getVersion, type PresetReference } from "../../../catalog/library/find_library_preset.ts";
import { readVersions } from "../../../catalog/library/library_version.ts";
import { readContent } from "../../../catalog/library/version_content.ts";
import { findInstalled } from "../../../catalog/presets/installed_plugin.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import type { Catalog } from "../../../catalog/sqlite/catalog.ts";
import type {
  PresetDiffDocument,
  TextDifference,
} from "../../../model/documents/presets/library_documents.ts";
import { usageError } from "../../../model/usage_error.ts";
import { type ComparedState, compareStates } from "../../../presets/library/compare_versions.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import type { Column } from "../../output/column.ts";
import { countText } from "../../output/count_text.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { tableText } from "../../output/table.ts";
import { printable } from "../../terminal/terminal.ts";
import { comparedVersion } from "./listed_preset.ts";
import type { PresetDiffFlags } from "./preset_flags.ts";

/** Runs `pluginary preset diff`. */
export async function runPresetDiff(
  this: ProgramContext,
  { recorded: isRecorded = false, confinement, ...flags }: PresetDiffFlags,
  first: string,
  second?: string,
): Promise<void> {
  using catalog = await openForReading(catalogPath(this.console.environment));
  const { sides, states } = await catalog.read((db) => {
    const sides = sidesOf(db, first, second);
    return { sides, states: sides.map((side) => stateOf(db, side)) as [ComparedState, ComparedState] };
  });
  const { differences, ...comparison } = await compareStates(...states, {
    environment: this.console.environment,
    confinement,
  }, {
    isRecorded,
  });
  const [from, to] = sides.map(({ preset, version }) => comparedVersion(preset, version));
  const document: PresetDiffDocument = {
    ...{ schema: "preset-diff", schemaVersion: 1, from: from!, to: to!, ...comparison },
    ...{ parameters: [...differences], warnings: [...comparison.warnings] },
  };
  await printAnswer<TextDifference>(
    {
      document,
      text: async (console) => {
        const head = headLines(document).map((line) => `${printable(line)}\n`).join("");
        if (differences.length === 0) return head;
        return `${head}\n${await tableText(DIFFERENCE_COLUMNS, document.parameters, {}, console)}`;
      },
      table: { columns: DIFFERENCE_COLUMNS, rows: document.parameters },
    },
    flags,
    this.console,
  );
}

/** With one name: its version and the one before it. */
function sidesOf(
  db: Catalog["db"],
  first: string,
  second: string | undefined,
): [PresetReference, PresetReference] {
  const one = getVersion(db, first);
  if (second !== undefined) return [one, getVersion(db, second)];
  const before = readVersions(db, one.preset.rowId).find(({ number }) => number < one.version.number);
  if (before !== undefined) return [{ ...one, version: before }, one];
  throw usageError(
    `Version ${one.version.number} is the first one of "${one.preset.name}"`,
    "Name another preset or version to compare it with",
  );
}

function stateOf(db: Catalog["db"], { preset, version }: PresetReference): ComparedState {
  return {
    name: `${preset.name}@${version.number}`,
    content: readContent(db, version.rowId),
    pluginId: preset.pluginId,
    plugin: findInstalled(db, preset.pluginId),
  };
}

function headLines(document: PresetDiffDocument): string[] {
  const { from, to, isSameState, texts, compared, parameters, warnings } = document;
  const now = from.pluginId === to.pluginId ? "the plugin displays" : "the plugins display";
  const how = texts === "loaded" ? `as ${now} them now` : "by the texts of the captures";
  const count = parameters.length === 0
    ? `${countText(compared, "parameter")} alike`
    : `${parameters.length} of ${countText(compared, "parameter")} ${
      parameters.length === 1 ? "differs" : "differ"
    }`;
  return [
    `${from.name}@${from.version} and ${to.name}@${to.version}: ${count}, ${how}`,
    ...isSameState
      ? ["Both are the same state"]
      : parameters.length === 0
      ? ["The states differ in something that no parameter shows"]
      : [],
    ...warnings.map(({ message }) => `  ${message}`),
  ];
}

/** Columns of a table of differences, in CSV order. */
const DIFFERENCE_COLUMNS: readonly Column<TextDifference>[] = [
  {
    name: "name",
    title: "PARAMETER",
    cell: ({ name }) => name,
    align: "left",
    priority: 4,
    minimumWidth: 16,
    weight: 2,
  },
  {
    name: "before",
    title: "BEFORE",
    cell: ({ before }) => before,
    align: "left",
    priority: 3,
    minimumWidth: 8,
  },
  { name: "after", title: "AFTER", cell: ({ after }) => after, align: "left", priority: 3, minimumWidth: 8 },
  {
    name: "id",
    title: "ID",
    cell: ({ id }) => id,
    align: "left",
    priority: 1,
    minimumWidth: 4,
    appears: "wide",
  },
];
