import type { RuleTarget } from "../../catalog/rules/rule_target.ts";
import { type ErrorCandidate, PluginaryError } from "../../model/pluginary_error.ts";

/** A block or an override, with the names of its plugins as far as they are known. */
export interface NamedRule extends RuleTarget {
  readonly names: readonly string[];
}

/** Most names of a module's plugins in a message. */
const MOST_NAMES = 3;

/**
 * The rule for a target as lists show it: its path, its plugin id, or the name
 * of one of its plugins, where a rule for that plugin alone comes first. Other
 * plugins of the name do not make it unclear.
 *
 * @throws {PluginaryError} `plugin-ambiguous` if several rules have the name.
 */
export function findRule<Rule extends NamedRule>(rules: readonly Rule[], input: string): Rule | undefined {
  const exact = rules.find(({ plugin, location }) => plugin === input || location === input);
  if (exact !== undefined) return exact;
  const key = input.toLowerCase();
  const named = rules.filter(({ names }) => names.some((name) => name.toLowerCase() === key));
  const ofPlugins = named.filter(({ plugin }) => plugin !== undefined);
  const [found, ...others] = ofPlugins.length > 0 ? ofPlugins : named;
  if (found !== undefined && others.length > 0) throw ambiguous(input, [found, ...others]);
  return found;
}

/** A target with the names of its plugins, for messages. */
export function describeRule({ names, ...target }: NamedRule): string {
  if (names.length === 0) return targetText(target);
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${more} (${targetText(target)})`;
}

/** A single plugin may be named with its module; its id says which one it is. */
function targetText({ location, plugin }: RuleTarget): string {
  return plugin ?? location ?? "";
}

function ambiguous(input: string, rules: readonly NamedRule[]): PluginaryError {
  const targets = rules.map((rule) => `"${targetText(rule)}"`).join(", ");
  return new PluginaryError(
    "plugin-ambiguous",
    `Cannot tell which entry "${input}" is: ${rules.length} have that name`,
    `Name one of them: ${targets}`,
    { candidates: rules.flatMap(candidates) },
  );
}

function candidates({ plugin, names }: NamedRule): ErrorCandidate[] {
  return plugin === undefined ? [] : [{ id: plugin, name: names[0] ?? plugin }];
}
