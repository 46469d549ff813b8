import type {
  LostPart,
  PresetConversionDocument,
} from "../../../model/documents/presets/conversion_document.ts";
import { showSame } from "../../../model/presets/displayed_text.ts";
import { countText } from "../../output/count_text.ts";
import { tableText } from "../../output/table.ts";
import type { Console } from "../../terminal/console.ts";
import { printable } from "../../terminal/terminal.ts";
import { CONVERSION_COLUMNS } from "./conversion_columns.ts";

/** Columns of people's tables; values are for programs, and texts say the same. */
const SHOWN_COLUMNS = CONVERSION_COLUMNS.filter(({ name }) => name !== "value");

/** The report of a conversion for people. */
export async function conversionText(document: PresetConversionDocument, console: Console): Promise<string> {
  const { parameters, lossless } = document;
  const table = parameters.length === 0 ? "" : `\n${await tableText(SHOWN_COLUMNS, parameters, {}, console)}`;
  const rest = lossless ? [] : [...lostLines(document.lost), ...defaultLines(document)];
  return [headline(document), ...summary(document)].map(line).join("") + table +
    (rest.length === 0 ? "" : `\n${rest.map(line).join("")}`);
}

function line(text: string): string {
  return `${printable(text)}\n`;
}

function headline({ kind, from, to }: PresetConversionDocument): string {
  const what = `"${from.name}" of ${sideText(from)}${kind === "container" ? "" : ` for ${sideText(to)}`}`;
  if (to.location === undefined) return `Would convert ${what}`;
  const place = to.container === "library" ? `kept as "${to.location}" in the library` : to.location;
  return `Converted ${what}: ${place}`;
}

function sideText({ pluginName, format }: PresetConversionDocument["from"]): string {
  return `${pluginName} (${format.toUpperCase()})`;
}

function summary({ lossless, kind, parameters, from, to }: PresetConversionDocument): string[] {
  if (lossless) return [`The state is the same, byte for byte; ${to.pluginName} loads it`];
  const same = parameters.filter(({ score, before, after }) => score === 1 || showSame(before, after)).length;
  const shown = parameters.length === 0
    ? `No parameter has a counterpart in ${to.pluginName}`
    : `${same} of ${countText(parameters.length, "matched parameter")} ${
      same === 1 ? "shows" : "show"
    } the same`;
  if (kind !== "plugin") return [shown];
  return [shown, `Another plugin sounds different: ${to.pluginName} is not ${from.pluginName}`];
}

function lostLines(lost: readonly LostPart[]): string[] {
  if (lost.length === 0) return [];
  return [
    "Lost:",
    ...lost.map(({ name, message }) => name === "" ? `  ${message}` : `  ${name}: ${message}`),
  ];
}

function defaultLines({ defaults }: PresetConversionDocument): string[] {
  if (defaults.length === 0) return [];
  return ["Keeps its default:", ...defaults.map(({ name, text }) => `  ${name}: ${text}`)];
}
