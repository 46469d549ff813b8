import type { Bus } from "../plugin.ts";

/** The main channels of a direction are counted up to this, in four bits. */
const MOST_CHANNELS = 15;

/**
 * The connections of a plugin in one number: main audio inputs and outputs,
 * then a bit each for a side chain, for notes in and out, and for control
 * voltage. -1 if they are unknown.
 */
export function busTraits(buses: readonly Bus[] | undefined): number {
  if (buses === undefined) return -1;
  const has = (type: Bus["type"], direction?: Bus["direction"]) =>
    Number(buses.some((bus) => bus.type === type && (direction ?? bus.direction) === bus.direction));
  const hasSideChain = buses.some(({ type, direction, role }) =>
    type === "audio" && direction === "input" && role === "aux"
  );
  return mainChannels(buses, "input") | mainChannels(buses, "output") << 4 | Number(hasSideChain) << 8 |
    has("event", "input") << 9 | has("event", "output") << 10 | has("cv") << 11;
}

/** How alike two plugins are connected, 0 to 1. */
export function busLikeness(a: number, b: number): number {
  const parts = [0xf, 0xf0, 0x100, 0x200, 0x400 | 0x800];
  return parts.filter((mask) => (a & mask) === (b & mask)).length / parts.length;
}

function mainChannels(buses: readonly Bus[], direction: Bus["direction"]): number {
  const channels = buses
    .filter((bus) => bus.type === "audio" && bus.role === "main" && bus.direction === direction)
    .reduce((sum, bus) => sum + bus.channels, 0);
  return Math.min(MOST_CHANNELS, channels);
}
