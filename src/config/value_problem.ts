import { settingKey } from "./setting_name.ts";
import type { ConfigProblem } from "./problem.ts";
import { knownChoice, type Setting } from "./setting.ts";

/** Control characters and line separators, which no option needs and which could forge a message. */
const CONTROL_CHARACTERS = /[\p{Cc}\u2028\u2029]/u;

/** Longest value: the longest path of Linux. */
const MAXIMUM_LENGTH = 4096;

/** Most values of a list; more exclusions go into an ignore file. */
const MAXIMUM_VALUES = 1000;

/** The problem with the number of a setting's values, if there is one. */
export function countProblem(setting: Setting, count: number): Pick<ConfigProblem, "message"> | undefined {
  if (count <= MAXIMUM_VALUES) return undefined;
  return {
    message: `Cannot use ${count} values for "${settingKey(setting)}": the maximum is ${MAXIMUM_VALUES}`,
  };
}

/** A value as the command spells it, where a setting has a few. */
export function knownText({ type }: Setting, text: string): string {
  return type.choices === undefined ? text : knownChoice(text, type.choices);
}

/** The problem with one value of a setting, as the command line reads it, if there is one. */
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
      }": it is longer than ${MAXIMUM_LENGTH} characters`,
    };
  }
  if (CONTROL_CHARACTERS.test(text) || !text.isWellFormed()) return cannot("it contains a control character");
  if (choices !== undefined && !choices.includes(text)) {
    return { ...cannot(`expected one of ${choices.join(", ")}`), misspelt: { typed: text, words: choices } };
  }
  try {
    await check?.(text);
    return undefined;
  } catch (error) {
    if (error instanceof Error) return cannot(error.message);
    throw error;
  }
}
