import type { Bus, Parameter, Plugin } from "../plugin.ts";

/** Counts that lists show instead of buses and parameters. */
export interface PluginCounts {
  parameterCount?: number;
  inputChannels?: number;
  outputChannels?: number;
}

/** Counts parameters that people can see, and channels of the main audio buses. */
export function countsOf({ buses, parameters }: Pick<Plugin, "buses" | "parameters">): PluginCounts {
  return {
    ...(parameters === undefined ? {} : { parameterCount: parameters.filter(isShown).length }),
    ...(buses === undefined ? {} : {
      inputChannels: mainChannels(buses, "input"),
      outputChannels: mainChannels(buses, "output"),
    }),
  };
}

/** Hidden parameters and proxies for MIDI controllers are for hosts only. */
function isShown({ flags }: Parameter): boolean {
  return !flags.includes("midi-controller") && !flags.includes("hidden");
}

/** Side chains do not count. */
function mainChannels(buses: readonly Bus[], direction: Bus["direction"]): number {
  return buses.filter((bus) => bus.type === "audio" && bus.role === "main" && bus.direction === direction)
    .reduce((sum, bus) => sum + bus.channels, 0);
}
