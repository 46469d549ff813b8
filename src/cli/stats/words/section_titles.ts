import type { StatsSection } from "../../../model/statistics/stats_section.ts";

/** The words for a section. */
interface SectionTitle {
  readonly title: string;
  /** A few words on the numbers. */
  readonly note: string;
}

/** How sections are called, in the terminal and on the page. */
export const SECTION_TITLES: Readonly<Record<StatsSection, SectionTitle>> = {
  "format": { title: "Formats", note: "plugins" },
  "vendor": { title: "Vendors", note: "plugins" },
  "category": { title: "Categories", note: "plugins" },
  "year": { title: "Years", note: "installed plugins, by last change of their file" },
  "size": { title: "Sizes", note: "modules, on disk" },
  "scan-time": { title: "Scan times", note: "modules, in their last scan" },
  "slowest": { title: "Slowest", note: "modules, in their last scan" },
  "failure": { title: "Failures", note: "by reason" },
};
