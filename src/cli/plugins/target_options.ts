/** The options with which plugins are chosen. */
export interface TargetFlags {
  readonly query?: string;
  readonly only?: boolean;
}

/** Options of commands that change something about plugins. */
export const TARGET_OPTIONS = {
  query: {
    kind: "parsed",
    parse: String,
    placeholder: "TEXT",
    brief: "Choose all plugins that match TEXT, hidden ones as well",
    optional: true,
  },
  only: {
    kind: "boolean",
    brief: "Keep to the named or found plugins, not all of their formats",
    optional: true,
    withNegated: false,
  },
} as const;
