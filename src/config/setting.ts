import type { SettingName } from "./setting_name.ts";

/** What the value of a setting may be; the same as on the command line. */
export interface SettingType {
  readonly kind: "boolean" | "number" | "text" | "choice";
  /** The option takes several values; in an environment variable they are separated by this. */
  readonly list?: "commas" | "lines" | "paths";
  /** All values of a choice. */
  readonly choices?: readonly string[];
  /** It names a file or folder: in a file, `~/` is the home and a relative path starts at that file's folder. */
  readonly isPath?: boolean;
  /**
   * Reads one value as the command line does.
   *
   * @throws {SyntaxError} whose message ends a sentence about the value.
   */
  check?(text: string): unknown;
}

/** An option that can be configured, for one command or for all that have it. */
export interface Setting extends SettingName {
  /** The command's name in earlier versions, which files and variables may still use. */
  readonly formerCommand?: readonly string[];
  /** What the option's help says. */
  readonly brief: string;
  readonly type: SettingType;
  /** Why a project may not set it; absent when it may. */
  readonly refusal?: string;
}

/** All names that a setting can be given a value by, today's first. */
export function namesOf({ command, formerCommand, option }: Setting): SettingName[] {
  return [command, ...formerCommand === undefined ? [] : [formerCommand]].map((command) => ({
    command,
    option,
  }));
}

/** Where a value was written. */
export type Origin =
  | {
    readonly layer: "user" | "project";
    readonly file: string;
    readonly line: number;
    readonly column: number;
  }
  | {
    readonly layer: "dotenv";
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly variable: string;
  }
  | { readonly layer: "environment"; readonly variable: string };

/** A setting that has been given a value. */
export interface SettingValue {
  readonly setting: Setting;
  /** As on the command line: one text, any number for a list, `true` or `false` for a boolean. */
  readonly texts: readonly string[];
  readonly origin: Origin;
}

/** The value as JSON has it. */
export function settingJson({ setting: { type }, texts }: SettingValue): unknown {
  const values = texts.map((text) =>
    type.kind === "boolean" ? text === "true" : type.kind === "number" ? Number(text) : text
  );
  return type.list === undefined ? values[0] : values;
}
