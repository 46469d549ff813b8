import { settingKey, settingVariable } from "../../config/setting_name.ts";
import type { Configuration } from "../../config/configuration.ts";
import { placeText } from "../../config/problem.ts";
import { type Setting, settingJson, type SettingValue } from "../../config/setting.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import type { Column } from "../output/column.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigListFlags } from "./config_flags.ts";
import { machineFormat } from "../output/output_options.ts";
import { printRecords } from "../output/print_records.ts";
import { allSettings, wholeConfiguration } from "./all_settings.ts";
import type { ConfigEntry, ConfigValue } from "../../model/documents/config_documents.ts";
import { tellProblems } from "../command_line/settings/config_problems.ts";

/** Runs `pluginary config list`. */
export async function runConfigList(this: ProgramContext, flags: ConfigListFlags): Promise<void> {
  const table = await allSettings(this);
  const configuration = await wholeConfiguration(table, this.console);
  await tellProblems(configuration.problems, this.console);
  // Programs can tell overridden values by "counts"; to people they would look like duplicates.
  const hasOverridden = flags.origin === true || machineFormat(flags) !== undefined;
  const entries = entriesOf(table, configuration, { hasOverridden, hasUnset: flags.all === true });
  await printRecords(
    {
      head: { schema: "config-list", schemaVersion: 1 },
      list: "settings",
      item: "setting",
      rows: entries,
      columns: columnsFor(flags),
      footer: () => entries.length === 0 ? 'No settings are set; use "--all" to list every setting' : "",
    },
    flags,
    this.console,
  );
}

function entriesOf(
  table: SettingTable,
  configuration: Configuration,
  { hasOverridden, hasUnset }: { readonly hasOverridden: boolean; readonly hasUnset: boolean },
): ConfigEntry[] {
  return table.settings.toSorted((a, b) => settingKey(a) < settingKey(b) ? -1 : 1)
    .flatMap((setting) => {
      const entries = entriesFor(setting, table, configuration);
      if (entries.length === 0) return hasUnset ? [{ ...head(setting), counts: false }] : [];
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

function head(setting: Setting): Pick<ConfigEntry, "key" | "variable"> {
  return { key: settingKey(setting), variable: settingVariable(setting) };
}

function columnsFor({ origin, all }: ConfigListFlags): Column<ConfigEntry>[] {
  const place = ({ origin }: ConfigEntry) => origin === undefined ? undefined : placeText(origin as never);
  return [
    { name: "key", title: "KEY", cell: ({ key }) => key, align: "left", priority: 5, minimumWidth: 8 },
    {
      name: "value",
      title: "VALUE",
      cell: ({ value }) => cellOf(value),
      align: "left",
      priority: 4,
      minimumWidth: 5,
    },
    {
      name: "origin",
      title: "ORIGIN",
      cell: place,
      align: "left",
      priority: 3,
      minimumWidth: 10,
      ...(origin ? {} : { appears: "wide" as const }),
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
      priority: 2,
      minimumWidth: 10,
      ...(all ? {} : { appears: "wide" as const }),
    },
  ];
}

function cellOf(value: ConfigValue | undefined): string | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value.join(" ") : String(value);
}
