import { settingKey } from "../../config/setting_name.ts";
import { settingsOf } from "../command_line/settings/command_settings.ts";
import { type Completion, listed, plain } from "./proposal.ts";
import type { ValueRequest } from "./value_request.ts";

/** Proposes a key of the configuration, or a value of the key before it. */
export async function completeSetting(
  kind: "setting" | "setting value",
  { typed, words, sources }: ValueRequest,
): Promise<Completion> {
  const table = settingsOf(await sources.commandTree([], ""));
  if (kind === "setting") {
    return plain(table.settings.map((setting) => ({ value: settingKey(setting), about: setting.brief })));
  }
  const type = table.findByKey(words[0] ?? "")?.type;
  if (type?.kind === "boolean") return plain([{ value: "true" }, { value: "false" }]);
  if (type?.choices !== undefined) {
    const choices = type.choices.map((value) => ({ value }));
    return type.list === "commas" ? listed(typed, choices) : plain(choices);
  }
  return type?.isPath ? { ...plain([]), paths: "files" } : plain([]);
}
