/** The name of a setting: its command (empty for all commands with that option) and its option. */
export interface SettingName {
  /** Names of the command from the top down, in camel case. */
  readonly command: readonly string[];
  /** In camel case. */
  readonly option: string;
}

/**
 * Commands whose setting of an option holds for all others with that option
 * which have none of their own: whatever loads plugins confines them as a scan
 * does.
 */
export const SHARING_COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([["confinement", ["scan"]]]);

/** Its path in a file: names of objects from the outermost, then the option's own. */
export function settingPath({ command, option }: SettingName): string[] {
  return [...command, option];
}

/** Its name in files and in `pluginary config get`, like `scan.jobs`. */
export function settingKey(name: SettingName): string {
  return settingPath(name).join(".");
}

/** The environment variable that sets it, like `PLUGINARY_SCAN_FAIL_ON`. */
export function settingVariable({ command, option }: SettingName): string {
  return ["PLUGINARY", ...[...command, option].map(upperSnakeCase)].join("_");
}

/** Converts a name of the command line to the form in files: `fail-on` is `failOn`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function upperSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).replaceAll("-", "_").toUpperCase();
}
