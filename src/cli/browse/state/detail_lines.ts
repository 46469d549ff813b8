import type { PluginCuration } from "../../../model/plugin.ts";
import { countText } from "../../output/count_text.ts";
import { stateStyle } from "../../output/state_style.ts";
import { formatsText } from "../../plugins/formats_text.ts";
import { printable } from "../../terminal/terminal.ts";
import { type TextWidth, truncate, truncateStart } from "../../terminal/text_width.ts";
import { wrapWords } from "../../terminal/wrap_words.ts";
import type { Line, SpanStyle } from "../screen/frame.ts";
import type { BrowsedPlugin } from "./browse_state.ts";

/** A label, its value, and how that looks. */
interface Fact {
  readonly label: string;
  readonly value: string;
  readonly style?: SpanStyle | undefined;
  /** Whether the end of a long value says more than its beginning, as in a path. */
  readonly isPath?: boolean;
}

const LABEL_WIDTH = 12;

/** The longest text that is wrapped; of a longer one the rest is left out. */
const MOST_CHARACTERS = 1000;

/** Everything about a plugin that has a place beside the list, as lines of at most so many columns. */
export function detailLines(found: BrowsedPlugin, columns: number, widthOf: TextWidth): Line[] {
  const { plugin } = found;
  const title: Line = [{ text: truncate(printable(plugin.name), columns, widthOf), style: "bold" }];
  const about = printable((plugin.description ?? "").slice(0, MOST_CHARACTERS).toWellFormed());
  return [
    title,
    ...factsOf(found).filter(({ value }) => value !== "").flatMap((fact) =>
      factLines(fact, columns, widthOf)
    ),
    ...(about === "" ? [] : [[], ...wrapped(about, columns, widthOf).map((text): Line => [{ text }])]),
  ];
}

function factsOf({ plugin, curation }: BrowsedPlugin): Fact[] {
  const { vendor = "", vendorGroup = vendor, formats = [] } = plugin;
  const state = stateOf(plugin);
  return [
    { label: "Vendor", value: vendorGroup },
    { label: "Formats", value: formatsText([plugin.format, ...formats.map(({ format }) => format)]) },
    { label: "Category", value: plugin.category },
    { label: "State", value: state, style: styleOf(state) },
    { label: "Yours", value: marksText(curation) },
    { label: "Tags", value: curation.tags.join(", "), style: "cyan" },
    { label: "Note", value: curation.note },
    { label: "Collections", value: curation.collections.join(", ") },
    { label: "Version", value: plugin.version ?? "" },
    { label: "Channels", value: channelsText(plugin) },
    { label: "Parameters", value: plugin.parameterCount === undefined ? "" : String(plugin.parameterCount) },
    { label: "Presets", value: plugin.presetCount === undefined ? "" : String(plugin.presetCount) },
    { label: "Features", value: plugin.features.join(", ") },
    { label: "File", value: plugin.installations[0]?.location ?? plugin.location, isPath: true },
    {
      label: "Copies",
      value: plugin.installations.length > 1 ? countText(plugin.installations.length, "file") : "",
    },
    { label: "Id", value: plugin.id, isPath: true },
    { label: "Web", value: plugin.url ?? "" },
  ];
}

function factLines(
  { label, value, style, isPath = false }: Fact,
  columns: number,
  widthOf: TextWidth,
): Line[] {
  const space = Math.max(1, columns - LABEL_WIDTH);
  const text = printable(value.slice(0, MOST_CHARACTERS).toWellFormed());
  const lines = isPath ? [truncateStart(text, space, widthOf)] : wrapped(text, space, widthOf);
  return lines.map((line, index) => [
    { text: truncate((index === 0 ? label : "").padEnd(LABEL_WIDTH), columns - 1, widthOf), style: "dim" },
    { text: line, style },
  ]);
}

function wrapped(text: string, columns: number, widthOf: TextWidth): string[] {
  return wrapWords(text, columns).map((line) => truncate(line, columns, widthOf));
}

function stateOf({ isMissing, outcome, origin }: BrowsedPlugin["plugin"]): string {
  if (isMissing) return "missing";
  if (origin === "import") return "imported";
  return outcome === "scanned" ? "" : outcome;
}

/** Of the styles of states, those that a screen has. */
function styleOf(state: string): SpanStyle | undefined {
  const style = stateStyle(state);
  return style === "green" ? undefined : style;
}

function marksText({ isFavorite, isHidden, rating }: PluginCuration): string {
  const marks = [
    isFavorite ? "favorite" : "",
    rating === null ? "" : `${rating} of 5`,
    isHidden ? "hidden" : "",
  ];
  return marks.filter((mark) => mark !== "").join(", ");
}

function channelsText({ inputChannels, outputChannels, isInstrument }: BrowsedPlugin["plugin"]): string {
  if (inputChannels === undefined && outputChannels === undefined) return isInstrument ? "instrument" : "";
  const text = `${inputChannels ?? 0} in, ${outputChannels ?? 0} out`;
  return isInstrument ? `${text}, instrument` : text;
}
