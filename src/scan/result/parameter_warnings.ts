import type { Warning } from "../../model/module.ts";
import type { Parameter } from "../../model/plugin.ts";

/**
 * Warns about parameters that contradict themselves or each other. They are
 * kept as the plugin reports them, since hosts may treat them differently.
 *
 * @param id The plugin's id, for the message.
 */
export function parameterWarnings(id: string, parameters: readonly Parameter[]): Warning[] {
  const inverted = parameters.filter(isInverted).length;
  const doubled = parameters.length - new Set(parameters.map((parameter) => parameter.id)).size;
  return [
    ...warning("inverted-range", inverted, `parameters of "${id}" have a minimum above their maximum`),
    ...warning("duplicate-parameter-id", doubled, `parameters of "${id}" have the same id as another one`),
  ];
}

function isInverted({ minimum, maximum }: Parameter): boolean {
  return minimum !== null && maximum !== null && minimum > maximum;
}

function warning(code: string, count: number, what: string): Warning[] {
  return count === 0 ? [] : [{ code, message: `${count} ${what}` }];
}
