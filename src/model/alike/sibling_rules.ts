import type { PluginFormat } from "../plugin_format.ts";
import { type NativeCode, nativeCode } from "./native_code.ts";
import { isEditionWord, isVariantWord, type SiblingName, siblingName } from "./sibling_name.ts";
import { haveCommonVendor, type SiblingVendor, siblingVendor, vendorInId } from "./sibling_vendor.ts";

/** Why two plugins are held to be one. */
export const SIBLING_CODES = [
  "merged-by-user",
  "declared",
  "native-id",
  "name-and-vendor",
  "name-and-parameters",
  "name-without-vendor",
  "name-with-subtitle",
  "reordered-name",
  "same-parameters",
  "name-in-id",
  "sibling-of-sibling",
] as const;

/** Why two plugins are held to be one, for programs and for people. */
export interface SiblingReason {
  readonly code: (typeof SIBLING_CODES)[number];
  readonly message: string;
}

/** A reason, and how sure it makes: 0 to 1, where 1 is a person's own decision. */
export interface SiblingEvidence {
  readonly reason: SiblingReason;
  readonly confidence: number;
}

/** A plugin as siblings are decided. */
export interface SiblingFacts {
  readonly rowId: number;
  readonly id: string;
  readonly format: PluginFormat;
  readonly isInstrument: boolean;
  /** The name run together, and the form in which siblings have the same; empty for a name without letters. */
  readonly nameKey: string;
  readonly siblingKey: string;
  /** The name in the id; empty where it has none. */
  readonly idKey: string;
  /** As its library writes it. */
  readonly title: string;
  /** That, taken apart when it is compared. */
  readonly name: SiblingName;
  readonly vendor: SiblingVendor;
  /** The vendor that its id names; that of many vendors' plugins is another one's. */
  readonly idVendor: SiblingVendor;
  readonly code: NativeCode | undefined;
  /** Ids that it replaces; those of LADSPA without the label. */
  readonly replaces: readonly string[];
  /** The same for plugins with the same parameters; `undefined` for few or unknown ones. */
  readonly fingerprint: number | undefined;
  /** Keys of the parameters that a person sets, read when they are needed; `undefined` where they are unknown. */
  readonly parameters: () => ReadonlySet<string> | undefined;
}

/** What a plugin's facts are made of. */
export interface SiblingSource extends Omit<SiblingFacts, "title" | "name" | "vendor" | "idVendor" | "code"> {
  readonly nativeId: string;
  readonly name: string;
  readonly vendor: string | undefined;
  /** The key of the vendor that the user has merged it into, where that is known. */
  readonly vendorKey?: string | undefined;
}

/** Takes a plugin's ids and vendor apart, and its name when it is needed. */
export function siblingFacts(source: SiblingSource): SiblingFacts {
  const { nativeId, name, vendor, vendorKey, ...facts } = source;
  let parts: SiblingName | undefined;
  return {
    ...facts,
    title: name,
    get name() {
      return parts ??= siblingName(name, vendor);
    },
    vendor: mergedVendor(siblingVendor(vendor), vendorKey),
    idVendor: vendorInId(facts.format, nativeId),
    code: nativeCode(facts.format, nativeId),
  };
}

function mergedVendor(vendor: SiblingVendor, key: string | undefined): SiblingVendor {
  return vendor.key === "" || key === undefined || key === vendor.key ? vendor : { ...vendor, key };
}

/** The id by which other libraries refer to a plugin: for LADSPA that without the label. */
export function referredId({ id, format }: Pick<SiblingFacts, "id" | "format">): string {
  return format === "ladspa" ? id.split(":", 2).join(":") : id;
}

/** The share of parameters in common, from which on two plugins have the same. */
const ALIKE = 0.5;

/** The share below which plugins with few words in common are different ones. */
const UNLIKE = 0.2;

/** And for names that only resemble each other. */
const NEARLY_EQUAL = 0.75;

/** Parameters that have to be the same where nothing but the name is. */
const LEAST_SHARED = 2;

/** Words and shared parameters together: "Gain" with a parameter "Gain" says nothing. */
const LEAST_TOGETHER = 4;

/**
 * Whether two plugins of different formats are one, and why. Channels are not
 * compared: side chains of LADSPA are main inputs.
 */
