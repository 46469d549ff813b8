import { camelCase } from "../../config/setting_name.ts";
import { shellWord } from "../terminal/shell_word.ts";
import { commandBelow, type CommandTarget, flagsOf, isCommand, type PlacedPart } from "./command_target.ts";
import { kebabCase } from "./kebab_case.ts";
import { longNameOf } from "./short_options.ts";

/** Most commands that a hint names. */
const MOST_NAMED = 14;

/**
 * The hint for an option that stands before its command, like `-q list`.
 *
 * @param following The parts behind the option.
 */
export function misplacedHint(
  text: string,
  target: CommandTarget,
  following: readonly PlacedPart[],
): string | undefined {
  const at = following.findIndex((part) =>
    part.option === undefined && commandBelow(target, part.text) !== undefined
  );
  if (at < 0) return undefined;
  const command: string[] = [];
  let below = target;
  for (const part of following.slice(at)) {
    const next = part.option === undefined ? commandBelow(below, part.text) : undefined;
    if (next === undefined) break;
    command.push(part.text);
    below = next;
  }
  const flag = flagsOf(below)[optionOf(text)];
  if (flag === undefined) return undefined;
  const value = flag.kind === "boolean" ? [] : following.slice(0, at).map((part) => part.text);
  const line = ["pluginary", ...command, ...[text, ...value].map(shellWord)];
  return `Write it after the command: ${line.join(" ")}`;
}

/** The hint for an option that only other commands have; `undefined` where none or many have it. */
export function otherCommandsHint(text: string, root: CommandTarget): string | undefined {
  const commands = commandsWith(optionOf(text), root);
  if (commands.length === 0 || commands.length > MOST_NAMED) return undefined;
  return `Only these commands have it: ${commands.join(", ")}`;
}

function commandsWith(option: string, target: CommandTarget, words: readonly string[] = []): string[] {
  const own = option in flagsOf(target) ? [words.join(" ")] : [];
  if (isCommand(target)) return own;
  const below = target.getAllEntries().filter(({ hidden }) => !hidden)
    .flatMap(({ name, target: next }) => commandsWith(option, next, [...words, kebabCase(name.original)]));
  return [...own, ...below];
}

/** The name that commands declare: `logLevel` for `--log-level=debug`, `quiet` for `-q`. */
function optionOf(text: string): string {
  const [name = ""] = text.split("=");
  return longNameOf(name) ?? camelCase(name.replace(/^--/, ""));
}
