import { aliasesOf, type CommandTarget, isCommand } from "../command_line/command_target.ts";
import { kebabCase } from "../command_line/kebab_case.ts";
import type { Proposal } from "./proposal.ts";

/** The commands below a group; another word for one only where that is typed. */
export function commandNames(group: CommandTarget, typed: string): Proposal[] {
  if (isCommand(group)) return [];
  const entries = group.getAllEntries().filter(({ hidden }) => !hidden)
    .map(({ name, target }) => ({ value: kebabCase(name.original), about: target.brief }));
  if (entries.some(({ value }) => value.startsWith(typed))) return entries;
  return entries.flatMap(({ value, about }) => aliasesOf(value).map((alias) => ({ value: alias, about })));
}
