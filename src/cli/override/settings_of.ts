import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { formatDuration } from "../../model/duration.ts";

/** The overrides of a target, each as it is typed. */
export function settingsOf(overrides: PluginOverrides): string[] {
  const { timeoutMs, isolate, skip, confinement, allow = [], environment = {} } = overrides;
  return [
    ...timeoutMs === undefined ? [] : [`timeout=${formatDuration(timeoutMs)}`],
    ...isolate ? ["isolate=yes"] : [],
    ...skip ? ["skip=yes"] : [],
    ...confinement === undefined ? [] : [`confinement=${confinement}`],
    ...allow.map((what) => `allow=${what}`),
    ...Object.entries(environment).map(([name, value]) => `environment.${name}=${value}`),
  ];
}
