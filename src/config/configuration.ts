import { settingKey, SHARING_COMMANDS } from "./setting_name.ts";
import type { ConfigProblem } from "./problem.ts";
import type { Origin, SettingValue } from "./setting.ts";

/** The sources of values, strongest first; the command line is stronger than all of them. */
export const LAYERS: readonly Origin["layer"][] = ["environment", "dotenv", "project", "user"];

/** The values of all layers together. */
export class Configuration {
  readonly problems: readonly ConfigProblem[];
  readonly #byKey = new Map<string, SettingValue[]>();

  constructor(
    readings: readonly { readonly values: readonly SettingValue[]; problems: readonly ConfigProblem[] }[],
  ) {
    this.problems = readings.flatMap(({ problems }) => problems);
    const values = readings.flatMap(({ values }) => values);
    for (const layer of LAYERS) {
      for (const value of values.filter(({ origin }) => origin.layer === layer)) {
        const key = settingKey(value.setting);
        this.#byKey.set(key, [...this.#byKey.get(key) ?? [], value]);
      }
    }
  }

  /**
   * The value of a command's option, from the strongest layer that has one. In
   * one layer, a value for the command itself comes first, and one that another
   * command shares last.
   */
  find(command: readonly string[], option: string): SettingValue | undefined {
    const sharing = SHARING_COMMANDS.get(option) ?? [];
    const keys = new Set([[...command], [], [...sharing]].map((command) => settingKey({ command, option })));
    const values = [...keys].flatMap((key) => this.#byKey.get(key) ?? []);
    for (const layer of LAYERS) {
      const value = values.find(({ origin }) => origin.layer === layer);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** All values of a key; the first one applies. */
  valuesOf(key: string): readonly SettingValue[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Keys with a value, sorted by name. */
  keys(): string[] {
    return [...this.#byKey.keys()].sort();
  }
}
