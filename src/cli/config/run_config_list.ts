import { settingKey, settingVariable } from "../../config/setting_name.ts";
import type { Configuration } from "../../config/configuration.ts";
import { placeText } from "../../config/problem.ts";
import { describedDefault, type Setting, settingJson, type SettingValue } from "../../config/setting.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import type { Column } from "../output/column.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigListFlags } from "./config_flags.ts";
import { machineFormat } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { allSettings, wholeConfiguration } from "./all_settings.ts";
import type { ConfigEntry, ConfigValue } from "../../model/documents/config_documents.ts";
import { USUAL_SETTINGS } from "./usual_settings.ts";
import { tellProblems } from "../command_line/settings/config_problems.ts";

/** Runs `pluginary config list`. */
export async function runConfigList(this: ProgramContext, flags: ConfigListFlags): Promise<void> {
  const table = await allSettings(this);
  const configuration = await wholeConfiguration(table, this.console);
  await tellProblems(configuration.problems, this.console);
  // Programs can tell overridden values by "counts"; to people they would look like duplicates.
  const hasOverridden = flags.origin === true || machineFormat(flags) !== undefined;
  const isShown = unsetFilter(flags);
  const entries = entriesOf(table, configuration, { hasOverridden, isShown });
  await printRecords(
    {
      head: { schema: "config-list", schemaVersion: 1 },
      list: "settings",
      item: "setting",
      rows: entries,
      columns: columnsFor(flags),
      footer: () => flags.all ? "" : footer(entries),
    },
    flags,
    this.console,
  );
}

/** The unset settings to list: all, those that people set, or none where only values are of interest. */
function unsetFilter(flags: ConfigListFlags): (key: string) => boolean {
  if (flags.all) return () => true;
  return (key) => !flags.origin && USUAL_SETTINGS.includes(key);
}

function footer(entries: readonly ConfigEntry[]): string {
  return `${entries.length === 0 ? "No settings are set; use" : "Use"} "--all" to list every setting`;
}

function entriesOf(
  table: SettingTable,
  configuration: Configuration,
  { hasOverridden, isShown }: {
    readonly hasOverridden: boolean;
    /** Whether to list a setting without a value. */
    readonly isShown: (key: string) => boolean;
  },
): ConfigEntry[] {
  return table.settings.toSorted((a, b) => settingKey(a) < settingKey(b) ? -1 : 1)
    .flatMap((setting) => {
      const entries = entriesFor(setting, table, configuration);
      if (entries.length === 0) {
        return isShown(settingKey(setting)) ? [{ ...head(setting), counts: false }] : [];
      }
      return hasOverridden ? entries : entries.filter(({ counts }) => counts);
    });
}

function entriesFor(setting: Setting, table: SettingTable, configuration: Configuration): ConfigEntry[] {
  return configuration.valuesOf(settingKey(setting)).map((value) => ({
    ...head(setting),
    value: settingJson(value) as ConfigValue,
    origin: value.origin,
    counts: counts(value, table, configuration),
  }));
}

/** Whether at least one command uses the value. */
function counts(value: SettingValue, table: SettingTable, configuration: Configuration): boolean {
  return table.settings.some(({ command, option }) =>
    option === value.setting.option && command.length > 0 && configuration.find(command, option) === value
  );
}

function head(setting: Setting): Pick<ConfigEntry, "key" | "variable" | "default" | "description"> {
  return { key: settingKey(setting), ...describedDefault(setting), variable: settingVariable(setting) };
}

/** The names of layers for people. */
const LAYER_WORDS = { user: "your file", project: "the project", dotenv: ".env" } as const;

/** The source of a value: in one word, or with its exact place. */
function sourceOf({ origin }: ConfigEntry, isExact: boolean): string {
  if (origin === undefined) return isExact ? "" : "default";
  const { layer, variable = "" } = origin;
  if (isExact) return placeText(origin as never);
  return layer === "environment" ? variable : LAYER_WORDS[layer];
}

function columnsFor(flags: ConfigListFlags): Column<ConfigEntry>[] {
  const { origin, all } = flags;
  const isForPrograms = machineFormat(flags) !== undefined;
  const isExact = isForPrograms || origin === true;
  return [
    {
      name: "key",
      title: "SETTING",
      cell: ({ key }) => key,
      align: "left",
      priority: 5,
      // Whole, to be copied.
      minimumWidth: Infinity,
    },
    {
      name: "value",
      title: "VALUE",
      cell: (entry) => cellOf(entry.value ?? (isExact ? undefined : entry.default)),
      align: "left",
      priority: 4,
      minimumWidth: 5,
    },
    {
      name: "origin",
      title: "SOURCE",
      cell: (entry) => sourceOf(entry, isExact),
      align: "left",
      priority: 3,
      minimumWidth: 7,
    },
    {
      name: "description",
      title: "DESCRIPTION",
      cell: ({ description }) => description,
      align: "left",
      priority: 2,
      minimumWidth: 20,
      ...(origin ? { appears: "wide" as const } : {}),
    },
    {
      name: "default",
      title: "DEFAULT",
      cell: (entry) => entry.default,
      align: "left",
      priority: 0,
      minimumWidth: 7,
      appears: "wide",
    },
    {
      name: "counts",
      title: "COUNTS",
      cell: ({ counts }) => counts,
      align: "left",
      priority: 1,
      minimumWidth: 3,
      ...(origin ? {} : { appears: "wide" as const }),
    },
    {
      name: "variable",
      title: "VARIABLE",
      cell: ({ variable }) => variable,
      align: "left",
      priority: 1,
      minimumWidth: 10,
      ...(all ? {} : { appears: "wide" as const }),
    },
  ];
}

function cellOf(value: ConfigValue | undefined): string | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value.join(" ") : String(value);
}
