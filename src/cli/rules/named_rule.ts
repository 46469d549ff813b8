import { isFileNamed, type RuleTarget, targetText } from "../../catalog/rules/rule_target.ts";
import { type ErrorCandidate, PluginaryError } from "../../model/pluginary_error.ts";

/** A block or an override, with the names of its plugins as far as they are known. */
export interface NamedRule extends RuleTarget {
  readonly names: readonly string[];
}

/** Most names of a module's plugins in a message. */
const MOST_NAMES = 3;

/** Most files of the same name that an error lists. */
const MOST_FILES = 10;

/**
 * The target of the rule that a person means: its path, its plugin id, the name
 * of one of its plugins, or the name of its file. A rule for a single plugin
 * comes first, and other plugins of the name do not make it unclear.
 *
 * @throws {PluginaryError} `plugin-ambiguous` if several rules have the name.
 */
export function findRule(rules: readonly NamedRule[], input: string): RuleTarget | undefined {
  if (rules.some(({ plugin }) => plugin === input)) return { plugin: input };
  if (rules.some(({ location }) => location === input)) return { location: input };
  const key = input.toLowerCase();
  const named = rules.filter(({ names }) => names.some((name) => name.toLowerCase() === key));
  const ofPlugins = named.filter(({ plugin }) => plugin !== undefined);
  const [found, ...others] = ofPlugins.length > 0 ? ofPlugins : named;
  if (found === undefined) return soleFile(rules.flatMap(({ location }) => location ?? []), input);
  if (others.length > 0) throw ambiguous(input, [found, ...others]);
  return found.plugin === undefined ? { location: found.location } : { plugin: found.plugin };
}

/**
 * The one location whose file has a name, with or without its ending.
 *
 * @throws {PluginaryError} `plugin-ambiguous` if several have it.
 */
export function soleFile(locations: readonly string[], name: string): RuleTarget | undefined {
  const [location, ...others] = new Set(locations.filter((one) => isFileNamed(one, name)));
  if (location === undefined) return undefined;
  if (others.length === 0) return { location };
  const all = [location, ...others].map((one) => `"${one}"`);
  throw new PluginaryError(
    "plugin-ambiguous",
    `Cannot tell which file "${name}" is: ${all.length} have that name`,
    `Name one of them: ${someNames(all, MOST_FILES)}`,
  );
}

/** A target with the names of its plugins, for messages. */
export function describeRule({ names, ...target }: NamedRule): string {
  if (names.length === 0) return targetText(target);
  return `${someNames(names, MOST_NAMES)} (${targetText(target)})`;
}

function someNames(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return names.slice(0, most).join(", ") + more;
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
