/** What one word of a plugin format says. */
export interface Meaning {
  /** The kind of plugin, when the word says one; CLAP's word where CLAP has one. */
  readonly category?: string;
  /** Words of CLAP's `plugin-features.h`. */
  readonly features: readonly string[];
}

/** A word that says what the plugin does. */
export function kind(category: string, ...features: string[]): Meaning {
  return { category, features };
}

/** A word that says something else about it. */
export function trait(...features: string[]): Meaning {
  return { features };
}
