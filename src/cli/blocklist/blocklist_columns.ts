import type { BlocklistEntry } from "../../catalog/rules/blocklist.ts";
import type { Column } from "../output/column.ts";
import { timeText } from "../output/time_text.ts";
import { namesText } from "../rules/names_text.ts";
import type { BLOCKLIST_COLUMNS } from "./blocklist_flags.ts";
import { targetText } from "../../catalog/rules/rule_target.ts";

/** Columns of `blocklist list`. */
export const COLUMNS: readonly Column<BlocklistEntry, (typeof BLOCKLIST_COLUMNS)[number]>[] = [
  {
    name: "names",
    title: "PLUGINS",
    cell: ({ names }) => names,
    text: namesText,
    align: "left",
    priority: 7,
    minimumWidth: 10,
  },
  {
    name: "target",
    title: "TARGET",
    cell: targetText,
    align: "left",
    priority: 6,
    minimumWidth: 20,
    keepsEnd: true,
  },
  { name: "code", title: "CODE", cell: ({ code }) => code, align: "left", priority: 5, minimumWidth: 15 },
  {
    name: "attempts",
    title: "FAILURES",
    cell: ({ attempts }) => attempts === 0 ? undefined : attempts,
    align: "right",
    priority: 3,
    minimumWidth: 6,
  },
  {
    name: "at",
    title: "SINCE",
    cell: ({ at }) => at,
    text: ({ at }) => timeText(at),
    align: "left",
    priority: 2,
    minimumWidth: 10,
  },
  {
    name: "message",
    title: "REASON",
    cell: ({ message }) => message,
    align: "left",
    priority: 4,
    minimumWidth: 12,
  },
];
