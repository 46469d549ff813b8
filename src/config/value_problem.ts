import { settingKey } from "./setting_name.ts";
import type { ConfigProblem } from "./problem.ts";
import type { Setting } from "./setting.ts";

/** Control characters and separators of lines, which no option means and which could forge a message. */
const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]/u;

/** Longest value, as long as a path can be. */
const MAXIMUM_LENGTH = 4096;

/** Most values of a list; more exclusions go into an ignore file. */
const MAXIMUM_VALUES = 1000;

/** What is wrong with the number of a setting's values; `undefined` when nothing is. */
export function countProblem(setting: Setting, count: number): Pick<ConfigProblem, "message"> | undefined {
  if (count <= MAXIMUM_VALUES) return undefined;
  return {
    message: `Cannot use ${count} values for "${settingKey(setting)}": ${MAXIMUM_VALUES} are the most`,
  };
}

/** What is wrong with one value of a setting, as the command line reads it; `undefined` when nothing is. */
export async function valueProblem(
  setting: Setting,
  text: string,
): Promise<Pick<ConfigProblem, "message" | "misspelt"> | undefined> {
  const { choices, check } = setting.type;
  const cannot = (why: string) => ({ message: `Cannot use "${text}" for "${settingKey(setting)}": ${why}` });
  if (text === "") return cannot("it is empty");
  if (text.length > MAXIMUM_LENGTH) {
    const start = `${text.slice(0, 40)}\u2026`;
    return {
      message: `Cannot use "${start}" for "${
        settingKey(setting)
      }": it has more than ${MAXIMUM_LENGTH} characters`,
    };
  }
  if (CONTROL_CHARACTERS.test(text) || !text.isWellFormed()) return cannot("it has a control character");
  if (choices !== undefined && !choices.includes(text)) {
    return { ...cannot(`it is none of ${choices.join(", ")}`), misspelt: { typed: text, words: choices } };
  }
  try {
    await check?.(text);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return cannot(error.message);
    throw error;
  }
}
