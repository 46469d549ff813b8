import { findCalled } from "../command_line/command_target.ts";
import { readLine } from "../command_line/typed_line.ts";
import { HELP_TOPICS } from "../help/help_topics.ts";
import { commandNames } from "./command_names.ts";
import type { Proposal } from "./proposal.ts";
import type { ValueRequest } from "./value_request.ts";

/** Proposes the next word of a command, or a topic. */
export async function completeHelp({ typed, words, sources }: ValueRequest): Promise<Proposal[]> {
  const { target, parts } = findCalled(await sources.commandTree(words, ""), readLine(words));
  if (parts.length > 0) return [];
  const topics = Object.entries(HELP_TOPICS).map(([value, { brief }]) => ({ value, about: brief }));
  return [...commandNames(target, typed), ...(words.length === 0 ? topics : [])];
}
