/** A mail address, also in the forms that hide it from robots: `jo at example dot org`. */
const MAIL = String
  .raw`(?:mailto:)?[\w.+\-]{1,64}(?:@| at | ?\(at\) ?| ?\[at\] ?)[\w\-]+(?:(?:\.| dot )[\w\-]+)+`;

const WEB = String.raw`(?:https?:\/\/|www\.)[^\s<>()\[\],;]+`;

/** An address, with the brackets around it if they hold nothing else. */
const ADDRESS = new RegExp(
  [`[<([]${MAIL}[>)\\]]`, String.raw`[<([]${WEB}\/?[>)\]]`, String.raw`\b(?:${MAIL}|${WEB})\b\/?`].join("|"),
  "giu",
);

/** A bracket after which an address has left its separator. */
const LOOSE_START = /(?<=[(\[])[\s,;:]+/g;

/** A web address without its beginning, which only brackets tell from a name. */
const BRACKETED = /<[^<>]*>|[(\[]\s*[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}\/?\s*[)\]]/giu;

/** A plugin format after the name: LSP has a vendor for each format, "LSP LV2" and "LSP LADSPA". */
const FORMAT = /(?<=[^\s,;:|\/\-(])[\s,;:|\/\-]+(?:lv2|ladspa|dssi|vst[23]?)$/iu;

/** Separators that have nothing left to separate. */
const LOOSE_ENDS = /^[\s,;:|\/\-]+|[\s,;:|\/\-]+$/g;

/** Texts that can contain an address or end in a format. */
const MAY_CHANGE = /[@.<]|\bat\b|(?:lv2|ladspa|dssi|vst[23]?)\s*$/i;

/**
 * A vendor for people: without mail and web addresses, and without the plugin
 * format that some write after it; unchanged where nothing else is there.
 */
export function vendorName(vendor: string): string {
  if (!MAY_CHANGE.test(vendor)) return vendor;
  const named = vendor.replace(ADDRESS, "").replace(BRACKETED, "").replace(LOOSE_START, "").replace(
    / +(?=[,;])|(?<= ) +/g,
    "",
  )
    .replace(LOOSE_ENDS, "").replace(FORMAT, "");
  return /[\p{L}\p{N}]/u.test(named) ? named : vendor;
}
