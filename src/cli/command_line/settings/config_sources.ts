import type { ProjectFiles } from "../../../config/find_project.ts";
import type { SettingName } from "../../../config/setting_name.ts";
import type { SettingValue } from "../../../config/setting.ts";
import type { UserConfigFile } from "../../../config/user_config_file.ts";
import type { TypedLine } from "../typed_line.ts";

/** An option that the configuration has added to the line. */
export interface InjectedOption {
  /** As on the command line. */
  readonly name: string;
  readonly value: SettingValue;
}

/** A line with the options that the configuration adds to it. */
export interface ConfiguredLine {
  readonly line: TypedLine;
  /** The added options, for errors that say where they come from. */
  readonly added: readonly InjectedOption[];
}

/** The places that configuration comes from; each of them exists. */
export interface ConfigSources {
  readonly user?: UserConfigFile;
  readonly project: ProjectFiles;
  /** Settings of the command, and for all commands, that have a variable in the environment. */
  readonly variables: readonly SettingName[];
}
