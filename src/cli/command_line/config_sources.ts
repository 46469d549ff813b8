import type { ProjectFiles } from "../../config/find_project.ts";
import type { SettingName } from "../../config/setting_name.ts";
import type { SettingValue } from "../../config/setting.ts";
import type { UserConfigFile } from "../../config/user_config_file.ts";

/** An option that the configuration has added to the arguments. */
export interface InjectedOption {
  /** As on the command line. */
  readonly name: string;
  readonly value: SettingValue;
}

/** Arguments with what the configuration adds to them. */
export interface ConfiguredArguments {
  readonly args: readonly string[];
  /** What has been added, to be able to say where it comes from. */
  readonly added: readonly InjectedOption[];
}

/** Where configuration may come from, all known to be there. */
export interface ConfigSources {
  readonly user?: UserConfigFile;
  readonly project: ProjectFiles;
  /** Settings of the command, and for all commands, that the environment has a variable for. */
  readonly variables: readonly SettingName[];
}
