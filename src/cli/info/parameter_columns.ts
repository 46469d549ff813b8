import type { Parameter } from "../../model/plugin.ts";
import type { Column } from "../output/column.ts";
import type { PARAMETER_COLUMNS } from "./info_flags.ts";

/** Columns of tables and CSV with one row per parameter: the displayed texts, and their numbers for programs. */
export const PARAMETER_TABLE: readonly Column<Parameter, (typeof PARAMETER_COLUMNS)[number]>[] = [
  { name: "id", title: "ID", cell: ({ id }) => id, align: "right", priority: 6, minimumWidth: 2 },
  {
    name: "name",
    title: "PARAMETER",
    cell: ({ name }) => name,
    align: "left",
    priority: 8,
    minimumWidth: 20,
    weight: 3,
  },
  {
    name: "group",
    title: "GROUP",
    cell: ({ group }) => group,
    align: "left",
    priority: 1,
    minimumWidth: 6,
  },
  {
    name: "minimumText",
    title: "FROM",
    cell: (parameter) => displayed(parameter, "minimum"),
    align: "right",
    priority: 4,
    minimumWidth: 10,
    weight: 2,
  },
  {
    name: "maximumText",
    title: "TO",
    cell: (parameter) => displayed(parameter, "maximum"),
    align: "right",
    priority: 4,
    minimumWidth: 10,
    weight: 2,
  },
  {
    name: "defaultText",
    title: "DEFAULT",
    cell: (parameter) => displayed(parameter, "default"),
    align: "right",
    priority: 5,
    minimumWidth: 10,
    weight: 2,
  },
  {
    name: "unit",
    title: "UNIT",
    cell: ({ unit }) => unit,
    align: "left",
    priority: 3,
    minimumWidth: 6,
  },
  numberColumn("minimum", "MINIMUM"),
  numberColumn("maximum", "MAXIMUM"),
  numberColumn("default", "NUMBER"),
  numberColumn("stepCount", "STEPS"),
  {
    name: "scalePoints",
    title: "VALUES",
    cell: ({ scalePoints }) => scalePoints.map(({ value, label }) => `${value ?? ""}=${label}`),
    align: "left",
    priority: 0,
    minimumWidth: 6,
    appears: "wide",
  },
  { name: "flags", title: "FLAGS", cell: ({ flags }) => flags, align: "left", priority: 2, minimumWidth: 8 },
];

function numberColumn(
  name: "minimum" | "maximum" | "default" | "stepCount",
  title: string,
): Column<Parameter, (typeof PARAMETER_COLUMNS)[number]> {
  return {
    name,
    title,
    cell: (parameter) => parameter[name],
    align: "right",
    priority: 0,
    minimumWidth: 6,
    appears: "wide",
  };
}

/** The text that the plugin displays, else the number with the digits of a float. */
function displayed(parameter: Parameter, which: "minimum" | "maximum" | "default"): string {
  const text = parameter[`${which}Text`];
  const value = parameter[which];
  return text !== "" || value === null ? text : String(Number(value.toPrecision(7)));
}
