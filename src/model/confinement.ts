/** How much confinement a scan asks for: all that the system gives, all or nothing, none. */
export const CONFINEMENT_LEVELS = ["auto", "require", "off"] as const;

/** One of {@linkcode CONFINEMENT_LEVELS}. */
export type ConfinementLevel = (typeof CONFINEMENT_LEVELS)[number];

/** What can be let through by name; `home` is the real home folder, read-only. */
export const ALLOWANCE_NAMES = ["exec", "net", "display", "home"] as const;

/** Something that plugins may do although they are confined, as the user wrote it. */
export type Allowance = (typeof ALLOWANCE_NAMES)[number] | `read=${string}` | `write=${string}`;

/** How a scan confines the plugins that it loads. */
export interface ConfinementPolicy {
  readonly level: ConfinementLevel;
  readonly allowances: readonly Allowance[];
}

/** The policy of a scan that is told nothing. */
export const DEFAULT_POLICY: ConfinementPolicy = { level: "auto", allowances: [] };
