import { FORBIDDEN_VARIABLES } from "../../../config/forbidden_names.ts";
import { type ConfigProblem, placeText } from "../../../config/problem.ts";
import type { SettingValue } from "../../../config/setting.ts";
import { userConfigFile } from "../../../config/user_config_file.ts";
import { finding, type HealthCheck, type Remedy } from "../../../model/health/health_check.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { projectHere } from "../../command_line/settings/configured_line.ts";
import { problemCure } from "../../command_line/settings/problem_cure.ts";
import type { Console } from "../../terminal/console.ts";

/** The configuration of the current folder. */
export interface ConfigurationFacts {
  /** Those that exist. */
  readonly files: readonly string[];
  readonly problems: readonly ConfigProblem[];
  /** The version of the user's file if it is an older one. */
  readonly olderVersion?: number;
  /** The configured level of confinement for scans. */
  readonly confinement?: SettingValue;
  /** All settings that have a value, by their keys. */
  readonly values: readonly (readonly [key: string, value: SettingValue])[];
}

/**
 * Reads the whole configuration, with the checks of `config validate`. Without
 * any, this costs a few looks at the file system; otherwise all commands are
 * loaded, since their options are the settings.
 */
export async function examineConfiguration(
  { console, commandTree }: Pick<ProgramContext, "console" | "commandTree">,
): Promise<ConfigurationFacts> {
  const user = userConfigFile(console.environment);
  const project = projectHere();
  const hasVariables = Object.keys(Deno.env.toObject())
    .some((name) => name.startsWith("PLUGINARY_") && !FORBIDDEN_VARIABLES.has(name));
  const hasUserFile = user !== undefined && (user.isNamed || isThere(user.path));
  if (!hasUserFile && project.config === undefined && project.dotenv === undefined && !hasVariables) {
    return { files: [], problems: [], values: [] };
  }
  const [{ allSettings }, { checkConfiguration }, { olderVersionOf }] = await Promise.all([
    import("../../config/all_settings.ts"),
    import("../../config/check_configuration.ts"),
    import("./older_version.ts"),
  ]);
  const checks = { table: await allSettings({ commandTree }), root: await commandTree([]) };
  const { configuration, files, problems } = await checkConfiguration(checks, console);
  const confinement = configuration.find(["scan"], "confinement");
  const olderVersion = user === undefined ? undefined : await olderVersionOf(user.path);
  return {
    files,
    problems,
    ...(olderVersion === undefined ? {} : { olderVersion }),
    ...(confinement === undefined ? {} : { confinement }),
    values: configuration.keys().map((key) => [key, configuration.valuesOf(key)[0]!]),
  };
}

/** The findings about the configuration. */
export function judgeConfiguration(
  { files, problems, olderVersion }: ConfigurationFacts,
  environment: Console["environment"],
): HealthCheck[] {
  const fatal = problems.filter(isOfUser);
  const ofProject = problems.filter((problem) => !isOfUser(problem));
  const checks: HealthCheck[] = [];
  if (fatal.length > 0) {
    checks.push(finding("configuration-invalid", textOf(fatal), remedyFor(fatal[0]!, environment)));
  }
  if (ofProject.length > 0) {
    checks.push(finding("project-invalid", textOf(ofProject), remedyFor(ofProject[0]!, environment)));
  }
  if (olderVersion !== undefined && fatal.length === 0) {
    const message = `Your configuration has version ${olderVersion}, which is not the newest`;
    checks.push(finding("configuration-outdated", message, { cure: "pluginary config migrate" }));
  }
  if (checks.length > 0) return checks;
  const text = files.length === 0
    ? "No configuration file; all settings have their defaults"
    : files.join(", ");
  return [finding("configuration-valid", text)];
}

/** A mistake of the user stops other commands, one of a project does not. */
function isOfUser({ place }: ConfigProblem): boolean {
  return place.layer === "user" || place.layer === "environment";
}

function textOf(problems: readonly ConfigProblem[]): string {
  const [first] = problems as [ConfigProblem];
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more: pluginary config validate)` : "";
  return `${placeText(first.place)}: ${first.message}${more}`;
}

/** The advice stays where the program has some for this kind of mistake. */
function remedyFor(problem: ConfigProblem, environment: Console["environment"]): Remedy {
  const cure = problemCure(problem, { environment });
  return problem.code === "unreadable" && problem.hint !== undefined
    ? { advice: problem.hint, cure }
    : { cure };
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
