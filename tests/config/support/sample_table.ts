import type { Setting, SettingType } from "../../../src/config/setting.ts";
import { SettingTable } from "../../../src/config/setting_table.ts";

const text: SettingType = { kind: "text" };
const check = (input: string) => {
  if (!/^[1-9]$/.test(input)) throw new SyntaxError("it is no number from 1 to 9");
};

/** A few settings of every kind, of a made-up program. */
export const SAMPLE_SETTINGS: readonly Setting[] = [
  setting([], "jobs", { kind: "number", check }),
  setting([], "json", { kind: "boolean" }),
  setting(["scan"], "jobs", { kind: "number", check }),
  setting(["scan"], "json", { kind: "boolean" }),
  setting(["scan"], "failOn", { kind: "choice", choices: ["crashed", "failed"], list: "commas" }),
  setting(["scan"], "exclude", { ...text, list: "lines" }),
  setting(["scan"], "folder", { ...text, list: "paths", isPath: true }, "it names folders"),
  setting(["scan"], "file", { ...text, isPath: true }),
  setting(["cache", "prune"], "maxSize", text, "it forgets"),
  setting(["cache", "stats"], "sort", { kind: "choice", choices: ["name", "size"] }),
];

/** All of {@linkcode SAMPLE_SETTINGS}. */
export const SAMPLE_TABLE: SettingTable = new SettingTable(SAMPLE_SETTINGS);

function setting(command: readonly string[], option: string, type: SettingType, refusal?: string): Setting {
  return { command, option, brief: `Does ${option}`, type, ...(refusal === undefined ? {} : { refusal }) };
}
