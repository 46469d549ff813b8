/** The facts that decide the preferred installation of a plugin. */
export interface InstallationRank {
  readonly version?: string | undefined;
  readonly isInUserFolder: boolean;
  readonly isMissing: boolean;
  readonly location: string;
}

/** The comparisons of two installations, each deciding only what those before it leave open. */
const COMPARISONS = {
  existing: (a: InstallationRank, b: InstallationRank) => Number(a.isMissing) - Number(b.isMissing),
  "newest-version": (a: InstallationRank, b: InstallationRank) =>
    compareVersions(b.version ?? "", a.version ?? ""),
  "user-folder": (a: InstallationRank, b: InstallationRank) =>
    Number(b.isInUserFolder) - Number(a.isInUserFolder),
  "byte-order": (a: InstallationRank, b: InstallationRank) => compareText(a.location, b.location),
};

/** Why one installation comes before another. */
export type InstallationPreference = keyof typeof COMPARISONS;

/**
 * Puts the preferred installation first: existing ones, then the newest
 * version, then the user's folders before the system's, then byte order.
 */
export function compareInstallations(a: InstallationRank, b: InstallationRank): number {
  for (const compare of Object.values(COMPARISONS)) {
    const difference = compare(a, b);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The comparison that decides between two installations; byte order for two in one file. */
export function installationPreference(a: InstallationRank, b: InstallationRank): InstallationPreference {
  const names = Object.keys(COMPARISONS) as InstallationPreference[];
  return names.find((name) => COMPARISONS[name](a, b) !== 0) ?? "byte-order";
}

/** Compares versions number by number; other parts by their characters, and before any number. */
function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|[^\d.]+/g) ?? [];
  const right = b.match(/\d+|[^\d.]+/g) ?? [];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = comparePart(left[i], right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A missing part is a zero, which a suffix like "beta" comes before. */
function comparePart(a = "0", b = "0"): number {
  const isNumber = /^\d/.test(a);
  if (isNumber !== /^\d/.test(b)) return isNumber ? 1 : -1;
  return isNumber ? compareDigits(a, b) : compareText(a, b);
}

/** As numbers of any length. */
function compareDigits(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, "");
  const right = b.replace(/^0+(?=\d)/, "");
  return left.length - right.length || compareText(left, right);
}

/** By code points, which is the order of the bytes of UTF-8. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
