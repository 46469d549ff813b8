/** The meaning of one category word of a plugin format. */
export interface Meaning {
  /** The kind of plugin, if the word names one; CLAP's word where CLAP has one. */
  readonly category?: string;
  /** Words of CLAP's `plugin-features.h`. */
  readonly features: readonly string[];
}

/** A word for the plugin's function. */
export function kind(category: string, ...features: string[]): Meaning {
  return { category, features };
}

/** A word for another trait of the plugin. */
export function trait(...features: string[]): Meaning {
  return { features };
}
