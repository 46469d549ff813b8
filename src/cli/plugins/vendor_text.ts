/** A mail address, also in the forms that hide it from robots: `jo at example dot org`. */
const MAIL = String.raw`(?:mailto:)?[\w.+\-]{1,64}(?:@| at | \(at\) )[\w\-]+(?:(?:\.| dot )[\w\-]+)+`;

const WEB = String.raw`(?:https?:\/\/|www\.)[^\s<>()\[\],;]+`;

/** An address, with the brackets around it. */
const ADDRESS = new RegExp(String.raw`[<(\[]?\b(?:${MAIL}|${WEB})\b\/?[>)\]]?`, "giu");

/** Separators that have nothing left to separate. */
const LOOSE_ENDS = /^[\s,;:|\/\-]+|[\s,;:|\/\-]+$/g;

/** A vendor for people, without mail and web addresses; only these when there is nothing else. */
export function vendorText(vendor: string): string {
  if (!/[@.]|\bat\b/.test(vendor)) return vendor;
  const names = vendor.replace(ADDRESS, "").replace(/ +(?=[,;])|(?<= ) +/g, "").replace(LOOSE_ENDS, "");
  return names === "" ? vendor : names;
}
