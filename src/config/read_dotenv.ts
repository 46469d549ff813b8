import { settingKey } from "./setting_name.ts";
import { FORBIDDEN_VARIABLES } from "./forbidden_names.ts";
import type { ConfigProblem } from "./problem.ts";
import type { ConfigReading } from "./read_config_file.ts";
import { parseDotenv } from "./parse_dotenv.ts";
import { readLimited, UnreadableFile } from "./read_limited.ts";
import { readVariables } from "./read_variables.ts";
import type { Setting } from "./setting.ts";
import type { SettingTable } from "./setting_table.ts";
import { positionAt } from "./text_position.ts";

/** The prefix of our variables; most of the file is for other programs. */
const PREFIX = "PLUGINARY_";

/**
 * Reads settings from a project's `.env`. The environment of this process does
 * not change, so nothing else in the file has any effect.
 */
export async function readDotenv(path: string, table: SettingTable): Promise<ConfigReading> {
  try {
    const text = await readLimited(path, { followsLinks: false });
    // Most of these files are for other programs only.
    if (text === undefined || !text.includes(PREFIX)) return { values: [], problems: [] };
    return await checkDotenv(text, path, table);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const message = `Cannot read this file: ${error.message}`;
    return {
      values: [],
      problems: [{ code: "unreadable", message, place: { layer: "dotenv", file: path } }],
    };
  }
}

async function checkDotenv(text: string, path: string, table: SettingTable): Promise<ConfigReading> {
  const variables = new Map(
    parseDotenv(text).filter(({ name }) => name.startsWith(PREFIX)).map((one) => [one.name, one]),
  );
  const originOf = (variable: string) => {
    const { offset } = variables.get(variable)!;
    return { layer: "dotenv" as const, file: path, variable, ...positionAt(text, offset) };
  };
  const settings = table.variables();
  const allowed = new Set<Setting>();
  const problems: ConfigProblem[] = [];
  for (const variable of variables.keys()) {
    const setting = settings.get(variable);
    const problem = setting === undefined ? unknownVariable(variable, settings) : refused(setting);
    if (problem !== undefined) problems.push({ ...problem, place: originOf(variable) });
    else if (setting !== undefined) allowed.add(setting);
  }
  const reading = await readVariables([...allowed], { get: (name) => variables.get(name)?.value, originOf });
  return { values: reading.values, problems: [...problems, ...reading.problems] };
}

function refused(setting: Setting): Omit<ConfigProblem, "place"> | undefined {
  if (setting.refusal === undefined) return undefined;
  const message = `A project cannot set "${settingKey(setting)}": ${setting.refusal}`;
  return { code: "refused", message };
}

function unknownVariable(
  variable: string,
  settings: ReadonlyMap<string, Setting>,
): Omit<ConfigProblem, "place"> {
  const forbidden = FORBIDDEN_VARIABLES.get(variable);
  if (forbidden !== undefined) {
    return { code: "refused", message: `A project cannot set "${variable}": ${forbidden}` };
  }
  return {
    code: "unknown-key",
    message: `Unknown setting "${variable}"`,
    misspelt: { typed: variable, words: [...settings.keys()] },
  };
}
