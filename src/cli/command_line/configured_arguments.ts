import { settingVariable } from "../../config/setting_name.ts";
import { findProject, type ProjectFiles } from "../../config/find_project.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import type { CommandTarget } from "./command_target.ts";
import type { Console } from "../terminal/console.ts";
import { type CalledCommand, findCalledCommand } from "./called_command.ts";
import type { ConfigSources, ConfiguredArguments } from "./config_sources.ts";

/**
 * Adds to a command's arguments what the configuration says of its options and
 * the arguments do not: the parser then cannot tell one from the other.
 *
 * Costs a few looks at the file system when nothing is configured; all code
 * that reads is loaded when there is something to read.
 *
 * @param wholeTree Loads all commands.
 * @throws {PluginaryError} `configuration` when the user's file or the
 *     environment says something wrong. A project's mistakes are warnings: a
 *     downloaded folder must not keep the program from working.
 */
export async function configuredArguments(
  root: CommandTarget,
  args: readonly string[],
  console: Console,
  wholeTree: () => Promise<CommandTarget>,
): Promise<ConfiguredArguments> {
  const called = findCalledCommand(root, args);
  if (called === undefined || called.command[0] === "help") return { args, added: [] };
  const sources = findSources(called, console);
  const isConfigured = sources.user !== undefined || sources.project.config !== undefined ||
    sources.project.dotenv !== undefined || sources.variables.length > 0;
  if (!isConfigured) return { args: [...called.route, ...called.rest], added: [] };
  const { injectOptions } = await import("./inject_options.ts");
  return await injectOptions(called, sources, console, wholeTree);
}

function findSources({ command, flags }: CalledCommand, { environment }: Console): ConfigSources {
  const user = userConfigFile(environment);
  const isThere = user !== undefined && (user.isNamed || exists(user.path));
  const variables = Object.keys(flags).flatMap((option) =>
    [command, []]
      .map((names) => ({ command: names, option }))
      .filter((name) => (environment(settingVariable(name)) ?? "") !== "")
  );
  return { ...(isThere ? { user } : {}), project: projectHere(), variables };
}

/** The project of the current folder; none where that folder is gone. */
export function projectHere(): ProjectFiles {
  try {
    return findProject(Deno.cwd());
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    return !(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory);
  }
}