export function compareSiblings(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.format === b.format) return undefined;
  return declared(a, b) ?? sameCode(a, b) ?? sameName(a, b) ?? resemblingName(a, b) ?? sameParameters(a, b) ??
    sameIdName(a, b);
}

/** One replaces the other, or both replace the same; numbers of LADSPA are wrong or reused now and then. */
function declared(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  const direct = a.replaces.includes(referredId(b)) ? referredId(b) : undefined;
  const reverse = b.replaces.includes(referredId(a)) ? referredId(a) : undefined;
  const id = direct ?? reverse ?? a.replaces.find((one) => b.replaces.includes(one));
  if (id === undefined) return undefined;
  const isSure = !id.startsWith("ladspa:") || hasCommonWord(a, b) || likeness(a, b).share >= ALIKE;
  return isSure ? evidence("declared", `Its library says that it replaces ${id}`, 0.99) : undefined;
}

function sameCode(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.code === undefined || a.code.code !== b.code?.code) return undefined;
  const isSameMaker = a.code.maker !== undefined && a.code.maker === b.code.maker;
  const isSure = isSameMaker || a.name.own === b.name.own || likeness(a, b).share >= ALIKE ||
    isSameVendor(a, b) && !isAnother(a, b);
  return isSure ? evidence("native-id", "The ids of both formats contain the same code", 0.99) : undefined;
}

/** Codes were given twice by some vendors, to plugins that have neither words nor parameters in common. */
function isAnother(a: SiblingFacts, b: SiblingFacts): boolean {
  return a.parameters() !== undefined && b.parameters() !== undefined && likeness(a, b).share < UNLIKE &&
    !hasCommonWord(a, b);
}

function sameName(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.name.whole !== b.name.whole || a.name.whole === "" || a.name.pluses !== b.name.pluses) {
    return undefined;
  }
  const isSameKind = a.isInstrument === b.isInstrument;
  if (isSameKind && haveCommonVendor(a.vendor, b.vendor)) {
    return evidence("name-and-vendor", "Same name and vendor", 0.98);
  }
  if (isSameKind && isSameVendor(a, b)) {
    return evidence("name-and-vendor", "Same name, and the same vendor in an id", 0.96);
  }
  // Imported lists may have neither vendors nor parameters.
  const isUnknown = a.vendor.key === "" && b.vendor.key === "";
  const { share, shared } = likeness(a, b);
  const isAlike = share >= ALIKE && shared >= LEAST_SHARED && shared + a.name.words.length >= LEAST_TOGETHER;
  if (isAlike) {
    const message = `Same name and ${percent(share)} of the parameters`;
    return evidence("name-and-parameters", message, isSameKind ? SURE : 0.85);
  }
  const hasUnknownParameters = a.parameters() === undefined || b.parameters() === undefined;
  return isSameKind && isUnknown && hasUnknownParameters
    ? evidence("name-and-vendor", "Same name, and no vendor is known", 0.8)
    : undefined;
}

/** Names that differ by the vendor's words, a subtitle or the order of words. */
function resemblingName(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.name.key !== b.name.key || a.name.pluses !== b.name.pluses) return undefined;
  if (a.isInstrument !== b.isInstrument) return undefined;
  const isVendor = isSameVendor(a, b);
  if (a.name.own === b.name.own && isVendor && a.name.own !== "") {
    return evidence(
      "name-without-vendor",
      "Same vendor, and the same name without the vendor's or a format",
      0.96,
    );
  }
  const { share, shared } = likeness(a, b);
  if (a.name.short === b.name.short && a.name.whole !== b.name.whole) {
    const isSure = isVendor ? share >= ALIKE : share >= NEARLY_EQUAL && shared >= LEAST_TOGETHER;
    const message = `Same name but for a subtitle, and ${percent(share)} of the parameters`;
    return isSure ? evidence("name-with-subtitle", message, 0.92) : undefined;
  }
  const isReordered = a.name.short !== b.name.short && a.name.sorted === b.name.sorted;
  if (!isReordered || !isVendor || share < ALIKE) return undefined;
  return evidence(
    "reordered-name",
    `Same vendor, the same words in another order, and ${percent(share)} of the parameters`,
    0.92,
  );
}

/** Parameters of a renamed plugin by another vendor: six that all compressors have are not enough. */
const LEAST_OF_STRANGERS = 8;

