/** The answer of a catalog without presets. */
export const NO_PRESETS = 'No presets yet; run "pluginary scan"';
