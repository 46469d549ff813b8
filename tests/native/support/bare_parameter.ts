import type { Parameter } from "../../../src/model/plugin.ts";

/** A parameter of which a descriptor says no more than a test does. */
export function bareParameter(id: string, name: string, more: Partial<Parameter> = {}): Parameter {
  return {
    id,
    name,
    group: "",
    unit: "",
    minimum: null,
    maximum: null,
    default: null,
    minimumText: "",
    maximumText: "",
    defaultText: "",
    stepCount: 0,
    scalePoints: [],
    flags: ["automatable"],
    ...more,
  };
}
