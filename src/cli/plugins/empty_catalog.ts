/** The answer of a catalog that nothing has been scanned into. */
export const EMPTY_CATALOG = 'The catalog has no plugins yet; run "pluginary scan"';