/**
 * Renamed plugins: all parameters are the same, one name contains the other,
 * and no number, variant or edition differs. A vendor's own plugins with more
 * words in their names are other plugins; ports by somebody else are not.
 */
function sameParameters(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.fingerprint === undefined || a.fingerprint !== b.fingerprint) return undefined;
  if (a.name.pluses !== b.name.pluses || a.isInstrument !== b.isInstrument) return undefined;
  if (variantOf(a) !== variantOf(b)) return undefined;
  const [isWithin, hasWithin] = [contains(a, b), contains(b, a)];
  const isVendor = isSameVendor(a, b);
  if (isVendor ? !(isWithin && hasWithin) : !(isWithin || hasWithin)) return undefined;
  const { share, shared } = likeness(a, b);
  return share === 1 && (isVendor || shared >= LEAST_OF_STRANGERS)
    ? evidence("same-parameters", `The same ${shared} parameters, and a similar name`, 0.9)
    : undefined;
}

/** Renamed plugins whose ids still have one name, and whose parameters are the same or, of one vendor, alike. */
function sameIdName(a: SiblingFacts, b: SiblingFacts): SiblingEvidence | undefined {
  if (a.idKey === "" || a.idKey !== b.idKey || a.isInstrument !== b.isInstrument) return undefined;
  const { share, shared } = likeness(a, b);
  const isSure = isSameVendor(a, b)
    ? share >= ALIKE && shared >= LEAST_SHARED
    : share >= NEARLY_EQUAL && shared >= LEAST_TOGETHER;
  return isSure
    ? evidence("name-in-id", `The same name in both ids, and ${percent(share)} of the parameters`, 0.92)
    : undefined;
}

/** Whether a name has all words of another, which may be abbreviated. */
function contains(a: SiblingFacts, b: SiblingFacts): boolean {
  const [own, others] = [tellingWords(a), tellingWords(b)];
  return others.length > 0 && others.every((other) => own.some((word) => isSameWord(word, other)));
}

const SHORTEST_ABBREVIATION = 3;

function isSameWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short === long || short.length >= SHORTEST_ABBREVIATION && long.startsWith(short);
}

function tellingWords({ name }: SiblingFacts): string[] {
  return name.words.filter((word) => word.length > 1 && !isVariantWord(word));
}

/** In the order of the name where that matters: "MS to Stereo" is not "Stereo to MS". */
function variantOf({ name: { words } }: SiblingFacts): string {
  const variant = words.filter(isEditionWord);
  return (words.includes("to") ? variant : variant.toSorted()).join(" ");
}

/** Whether two plugins have one vendor, by their texts or by the id of one of them. */
function isSameVendor(a: SiblingFacts, b: SiblingFacts): boolean {
  return haveCommonVendor(a.vendor, b.vendor) || haveCommonVendor(a.idVendor, b.vendor) ||
    haveCommonVendor(a.vendor, b.idVendor) ||
    (a.vendor.key === "" || b.vendor.key === "") && haveCommonVendor(a.idVendor, b.idVendor);
}

/** From this confidence on, a reason that has been found for the same name stands beside better ones. */
const SURE = 0.95;

/** Whether a reason is weak enough that a plugin with a better one is preferred. */
export function isResemblance({ reason, confidence }: SiblingEvidence): boolean {
  return ["name-without-vendor", "name-with-subtitle", "reordered-name", "same-parameters", "name-in-id"]
    .includes(
      reason.code,
    ) || confidence < SURE;
}

/** The share of all parameters that both have, and their number. */
function likeness(a: SiblingFacts, b: SiblingFacts): { share: number; shared: number } {
  const [own, other] = [a.parameters(), b.parameters()];
  if (own === undefined || other === undefined) return { share: 0, shared: 0 };
  const shared = own.intersection(other).size;
  return { share: shared === 0 ? 0 : shared / (own.size + other.size - shared), shared };
}

function hasCommonWord(a: SiblingFacts, b: SiblingFacts): boolean {
  const words = new Set(tellingWords(a));
  return tellingWords(b).some((word) => words.has(word));
}

function evidence(code: SiblingReason["code"], message: string, confidence: number): SiblingEvidence {
  return { reason: { code, message }, confidence };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
