import {
  compareSiblings,
  isResemblance,
  referredId,
  type SiblingEvidence,
  type SiblingFacts,
} from "./sibling_rules.ts";

/** Two plugins that are one, and why. */
export interface SiblingLink extends SiblingEvidence {
  readonly a: SiblingFacts;
  readonly b: SiblingFacts;
}

/** One plugin in several formats. */
export interface SiblingGroup {
  readonly members: readonly SiblingFacts[];
  readonly links: readonly SiblingLink[];
}

/** What a person has decided about two plugins, by their public ids. */
export interface SiblingDecision {
  readonly pluginId: string;
  readonly otherId: string;
  readonly isSame: boolean;
}

/**
 * Most plugins of one format that a key still tells from others. A name that
 * more have says nothing, unless few of one vendor have it.
 */
const MOST_NAMESAKES = 20;

/** Sorts plugins into groups; those that are alone are in none. */
export function groupSiblings(
  plugins: readonly SiblingFacts[],
  decisions: readonly SiblingDecision[],
): SiblingGroup[] {
  const byId = new Map(plugins.map((plugin) => [plugin.id, plugin]));
  const merged = decisions.filter(({ isSame }) => isSame).flatMap((decision) => mergedLink(byId, decision));
  const found = preferred(linksAmong(plugins));
  return unite([...merged, ...found], decisions.filter(({ isSame }) => !isSame));
}

function mergedLink(
  byId: ReadonlyMap<string, SiblingFacts>,
  { pluginId, otherId }: SiblingDecision,
): SiblingLink[] {
  const [a, b] = [byId.get(pluginId), byId.get(otherId)];
  if (a === undefined || b === undefined) return [];
  return [{ a, b, reason: { code: "merged-by-user", message: "Merged by you" }, confidence: 1 }];
}

/** Compares the plugins that have a name, a code or an id in common. */
function linksAmong(plugins: readonly SiblingFacts[]): SiblingLink[] {
  const links: SiblingLink[] = [];
  const seen = new Set<string>();
  for (const bucket of buckets(plugins)) {
    for (const [index, a] of bucket.entries()) {
      for (let other = index + 1; other < bucket.length; other++) {
        const b = bucket[other]!;
        if (a.format === b.format) continue;
        const pair = `${a.rowId} ${b.rowId}`;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const evidence = compareSiblings(a, b);
        if (evidence !== undefined) links.push({ a, b, ...evidence });
      }
    }
  }
  return links;
}

/** Plugins that are worth comparing, in the order of their rows. */
function buckets(plugins: readonly SiblingFacts[]): SiblingFacts[][] {
  const byKey = new Map<string, SiblingFacts[]>();
  for (const plugin of plugins) {
    for (const key of bucketKeys(plugin)) {
      const bucket = byKey.get(key);
      if (bucket === undefined) byKey.set(key, [plugin]);
      else bucket.push(plugin);
    }
  }
  return [...byKey.values()].filter(({ length }) => length > 1)
    .flatMap((bucket) => isTelling(bucket) ? [bucket] : byVendor(bucket).filter(isTelling));
}

/** The size of a bucket bounds the time that its comparison takes. */
function isTelling(bucket: readonly SiblingFacts[]): boolean {
  if (bucket.length <= MOST_NAMESAKES) return true;
  const counts = new Map<string, number>();
  for (const { format } of bucket) {
    const count = (counts.get(format) ?? 0) + 1;
    if (count > MOST_NAMESAKES) return false;
    counts.set(format, count);
  }
  return true;
}

function bucketKeys(
  { id, format, nameKey, siblingKey, idKey, code, replaces, fingerprint }: SiblingFacts,
): Set<string> {
  return new Set([
    ...(nameKey === "" ? [] : [`name ${nameKey}`, `key ${siblingKey}`]),
    ...(idKey === "" ? [] : [`name in id ${idKey}`]),
    ...(code === undefined ? [] : [`code ${code.code}`]),
    ...(fingerprint === undefined ? [] : [`parameters ${fingerprint}`]),
    `id ${referredId({ id, format })}`,
    ...replaces.map((id) => `id ${id}`),
  ]);
}

function byVendor(bucket: readonly SiblingFacts[]): SiblingFacts[][] {
  const byWord = new Map<string, SiblingFacts[]>();
  for (const plugin of bucket) {
    const { words, key } = plugin.vendor;
    for (const word of new Set([...words, key])) {
      const bucket = byWord.get(word);
      if (bucket === undefined) byWord.set(word, [plugin]);
      else bucket.push(plugin);
    }
  }
  return [...byWord.values()];
}

