/** The facts that decide the preferred installation of a plugin. */
export interface InstallationRank {
  readonly version?: string | undefined;
  readonly isInUserFolder: boolean;
  readonly isMissing: boolean;
  readonly location: string;
}

/**
 * Puts the preferred installation first: existing ones, then the newest
 * version, then the user's folders before the system's, then byte order.
 */
export function compareInstallations(a: InstallationRank, b: InstallationRank): number {
  return Number(a.isMissing) - Number(b.isMissing) ||
    compareVersions(b.version ?? "", a.version ?? "") ||
    Number(b.isInUserFolder) - Number(a.isInUserFolder) ||
    compareText(a.location, b.location);
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
