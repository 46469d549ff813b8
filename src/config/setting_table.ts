import { camelCase, settingKey, settingVariable } from "./setting_name.ts";
import { namesOf, type Setting } from "./setting.ts";

/** All settings by their keys. */
export class SettingTable {
  /** In the order of the commands; those for all commands come first. */
  readonly settings: readonly Setting[];
  readonly #byKey = new Map<string, Setting>();
  readonly #commands = new Set<string>([""]);

  constructor(settings: readonly Setting[]) {
    this.settings = settings;
    for (const setting of settings) {
      for (const name of namesOf(setting)) {
        this.#byKey.set(settingKey(name), setting);
        for (let length = 1; length <= name.command.length; length++) {
          this.#commands.add(name.command.slice(0, length).join("."));
        }
      }
    }
  }

  /** The setting of a command, or of all commands if `command` is empty. */
  find(command: readonly string[], option: string): Setting | undefined {
    return this.#byKey.get(settingKey({ command, option }));
  }

  /** The setting that a key like `scan.failOn`, `scan.fail-on` or `--fail-on` names. */
  findByKey(key: string): Setting | undefined {
    return this.#byKey.get(camelCase(key.replace(/^--/, "")));
  }

  /** Whether there are settings for this command or below it. */
  hasCommand(command: readonly string[]): boolean {
    return this.#commands.has(command.join("."));
  }

  /** Names that are valid in a file's object for this command. */
  namesIn(command: readonly string[]): string[] {
    const names = new Set<string>();
    for (const { command: own, option } of this.settings) {
      if (!command.every((name, index) => own[index] === name)) continue;
      names.add(own[command.length] ?? option);
    }
    return [...names];
  }

  /** Keys of all settings with that option, of any command. */
  keysOf(option: string): string[] {
    return this.settings.filter((setting) => setting.option === option).map(settingKey);
  }

  /** All keys, without names of earlier versions. */
  keys(): string[] {
    return this.settings.map(settingKey);
  }

  /** All settings by their environment variables, including those of earlier versions. */
  variables(): Map<string, Setting> {
    return new Map(
      this.settings.flatMap((setting) =>
        namesOf(setting).map((name) => [settingVariable(name), setting] as const)
      ),
    );
  }
}
