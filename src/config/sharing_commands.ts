/**
 * Commands whose setting of an option holds for all others with that option
 * which have none of their own: whatever loads plugins confines them as a scan
 * does.
 */
export const SHARING_COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([["confinement", ["scan"]]]);
