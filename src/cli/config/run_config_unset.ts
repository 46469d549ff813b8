import { settingKey, settingPath } from "../../config/setting_name.ts";
import { unsetInText } from "../../config/edit_config.ts";
import { SINGLE_COMMAND_OPTIONS } from "../../config/forbidden_names.ts";
import { namesOf } from "../../config/setting.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigFileFlags } from "./config_flags.ts";
import { allSettings, getSetting } from "./all_settings.ts";
import { changeTarget, configTarget } from "./config_target.ts";
import { printSet } from "./run_config_set.ts";

/** Runs `pluginary config unset`. */
export async function runConfigUnset(
  this: ProgramContext,
  flags: ConfigFileFlags,
  name: string,
): Promise<void> {
  // What earlier versions accepted can still be removed.
  const names = SINGLE_COMMAND_OPTIONS.has(name)
    ? [{ command: [], option: name }]
    : namesOf(getSetting(await allSettings(this), name));
  const key = settingKey(names[0]!);
  const target = configTarget(flags, this.console);
  const { backup } = await changeTarget(target, this.console, (current) => {
    for (const path of current === undefined ? [] : names.map(settingPath)) {
      const text = unsetInText(current!.text, path);
      if (text !== undefined) return text;
    }
    throw new PluginaryError("setting-not-set", `Setting "${key}" is not set in "${target.path}"`);
  });
  await printSet({ key, value: null, path: target.path, backup }, flags, this.console);
}
