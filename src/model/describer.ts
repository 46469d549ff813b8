/**
 * Version of the code that turns a module into descriptions: the shim's reading
 * of a plugin and the model's normalisation. Raise it when either reads more or
 * differently; descriptions of a lower version are stale and the next scan
 * renews them.
 */
export const DESCRIBER_VERSION = 3;
