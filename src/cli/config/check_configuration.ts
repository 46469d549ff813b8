import { FORBIDDEN_VARIABLES } from "../../config/forbidden_names.ts";
import type { Configuration } from "../../config/configuration.ts";
import type { ConfigProblem } from "../../config/problem.ts";
import type { SettingTable } from "../../config/setting_table.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import { closestWord } from "../../model/search/closest_word.ts";
import { projectHere } from "../command_line/settings/configured_line.ts";
import type { Console } from "../terminal/console.ts";
import { wholeConfiguration } from "./all_settings.ts";
import { findRefusals, type LineChecks } from "./refused_lines.ts";

/** Variables that are not settings, yet valid: for tests and for compiling the program. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set([
  "PLUGINARY_TEST_FULL",
  "PLUGINARY_TEST_SEED",
  "PLUGINARY_COMPILE_DENO",
]);

/** The configuration of the current folder, with all of its problems. */
export interface CheckedConfiguration {
  readonly configuration: Configuration;
  /** Those that exist. */
  readonly files: readonly string[];
  readonly problems: readonly ConfigProblem[];
}

/** Checks the user's file, the project's files and the environment, as every command would read them. */
export async function checkConfiguration(
  checks: LineChecks,
  console: Console,
): Promise<CheckedConfiguration> {
  const { table } = checks;
  const user = userConfigFile(console.environment);
  const project = projectHere();
  const configuration = await wholeConfiguration(table, console);
  const files = [user?.path, project.config, project.dotenv].filter((path) => path !== undefined);
  const there = await Promise.all(files.map(exists));
  return {
    configuration,
    files: files.filter((_, index) => there[index]),
    problems: [
      ...configuration.problems,
      ...findRefusals(checks, configuration),
      ...misspeltVariables(table),
    ],
  };
}

/** Variables that are a slip away from a setting's; others with the prefix may belong to other programs. */
function misspeltVariables(table: SettingTable): ConfigProblem[] {
  const known = [...table.variables().keys()];
  return Object.keys(Deno.env.toObject()).filter((name) => name.startsWith("PLUGINARY_")).flatMap((name) => {
    if (known.includes(name) || FORBIDDEN_VARIABLES.has(name) || OTHER_VARIABLES.has(name)) return [];
    const bare = (variable: string) => variable.slice("PLUGINARY_".length);
    if (closestWord(bare(name), known.map(bare)) === undefined) return [];
    const place = { layer: "environment" as const, variable: name };
    const misspelt = { typed: name, words: known };
    return [{ code: "unknown-key" as const, message: `Unknown setting "${name}"`, place, misspelt }];
  });
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
