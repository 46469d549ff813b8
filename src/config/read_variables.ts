import { settingVariable } from "./setting_name.ts";
import type { ConfigReading } from "./read_config_file.ts";
import type { ConfigProblem } from "./problem.ts";
import { namesOf, type Origin, type Setting } from "./setting.ts";
import { countProblem, knownText, valueProblem } from "./value_problem.ts";

/** Words for true and false in a variable. */
const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ...["1", "true", "yes", "on"].map((word) => [word, "true"] as const),
  ...["0", "false", "no", "off"].map((word) => [word, "false"] as const),
]);

const PATH_SEPARATOR = Deno.build.os === "windows" ? ";" : ":";

/** A source of variables: the environment of this process, or a `.env` file. */
export interface VariableSource {
  readonly get: (name: string) => string | undefined;
  readonly originOf: (variable: string) => Extract<Origin, { variable: string }>;
}

/** Reads settings from their variables; of two names for one, the current one counts. An empty variable counts as unset. */
export async function readVariables(
  settings: readonly Setting[],
  { get, originOf }: VariableSource,
): Promise<ConfigReading> {
  const values = [];
  const problems: ConfigProblem[] = [];
  for (const setting of settings) {
    const variable = namesOf(setting).map(settingVariable).find((name) => (get(name) ?? "") !== "");
    if (variable === undefined) continue;
    const text = get(variable)!;
    const origin = originOf(variable);
    const texts = splitValues(setting, text);
    const problem = countProblem(setting, texts.length) ?? await firstProblem(setting, texts);
    if (problem !== undefined) problems.push({ code: "wrong-value", ...problem, place: origin });
    else values.push({ setting, texts, origin });
  }
  return { values, problems };
}

async function firstProblem(setting: Setting, texts: readonly string[]) {
  for (const text of texts) {
    const problem = await valueProblem(setting, text);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Splits a variable into the values that the command line would get. */
export function splitValues(setting: Setting, text: string): string[] {
  const { type } = setting;
  if (type.kind === "boolean") return [BOOLEANS.get(text.toLowerCase()) ?? text];
  switch (type.list) {
    case "commas":
      return text.split(",").map((part) => knownText(setting, part));
    case "paths":
      return text.split(PATH_SEPARATOR).filter((part) => part !== "");
    case "lines":
      return text.split(/\r?\n/).filter((part) => part !== "");
    default:
      return [knownText(setting, text)];
  }
}
