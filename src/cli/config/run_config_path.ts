import { pathExists } from "../../platform/path_exists.ts";
import { absolutePath } from "../../platform/paths.ts";
import { PROJECT_FILE } from "../../config/find_project.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigFileFlags } from "./config_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { ConfigPathDocument } from "../../model/documents/config_documents.ts";
import { configTarget } from "./config_target.ts";
import { projectHere } from "../command_line/settings/configured_line.ts";

/** Runs `pluginary config path`. */
export async function runConfigPath(this: ProgramContext, flags: ConfigFileFlags): Promise<void> {
  const { path } = configTarget(flags, this.console);
  const user = userConfigFile(this.console.environment);
  const { config, dotenv } = projectHere();
  const document: ConfigPathDocument = {
    schema: "config-path",
    schemaVersion: 1,
    user: user === undefined ? null : { path: user.path, exists: await pathExists(user.path) },
    project: config === undefined
      ? { path: absolutePath(PROJECT_FILE), exists: false }
      : { path: config, exists: true },
    dotenv: dotenv === undefined ? null : { path: dotenv, exists: true },
  };
  await printAnswer({ document, text: [path] }, flags, this.console);
}
