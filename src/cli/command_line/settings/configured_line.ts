import { settingVariable, SHARING_COMMANDS } from "../../../config/setting_name.ts";
import { findProject, type ProjectFiles } from "../../../config/find_project.ts";
import { userConfigFile } from "../../../config/user_config_file.ts";
import { type CalledLine, type CommandTarget, flagsOf, withParts } from "../command_target.ts";
import type { Console } from "../../terminal/console.ts";
import type { ConfigSources, ConfiguredLine } from "./config_sources.ts";
import { withoutNegations } from "../spoken_options.ts";

/**
 * Commands that must work whatever the configuration says: those that explain
 * the program or examine it, and the script that a shell's start file may read.
 */
const UNCONFIGURED: ReadonlySet<string> = new Set(["completions", "doctor", "help", "status", "version"]);

/**
 * Adds the configured options that a line does not mention: the parser cannot
 * tell them from typed ones.
 *
 * Without any configuration this costs a few looks at the file system; the
 * code that reads configuration is loaded only where there is some.
 *
 * @param wholeTree Loads all commands.
 * @throws {PluginaryError} `configuration` for a mistake in the user's file or
 *     in the environment. A project's mistakes are warnings: a downloaded
 *     folder must not keep the program from working.
 */
export async function configuredLine(
  called: CalledLine,
  console: Console,
  wholeTree: () => Promise<CommandTarget>,
): Promise<ConfiguredLine> {
  const unconfigured = { line: withParts(called, withoutNegations(called)), added: [] };
  if (UNCONFIGURED.has(called.command[0] ?? "")) return unconfigured;
  const sources = findSources(called, console);
  const isConfigured = sources.user !== undefined || sources.project.config !== undefined ||
    sources.project.dotenv !== undefined || sources.variables.length > 0;
  if (!isConfigured) return unconfigured;
  const { injectOptions } = await import("./inject_options.ts");
  return await injectOptions(called, sources, console, wholeTree);
}

function findSources(
  { target, command, formerCommand }: CalledLine,
  { environment }: Console,
): ConfigSources {
  const user = userConfigFile(environment);
  const isThere = user !== undefined && (user.isNamed || exists(user.path));
  const commands = [command, ...formerCommand === undefined ? [] : [formerCommand], []];
  const variables = Object.keys(flagsOf(target))
    .flatMap((option) =>
      [...commands, SHARING_COMMANDS.get(option) ?? []].map((names) => ({ command: names, option }))
    )
    .filter((name) => (environment(settingVariable(name)) ?? "") !== "");
  return { ...(isThere ? { user } : {}), project: projectHere(), variables };
}

/** The project of the current folder; empty where that folder is gone. */
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
