import type { WorkerActivity } from "../../../model/documents/scan_document.ts";
import { vendorName } from "../../../model/vendors/vendor_name.ts";
import { fileName, fileStem } from "../../../platform/paths.ts";
import { countText } from "../../output/count_text.ts";
import type { RegionSize } from "../../progress/live_region.ts";
import { printable, type Style, type Styles } from "../../terminal/terminal.ts";
import { largestTextWidth, truncate } from "../../terminal/text_width.ts";
import type { ScanTally, ShownFailure } from "./scan_tally.ts";

/** Most workers to show, each on a row of its own. */
const MOST_ROWS = 12;

/** Longest and shortest bar, with its ends. */
const LONGEST_BAR = 32;
const SHORTEST_BAR = 10;

/** Longest worker id and time of the usual ones: `w17` and `59 s`. */
const ID_WIDTH = 4;
const TIME_WIDTH = 6;
const NARROW_TIME_WIDTH = 4;

/** Stands for the id of a worker that is starting. */
const STARTING = "new";

/** On narrower terminals the names get the columns of the ids. */
const NARROW_COLUMNS = 40;

/** A terminal of fewer rows shows no counts. */
const ROWS_FOR_COUNTS = 6;

/** What a frame shows. */
export interface ScanFrame {
  readonly tally: ScanTally;
  readonly workers: readonly WorkerActivity[];
  /** How to skip a module that hangs; unset while there is nothing to skip. */
  readonly hint?: string | undefined;
}

/** A part of a line in its style. */
type Part = readonly [text: string, style?: Style];

/** The lines of a running scan, made harmless and cut to the size; the most important come first. */
export function scanFrame(
  { tally, workers, hint }: ScanFrame,
  { columns, rows }: RegionSize,
  styles: Styles,
): string[] {
  let left = Math.max(0, rows - 2);
  const take = (lines: readonly Part[][], most = Infinity) => {
    const taken = lines.slice(0, Math.min(most, left));
    left -= taken.length;
    return taken;
  };
  const head: Part[][] = [[[headLine(tally, columns)]]];
  const hints = take(hint === undefined ? [] : [[[printable(hint), styles.yellow]]]);
  const counts = rows < ROWS_FOR_COUNTS ? [] : take(countParts(tally, styles));
  const works = take(workerLines(tally.rows(workers), columns, styles), MOST_ROWS);
  const failures = take(tally.lastFailures.toReversed().map((one) => failureParts(one, styles)));
  return [...head, ...counts, ...works, ...failures.reverse(), ...hints].map((parts) => fit(parts, columns));
}

/** The longest form that fits. */
function headLine(tally: ScanTally, columns: number): string {
  if (tally.isSearching) {
    return tally.total === 0 ? "Looking for plugins" : `Looking for plugins: ${tally.total}`;
  }
  const { done, total } = tally;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const count = `Scanning ${done} of ${total}`;
  const percent = `${Math.floor(share * 100)} %`;
  const rate = tally.rate();
  const speed = rate === undefined ? [] : [rateText(rate)];
  const time = rate === undefined ? [] : [`${roughTime(Math.max(1, (total - done) / rate))} left`];
  const forms = [
    [count, percent, ...speed, ...time],
    [count, percent, ...time],
    [count, percent],
    [`${done}/${total}`, percent, ...time],
    [`${done}/${total}`, percent],
  ].map((parts) => parts.join("  "));
  const form = forms.find((one) => one.length <= columns) ?? forms.at(-1)!;
  const room = Math.min(LONGEST_BAR, columns - form.length - 2);
  return room < SHORTEST_BAR ? form : form.replace("  ", `  ${bar(share, room)}  `);
}

function bar(share: number, width: number): string {
  const inside = width - 2;
  const full = Math.round(share * inside);
  const tip = full > 0 && full < inside ? ">" : "";
  return `[${("=".repeat(full - tip.length) + tip).padEnd(inside)}]`;
}

function rateText(rate: number): string {
  return rate >= 1 ? `${Math.round(rate)}/s` : `${Math.max(1, Math.round(rate * 60))}/min`;
}

/** A time that is short and does not change at every frame: `8 s`, `3 min`, `2 h`. */
export function roughTime(seconds: number): string {
  if (seconds < 100) return `${Math.max(0, Math.floor(seconds))} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

function countParts({ plugins, failures, unchanged }: ScanTally, styles: Styles): Part[][] {
  const parts: Part[] = [];
  if (plugins > 0) parts.push([countText(plugins, "plugin")]);
  if (failures > 0) parts.push([countText(failures, "failure"), styles.red]);
  if (unchanged > 0) parts.push([`${unchanged} unchanged`, styles.dim]);
  return parts.length === 0 ? [] : [parts.flatMap((part, index) => index === 0 ? [part] : [["  "], part])];
}

function workerLines(
  rows: readonly (WorkerActivity | undefined)[],
  columns: number,
  styles: Styles,
): Part[][] {
  if (rows.length <= MOST_ROWS) return rows.map((row) => workerParts(row, columns, styles));
  const shown = rows.slice(0, MOST_ROWS - 1).map((row) => workerParts(row, columns, styles));
  return [...shown, [[`and ${rows.length - shown.length} more workers`, styles.dim]]];
}

function workerParts(worker: WorkerActivity | undefined, columns: number, styles: Styles): Part[] {
  if (worker === undefined) return [];
  const { worker: id = STARTING, forMs } = worker;
  const time = forMs < 1000 ? "" : roughTime(forMs / 1000);
  const isNarrow = columns < NARROW_COLUMNS;
  const idParts: Part[] = isNarrow ? [] : [[printable(id).padEnd(ID_WIDTH), styles.dim]];
  const timeText = time.padStart(isNarrow ? NARROW_TIME_WIDTH : TIME_WIDTH);
  return [...idParts, [`${timeText}  `, styles.dim], ...workParts(worker, styles)];
}

function workParts({ location, plugin, vendor }: WorkerActivity, styles: Styles): Part[] {
  const file = printable(fileName(location));
  if (plugin === undefined) return [[file]];
  const by: Part[] = vendor === undefined ? [] : [[` (${printable(vendorName(vendor))})`]];
  const isNamedAlike = plugin === fileStem(location);
  return [[printable(plugin)], ...by, ...isNamedAlike ? [] : [[`  ${file}`, styles.dim] as const]];
}

function failureParts({ outcome, name, message }: ShownFailure, styles: Styles): Part[] {
  return [[outcome, styles.red], [printable(` ${name}: ${message}`)]];
}

/** Cuts a line to its width, and styles what is left. */
function fit(parts: readonly Part[], columns: number): string {
  let left = columns;
  let line = "";
  for (const [text, style = plain] of parts) {
    if (left <= 0) break;
    const shown = truncate(text, left, largestTextWidth);
    line += style(shown);
    left = shown === text ? left - largestTextWidth(text) : 0;
  }
  return line;
}

const plain: Style = (text) => text;
