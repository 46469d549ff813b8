import { CONFINEMENT_LEVELS, type ConfinementLevel } from "../../model/confinement.ts";

/** The flag of commands that load plugins; `scan.confinement` holds for all of them. */
export interface ConfinementFlags {
  readonly confinement?: ConfinementLevel;
}

/** The option of commands that load plugins. */
export const CONFINEMENT_OPTION = {
  confinement: {
    kind: "enum",
    values: CONFINEMENT_LEVELS,
    placeholder: "HOW",
    brief: "Choose how strictly plugins are confined (default auto)",
    optional: true,
  },
} as const;
