import { knownChoice } from "../config/setting.ts";
import { type CalledLine, type Flag, flagOf, type PlacedPart } from "./command_line/command_target.ts";
import { readPart } from "./command_line/typed_line.ts";

/** The line with the values of options that have a few as the commands spell them: `VST3` becomes `vst3`. */
export function withKnownChoices(called: CalledLine): CalledLine {
  const parts = called.parts.map((part, index) => {
    const { text, option, target } = part;
    if (option?.value !== undefined) {
      return spelt(part, `${option.name}=${knownValue(option.value, flagOf(part))}`);
    }
    const before = called.parts[index - 1];
    const isValue = option === undefined && before?.option !== undefined && before.option.value === undefined;
    return isValue ? spelt({ text, target }, knownValue(text, flagOf(before))) : part;
  });
  return { ...called, parts };
}

function spelt(part: PlacedPart, text: string): PlacedPart {
  return text === part.text ? part : { ...readPart(text), target: part.target };
}

function knownValue(value: string, flag: Flag | undefined): string {
  if (flag?.kind !== "enum") return value;
  if (flag.variadic !== ",") return knownChoice(value, flag.values);
  return value.split(",").map((one) => knownChoice(one, flag.values)).join(",");
}
