import { settingKey } from "./setting_name.ts";
import type { ConfigProblem } from "./problem.ts";
import type { Origin, SettingValue } from "./setting.ts";

/** Where values come from, the strongest first; options of the command line are stronger than all. */
export const LAYERS: readonly Origin["layer"][] = ["environment", "dotenv", "project", "user"];

/** What all layers together say. */
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
   * The value of a command's option: that of the strongest layer which names
   * one, and within it the one that names the command.
   */
  find(command: readonly string[], option: string): SettingValue | undefined {
    const values = [settingKey({ command, option }), option].flatMap((key) => this.#byKey.get(key) ?? []);
    for (const layer of LAYERS) {
      const value = values.find(({ origin }) => origin.layer === layer);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Every value that is written down for a key, the one that counts first. */
  valuesOf(key: string): readonly SettingValue[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Keys that have a value, in the order of their names. */
  keys(): string[] {
    return [...this.#byKey.keys()].sort();
  }
}
