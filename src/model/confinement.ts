/** Confinement of a scan: as much as the system offers, all or nothing, or none. */
export const CONFINEMENT_LEVELS = ["auto", "require", "off"] as const;

/** One of {@linkcode CONFINEMENT_LEVELS}. */
export type ConfinementLevel = (typeof CONFINEMENT_LEVELS)[number];

/** The layers of full confinement, without the versions that some of them report; the library has the same list. */
export const CONFINEMENT_LAYERS = ["landlock", "seccomp", "capabilities", "limits", "descriptors"] as const;

/** Allowances by name; `home` is the real home folder, read-only. */
export const ALLOWANCE_NAMES = ["exec", "net", "display", "home"] as const;

/** An exception to the confinement of plugins, as the user wrote it. */
export type Allowance =
  | (typeof ALLOWANCE_NAMES)[number]
  | `read=${string}`
  | `write=${string}`
  | `memory=${number}GB`;

/** The range of `memory=`, in GB: above the limit of every worker, and within what computers have. */
export const ALLOWED_MEMORY_GB = { least: 3, most: 64 } as const;

/** How a scan confines the plugins that it loads. */
export interface ConfinementPolicy {
  readonly level: ConfinementLevel;
  readonly allowances: readonly Allowance[];
}

/** The policy of a scan by default. */
export const DEFAULT_POLICY: ConfinementPolicy = { level: "auto", allowances: [] };
