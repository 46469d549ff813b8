import type { SettingName } from "./setting_name.ts";

/** The type of a setting's value, the same as on the command line. */
export interface SettingType {
  readonly kind: "boolean" | "number" | "text" | "choice";
  /** For an option with several values: how an environment variable separates them. */
  readonly list?: "commas" | "lines" | "paths";
  /** All values of a choice. */
  readonly choices?: readonly string[];
  /** Whether it is a path: in a file, `~/` is the home folder and a relative path starts at the file's folder. */
  readonly isPath?: boolean;
  /**
   * Reads one value as the command line does.
   *
   * @throws {SyntaxError} whose message ends a sentence about the value.
   */
  check?(text: string): unknown;
}

/** A configurable option of one command, or of all commands that have it. */
export interface Setting extends SettingName {
  /** The command's name in earlier versions, which files and variables may still use. */
  readonly formerCommand?: readonly string[];
  /** The option's help text. */
  readonly brief: string;
  readonly type: SettingType;
  /** Why a project may not set it; unset if it may. */
  readonly refusal?: string;
}

/** The built-in value that a help text names in brackets, and the text without it. */
export function describedDefault({ brief, type }: Setting): { description: string; default?: string } {
  const [bracket, named] = / \(default:? ([^)]*)\)/.exec(brief) ?? [];
  const description = bracket === undefined ? brief : brief.replace(bracket, "");
  const value = named ?? (type.kind === "boolean" ? "false" : undefined);
  return { description, ...(value === undefined ? {} : { default: value }) };
}

/** All names under which a setting can be given a value, the current one first. */
export function namesOf({ command, formerCommand, option }: Setting): SettingName[] {
  return [command, ...formerCommand === undefined ? [] : [formerCommand]].map((command) => ({
    command,
    option,
  }));
}

/** The source of a value. */
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

/** A setting with its value. */
export interface SettingValue {
  readonly setting: Setting;
  /** As on the command line: one text, any number for a list, `true` or `false` for a boolean. */
  readonly texts: readonly string[];
  readonly origin: Origin;
}

/** The value as JSON. */
export function settingJson({ setting: { type }, texts }: SettingValue): unknown {
  const values = texts.map((text) =>
    type.kind === "boolean" ? text === "true" : type.kind === "number" ? Number(text) : text
  );
  return type.list === undefined ? values[0] : values;
}

/** The choice that a text stands for, whatever the case of its letters; the text itself where there is none. */
export function knownChoice(text: string, choices: readonly string[]): string {
  if (choices.includes(text)) return text;
  const lower = text.toLowerCase();
  return choices.find((choice) => choice.toLowerCase() === lower) ?? text;
}
