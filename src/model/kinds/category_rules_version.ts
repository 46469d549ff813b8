/**
 * Version of the rules that find the categories of a plugin. Raise it with each
 * change of a rule or a word: a catalog keeps the version beside each result,
 * and finds the categories again when it is next opened for writing. No plugin
 * has to be scanned for that.
 */
export const CATEGORY_RULES_VERSION = 1;
