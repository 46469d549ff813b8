import type { PresetFileReport } from "../../../model/documents/presets/preset_scan_document.ts";
import type { Column } from "../../output/column.ts";
import type { PRESET_FILE_COLUMNS } from "./preset_scan_flags.ts";

/** Columns of a table of files, in CSV order. */
export const FILE_COLUMNS: readonly Column<PresetFileReport, (typeof PRESET_FILE_COLUMNS)[number]>[] = [
  {
    name: "location",
    title: "FILE",
    cell: ({ location }) => location,
    align: "left",
    keepsEnd: true,
    priority: 6,
    minimumWidth: 20,
  },
  {
    name: "container",
    title: "KIND",
    cell: ({ container }) => container,
    align: "left",
    priority: 2,
    minimumWidth: 5,
    appears: "wide",
  },
  {
    name: "outcome",
    title: "OUTCOME",
    cell: ({ outcome }) => outcome,
    align: "left",
    priority: 1,
    minimumWidth: 6,
    appears: "wide",
  },
  {
    name: "change",
    title: "CHANGE",
    cell: ({ change }) => change,
    align: "left",
    priority: 1,
    minimumWidth: 6,
    appears: "wide",
  },
  {
    name: "presets",
    title: "PRESETS",
    cell: ({ presets }) => presets,
    align: "right",
    priority: 1,
    minimumWidth: 7,
    appears: "wide",
  },
  {
    name: "reason",
    title: "CANNOT BE READ",
    cell: ({ reason }) => reason === undefined ? undefined : `${reason.code}: ${reason.message}`,
    text: ({ reason }) => reason?.message ?? "",
    style: () => "red",
    align: "left",
    priority: 5,
    minimumWidth: 20,
    weight: 2,
  },
];
