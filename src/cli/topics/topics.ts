/** What `pluginary help` explains beside commands, by name; loaded when asked for. */
export const TOPICS: ReadonlyMap<string, () => Promise<string>> = new Map([
  ["configuration", async () => (await import("./configuration_topic.ts")).CONFIGURATION_TOPIC],
]);