/** Leaves out resemblances of plugins that have a better, or an equally good other, sibling in that format. */
function preferred(links: readonly SiblingLink[]): SiblingLink[] {
  const rivals = new Map<string, SiblingLink[]>();
  for (const link of links) {
    for (const side of sidesOf(link)) {
      const known = rivals.get(side);
      if (known === undefined) rivals.set(side, [link]);
      else known.push(link);
    }
  }
  return links.filter((link) =>
    !isResemblance(link) ||
    sidesOf(link).every((side) =>
      rivals.get(side)!.every((rival) => rival === link || rival.confidence < link.confidence)
    )
  );
}

/** Each plugin of a link with the format of the other. */
function sidesOf({ a, b }: SiblingLink): [string, string] {
  return [`${a.rowId} ${b.format}`, `${b.rowId} ${a.format}`];
}

/** Joins groups, the surest links first, unless a person has parted two of their plugins. */
function unite(links: readonly SiblingLink[], parted: readonly SiblingDecision[]): SiblingGroup[] {
  const apart = new Map<string, Set<string>>();
  for (const { pluginId, otherId } of parted) {
    apart.set(pluginId, (apart.get(pluginId) ?? new Set()).add(otherId));
    apart.set(otherId, (apart.get(otherId) ?? new Set()).add(pluginId));
  }
  const groups = new Map<number, { members: SiblingFacts[]; links: SiblingLink[] }>();
  const groupOf = (plugin: SiblingFacts) => {
    const known = groups.get(plugin.rowId) ?? { members: [plugin], links: [] };
    groups.set(plugin.rowId, known);
    return known;
  };
  for (const link of links.toSorted(bySureness)) {
    const [group, other] = [groupOf(link.a), groupOf(link.b)];
    if (group === other) {
      group.links.push(link);
      continue;
    }
    const isParted = group.members.some(({ id }) => {
      const others = apart.get(id);
      return others !== undefined && other.members.some((member) => others.has(member.id));
    });
    if (isParted) continue;
    group.members.push(...other.members);
    group.links.push(link, ...other.links);
    for (const { rowId } of other.members) groups.set(rowId, group);
  }
  return [...new Set(groups.values())].filter(({ members }) => members.length > 1);
}

/** The surest first; equally sure ones in an order that does not depend on that of the plugins. */
function bySureness(x: SiblingLink, y: SiblingLink): number {
  if (x.confidence !== y.confidence) return y.confidence - x.confidence;
  const [[a, b], [c, d]] = [idsOf(x), idsOf(y)];
  return compareText(a, c) || compareText(b, d);
}

function idsOf({ a, b }: SiblingLink): [string, string] {
  return a.id < b.id ? [a.id, b.id] : [b.id, a.id];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A plugin's siblings in its group, by row: those of other formats, and those that a person has merged. */
export function siblingsIn(group: SiblingGroup, of: SiblingFacts): Map<SiblingFacts, SiblingEvidence> {
  const best = new Map<SiblingFacts, SiblingEvidence>();
  const reached: [SiblingFacts, number][] = [[of, 1]];
  for (const [plugin, confidence] of reached) {
    for (const link of linksIn(group).get(plugin)!) {
      const other = link.a === plugin ? link.b : link.a;
      if (other === of || best.has(other)) continue;
      const sure = Math.round(confidence * link.confidence * 100) / 100;
      best.set(other, plugin === of ? link : through(plugin, sure));
      reached.push([other, sure]);
    }
  }
  return new Map(
    [...best].filter(([other, { reason }]) => other.format !== of.format || reason.code === "merged-by-user")
      .map(([other, { reason, confidence }]) => [other, { reason, confidence }]),
  );
}

/** The links of each member of a group, made when they are first needed. */
const LINKS = new WeakMap<SiblingGroup, ReadonlyMap<SiblingFacts, readonly SiblingLink[]>>();

function linksIn(group: SiblingGroup): ReadonlyMap<SiblingFacts, readonly SiblingLink[]> {
  const known = LINKS.get(group);
  if (known !== undefined) return known;
  const links = new Map<SiblingFacts, SiblingLink[]>(group.members.map((member) => [member, []]));
  for (const link of group.links) for (const side of [link.a, link.b]) links.get(side)!.push(link);
  LINKS.set(group, links);
  return links;
}

function through({ id }: SiblingFacts, confidence: number): SiblingEvidence {
  return {
    reason: { code: "sibling-of-sibling", message: `The same plugin as its sibling ${id}` },
    confidence,
  };
}
