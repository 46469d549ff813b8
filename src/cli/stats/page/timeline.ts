import type { StatsCount } from "../../../model/documents/stats/stats_document.ts";
import { sumOf } from "../../../model/statistics/tally.ts";

/** Years in a row that have nothing and still get a place each. */
const SHOWN_GAP = 3;

/** Most places of a timeline; what is earlier is counted in one. */
const MOST_PLACES = 30;

/** A place of a timeline. */
export interface TimelinePlace extends Pick<StatsCount, "count" | "formats"> {
  /** A year, `…` for several years without anything, or `before 1998`. */
  readonly label: string;
}

/**
 * Years side by side. Files without a true date, such as those of 1970 that
 * some package managers make, do not stretch the line.
 *
 * @param years In their order, each with a year as its key.
 */
export function timelineOf(years: readonly StatsCount[]): TimelinePlace[] {
  const places: TimelinePlace[] = [];
  let last: number | undefined;
  for (const { key, count, formats } of years) {
    const year = Number(key);
    const missing = last === undefined ? 0 : year - last - 1;
    if (missing > SHOWN_GAP) places.push({ label: "…", count: 0, formats: {} });
    else {for (let at = year - missing; at < year; at++) {
        places.push({ label: `${at}`, count: 0, formats: {} });
      }}
    places.push({ label: `${key}`, count, formats });
    last = year;
  }
  if (places.length <= MOST_PLACES) return places;
  const kept = places.slice(1 - MOST_PLACES);
  const first = kept[0]!.label === "…" ? kept[1]! : kept[0]!;
  const earlier = years.filter(({ key }) => Number(key) < Number(first.label));
  return [{ label: `before ${first.label}`, ...sumOf(earlier) }, ...kept.slice(kept.indexOf(first))];
}
