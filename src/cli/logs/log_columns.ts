import type { LogLevel } from "../../model/logs/log_level.ts";
import type { LogRecord } from "../../model/logs/log_record.ts";
import type { Column } from "../output/column.ts";
import { jsonText } from "../output/json_text.ts";
import { exactTimeText } from "../output/time_text.ts";
import type { StyleName } from "../terminal/terminal.ts";
import type { LOG_COLUMNS } from "./logs_flags.ts";

const STYLES: Readonly<Record<LogLevel, StyleName | undefined>> = {
  debug: "dim",
  info: undefined,
  warning: "yellow",
  error: "red",
};

/** The style of a record's level and message. */
export function levelStyle({ level }: LogRecord): StyleName | undefined {
  return STYLES[level];
}

/** Columns of tables and CSV with one row per record. */
export const LOG_TABLE: readonly Column<LogRecord, (typeof LOG_COLUMNS)[number]>[] = [
  {
    name: "time",
    title: "TIME",
    cell: ({ time }) => time,
    text: ({ time }) => exactTimeText(time),
    style: () => "dim",
    align: "left",
    priority: 8,
    minimumWidth: 8,
  },
  {
    name: "level",
    title: "LEVEL",
    cell: ({ level }) => level,
    style: levelStyle,
    align: "left",
    priority: 9,
    minimumWidth: 7,
  },
  {
    name: "category",
    title: "FROM",
    cell: ({ category }) => category,
    style: () => "dim",
    align: "left",
    priority: 5,
    minimumWidth: 7,
  },
  {
    name: "message",
    title: "MESSAGE",
    cell: ({ message }) => message,
    style: levelStyle,
    align: "left",
    priority: 10,
    minimumWidth: 20,
  },
  {
    name: "pid",
    title: "PID",
    cell: ({ pid }) => pid,
    align: "right",
    priority: 2,
    minimumWidth: 5,
    appears: "wide",
  },
  {
    name: "properties",
    title: "PROPERTIES",
    cell: ({ properties }) => jsonText(properties),
    align: "left",
    priority: 1,
    minimumWidth: 20,
    appears: "wide",
  },
];
