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
    ...warning(
      "inverted-range",
      inverted === 1
        ? `1 parameter of "${id}" has a minimum above its maximum`
        : `${inverted} parameters of "${id}" have a minimum above their maximum`,
      inverted,
    ),
    ...warning(
      "duplicate-parameter-id",
      doubled === 1
        ? `1 parameter of "${id}" has the id of another one`
        : `${doubled} parameters of "${id}" have the ids of others`,
      doubled,
    ),
  ];
}

function isInverted({ minimum, maximum }: Parameter): boolean {
  return minimum !== null && maximum !== null && minimum > maximum;
}

function warning(code: string, message: string, count: number): Warning[] {
  return count === 0 ? [] : [{ code, message }];
}
