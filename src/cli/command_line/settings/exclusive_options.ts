import { FORMAT_OPTIONS } from "../../output/output_options.ts";
import { appliesTo } from "../spoken_options.ts";
import type { Configuration } from "../../../config/configuration.ts";
import type { ConfigProblem } from "../../../config/problem.ts";
import type { SettingValue } from "../../../config/setting.ts";
import type { SettingTable } from "../../../config/setting_table.ts";
import { settingKey } from "../../../config/setting_name.ts";

/** An option, with its value where that is known. */
export interface GivenOption {
  readonly option: string;
  readonly value?: string | undefined;
}

/** Options of a scan that change nothing about its plan. */
const OF_RUNS_ONLY = [
  "jobs",
  "timeout",
  "deadline",
  "failOn",
  "junit",
  "ci",
  "isolate",
  "prune",
  "wait",
  "presetFolder",
  "noPresets",
  "progress",
  "verbose",
];

/** Groups of options, or options with a value, that exclude each other. */
const EXCLUSIVE_OPTIONS: readonly (readonly string[])[] = [
  ["json", "ndjson", "yaml", "csv"],
  ["noCatalog", "olderThan"],
  ["noCatalog", "failed"],
  ["noCatalog", "retryBlocked"],
  ["noCatalog", "prune"],
  ["noCatalog", "wait"],
  ["noPresets", "presetFolder"],
  ...[...OF_RUNS_ONLY, "ndjson", "columns"].map((option) => ["dryRun", option]),
  ["maxSize", "noMaxSize"],
  ...["json", "ndjson", "yaml", "csv", "output"].map((option) => ["html", option]),
  ...["json", "yaml", "csv", "output", "path"].map((option) => ["follow", option]),
  ...["level", "columns", "wide"].map((option) => ["failures", option]),
  ["confinement=off", "allow"],
  ["ci", "quiet"],
  ["quiet", "verbose"],
  ["quiet", "progress=live"],
  ["quiet", "progress=plain"],
  ...["name", "vendor", "category", "parameter", "preset", "parameters", "sort", "columns", "full"]
    .map((option) => ["modules", option]),
  ...["sort", "columns", "wide", "full"].map((option) => ["countBy", option]),
];

/**
 * Whether two options exclude each other. An option of the command line then
 * drops a configured one, and a stronger layer drops a weaker one.
 */
export function areExclusive(one: GivenOption, other: GivenOption): boolean {
  return one.option !== other.option &&
    EXCLUSIVE_OPTIONS.some((group) => isIn(group, one) && isIn(group, other));
}

function isIn(group: readonly string[], { option, value }: GivenOption): boolean {
  return group.includes(option) || group.includes(`${option}=${value}`);
}

/** Options that are configured for people: documents, which programs read, are complete unless typed otherwise. */
const DROPPED_BESIDE: Readonly<Record<string, readonly string[]>> = { columns: ["json", "ndjson", "yaml"] };

/** Whether a configured option has no effect here: `full` changes nothing in a table. */
export function isIdle(option: string, isGiven: (other: string) => boolean): boolean {
  const isNeedless = !appliesTo(option, FORMAT_OPTIONS.find(isGiven) ?? "table");
  return isNeedless || DROPPED_BESIDE[option]?.some(isGiven) === true;
}

/** Whether a configured format would leave an option of the line without an effect, as `json` would `--wide`. */
export function idles(format: string, option: string): boolean {
  const form = FORMAT_OPTIONS.find((name) => name === format);
  return form !== undefined && appliesTo(option, "table") && !appliesTo(option, form);
}

/** The option that a configured value gives. */
export function givenBy({ setting: { option }, texts }: SettingValue): GivenOption {
  return { option, value: texts[0] };
}

/** Whether one layer sets two options that exclude each other; a stronger layer would drop the weaker one. */
export function collide(value: SettingValue, other: SettingValue): boolean {
  return value.origin.layer === other.origin.layer && value.texts[0] !== "false" &&
    other.texts[0] !== "false" && areExclusive(givenBy(value), givenBy(other));
}

/** The problem that two colliding values are. */
export function collision(value: SettingValue, other: SettingValue): ConfigProblem {
  const message = `${nameOf(value)} cannot be combined with ${nameOf(other)}`;
  return { code: "refused", message, place: value.origin };
}

/** All collisions that some command would meet. */
export function findCollisions(table: SettingTable, configuration: Configuration): ConfigProblem[] {
  const problems = new Map<string, ConfigProblem>();
  for (const command of commandsOf(table)) {
    const values = table.settings.filter((setting) => `${setting.command}` === `${command}`)
      .flatMap(({ option }) => configuration.find(command, option) ?? []);
    for (const [index, value] of values.entries()) {
      const other = values.slice(0, index).find((earlier) => collide(earlier, value));
      if (other === undefined) continue;
      const problem = collision(value, other);
      problems.set(problem.message, problem);
    }
  }
  return [...problems.values()];
}

/** The commands that have settings. */
export function commandsOf({ settings }: SettingTable): (readonly string[])[] {
  const commands = settings.map(({ command }) => command).filter((command) => command.length > 0);
  return [...new Map(commands.map((command) => [command.join("."), command])).values()];
}

/** With its value where that is one of a few, since another one may not collide. */
function nameOf({ setting, texts }: SettingValue): string {
  const { kind, list } = setting.type;
  const key = JSON.stringify(settingKey(setting));
  return kind === "choice" && list === undefined ? `${key}: "${texts[0]}"` : key;
}
