import type { Bus, Parameter, Plugin } from "../plugin.ts";

/** Counts that lists show instead of buses and parameters. */
export interface PluginCounts {
  parameterCount?: number;
  inputChannels?: number;
  outputChannels?: number;
}

/** Counts parameters, without the proxies for MIDI controllers, and channels of the main audio buses. */
export function countsOf({ buses, parameters }: Pick<Plugin, "buses" | "parameters">): PluginCounts {
  return {
    ...(parameters === undefined ? {} : { parameterCount: parameters.filter(isShown).length }),
    ...(buses === undefined ? {} : {
      inputChannels: mainChannels(buses, "input"),
      outputChannels: mainChannels(buses, "output"),
    }),
  };
}

/** To a user, proxies for MIDI controllers are not parameters. */
function isShown({ flags }: Parameter): boolean {
  return !flags.includes("midi-controller");
}

/** Side chains do not count. */
function mainChannels(buses: readonly Bus[], direction: Bus["direction"]): number {
  return buses.filter((bus) => bus.type === "audio" && bus.role === "main" && bus.direction === direction)
    .reduce((sum, bus) => sum + bus.channels, 0);
}
