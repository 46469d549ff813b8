import type { DatabaseSync } from "node:sqlite";
import { nativeCode } from "../../model/alike/native_code.ts";
import { siblingName } from "../../model/alike/sibling_name.ts";
import { siblingVendor } from "../../model/alike/sibling_vendor.ts";
import { kindsOfName } from "../../model/kinds/name_category.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { FORMAT_ORDER, PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import type { Daw } from "../../model/projects/daw.ts";
import { isOwnPlugin } from "../../model/projects/own_plugin.ts";
import type { PluginStatus } from "../../model/projects/plugin_status.ts";
import { pluginUseKey, type ProjectPlugin } from "../../model/projects/project_plugin.ts";
import { editDistance } from "../../model/search/edit_distance.ts";
import { keyOf } from "../../model/search/search_text.ts";
import type { SimilarRow } from "../alike/similar_plugins.ts";
import { statement } from "../sqlite/statement.ts";
import { allKnownPlugins, type KnownPlugin, meantPlugin, stemOf, Vst2Modules } from "./known_plugins.ts";

/** An installed plugin that can take the place of one that is not. */
export interface Candidate {
  readonly id: string;
  readonly format: PluginFormat;
  readonly name: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly reason: string;
}

/** A plugin of a project, and whether it is there. */
export interface CheckedPlugin {
  readonly plugin: ProjectPlugin;
  /** The public id of the plugin that it means, as far as that is known. */
  readonly id: string | undefined;
  readonly name: string;
  readonly vendor: string;
  readonly status: PluginStatus;
  /** The best ones first; none for one that is installed. */
  readonly candidates: readonly Candidate[];
}

/** Candidates of one plugin; more help nobody to choose. */
export const MOST_CANDIDATES = 5;

/** Finds installed plugins that are like the one of a row, the nearest first. */
export type FindSimilar = (rowId: number) => readonly SimilarRow[];

const SCORES = {
  replacement: 1,
  sibling: 0.95,
  sameNumber: 0.9,
  otherVersion: 0.85,
  sameName: 0.8,
  sameFile: 0.75,
  mostSimilar: 0.7,
  sameKind: 0.4,
  sameVendor: 0.1,
} as const;

/** The part of a label in which two may differ and still be one with another spelling. */
const MOST_DIFFERENCE = 0.25;

/** The last word of a name that counts its generations: "Pro-Q 3", "Twin II". */
const GENERATION = /^(?:v?\d+(?:\.\d+)*|ii|iii|iv|mk\d+|mkii)$/;

/** What a name is compared by. */
interface Name {
  readonly own: string;
  /** Without its generation. */
  readonly family: string;
}

interface Named extends KnownPlugin {
  readonly compared: Name;
}

/**
 * Tells which plugins of projects are installed, and what could replace the
 * others: first the same plugin in another format, then other versions of it,
 * then plugins that are similar.
 *
 * @param findSimilar Without it, plugins that are only similar are left out.
 */
export class PluginCheck {
  readonly #db: DatabaseSync;
  readonly #findSimilar: FindSimilar | undefined;
  #installed: readonly Named[] | undefined;
  readonly #vst2: Vst2Modules;
  /** What was found out before: the projects of an archive use the same plugins again and again. */
  readonly #found = new Map<string, Omit<CheckedPlugin, "plugin">>();
  /** Whether plugins that the catalog knows are missing, with which others can be compared. */
  wantsSimilar = false;

  constructor(db: DatabaseSync, findSimilar?: FindSimilar) {
    this.#db = db;
    this.#vst2 = new Vst2Modules(db);
    this.#findSimilar = findSimilar;
  }

  /** @param daw The program of the project. */
  check(plugin: ProjectPlugin, daw: Daw): CheckedPlugin {
    const key = [daw, plugin.name, plugin.vendor, plugin.file ?? "", pluginUseKey(plugin)].join("\n");
    let found = this.#found.get(key);
    if (found === undefined) {
      found = this.#find(plugin, daw);
      this.#found.set(key, found);
    }
    return { ...found, plugin };
  }

  #find(plugin: ProjectPlugin, daw: Daw): Omit<CheckedPlugin, "plugin"> {
    const meant = plugin.format === "internal" ? undefined : meantPlugin(this.#db, plugin);
    const shared = {
      id: meant?.id ?? plugin.id,
      name: plugin.name || meant?.name || plugin.id || "",
      vendor: plugin.vendor || meant?.vendor || "",
    };
    if (meant?.isMissing === false || this.#vst2.has(plugin) || isOwnPlugin(daw, plugin)) {
      return { ...shared, status: "installed", candidates: [] };
    }
    if (!PLUGIN_FORMATS.some((format) => format === plugin.format)) {
      return { ...shared, status: "unknown", candidates: [] };
    }
    // Codes alone name nothing that could be compared.
    const isNamed = meant !== undefined || plugin.id !== `${plugin.format}:${plugin.name}`;
    const sought = {
      ...plugin,
      name: isNamed ? meant?.name ?? plugin.name : "",
      // LADSPA names no makers, but most of its modules are called after one.
      vendor: shared.vendor || (plugin.format === "ladspa" ? makerOf(stemOf(plugin.file)) : ""),
    };
    const candidates = this.#candidates(sought, meant);
    const first = candidates[0];
    return { ...shared, status: statusOf(plugin, first), candidates: candidates.map(rounded) };
  }

  #candidates(plugin: ProjectPlugin, meant: KnownPlugin | undefined): Candidate[] {
    const found = new Map<string, Candidate>();
    const add = (known: KnownPlugin, score: number, reason: string) => {
      const before = found.get(known.id);
      if (before !== undefined && before.score >= score) return;
      found.set(known.id, { id: known.id, format: known.format, name: known.name, score, reason });
    };
    for (const known of this.#replacements(plugin)) {
      add(known, SCORES.replacement, `Replaces ${plugin.id}`);
    }
    const named = plugin.name === "" ? undefined : nameOf(plugin.name, plugin.vendor);
    for (const known of this.#all()) {
      const alike = named === undefined ? undefined : likenessOf(plugin, named, known);
      if (alike !== undefined) add(known, alike.score, alike.reason);
    }
    if (meant !== undefined) this.#addSimilar(meant, add);
    else if (named !== undefined) this.#addSameKind(plugin, add);
    const sorted = [...found.values()].sort((a, b) =>
      b.score - a.score || Number(b.format === plugin.format) - Number(a.format === plugin.format) ||
      FORMAT_ORDER.indexOf(a.format) - FORMAT_ORDER.indexOf(b.format)
    );
    return oneOfEach(sorted).slice(0, MOST_CANDIDATES);
  }

  /** Plugins that say themselves that they take the place of this one, as VST3s do for VST2s. */
  #replacements({ id }: ProjectPlugin): KnownPlugin[] {
    if (id === undefined) return [];
    const rows = statement(
      this.#db,
      `select p.plugin_id as id from plugin_aliases a join plugins p on p.id = a.plugin_row_id
        where a.alias = ? and p.missing_at is null`,
    ).all(id);
    const ids = new Set(rows.map((row) => String(row["id"])));
    return ids.size === 0 ? [] : this.#all().filter((known) => ids.has(known.id));
  }

  #addSimilar(meant: KnownPlugin, add: (known: KnownPlugin, score: number, reason: string) => void): void {
    this.wantsSimilar = true;
    const byRow = new Map(this.#all().map((known) => [known.rowId, known]));
    for (const { rowId, score, isSibling, reasons } of this.#findSimilar?.(meant.rowId) ?? []) {
      const known = byRow.get(rowId);
      if (known === undefined) continue;
      if (isSibling) add(known, SCORES.sibling, siblingReason(known));
      else add(known, score * SCORES.mostSimilar, reasons.map(({ message }) => message).join("; "));
    }
  }

  /** Of a plugin that the catalog has never seen, only the name tells what it does. */
  #addSameKind(
    { name, vendor }: ProjectPlugin,
    add: (known: KnownPlugin, score: number, reason: string) => void,
  ): void {
    const [kind] = kindsOfName(name, vendor);
    if (kind === undefined) return;
    const maker = siblingVendor(vendor === "" ? undefined : vendor).key;
    for (const known of this.#all()) {
      if (known.category !== kind.category) continue;
      const isOfMaker = maker !== "" && siblingVendor(known.vendor).key === maker;
      const score = SCORES.sameKind + (isOfMaker ? SCORES.sameVendor : 0);
      add(known, score, `Category ${kind.category}, judging by the name`);
    }
  }

  #all(): readonly Named[] {
    this.#installed ??= allKnownPlugins(this.#db).filter(({ isMissing }) => !isMissing)
      .map((known) => ({ ...known, compared: nameOf(known.name, known.vendor) }));
    return this.#installed;
  }
}

/** LMMS brings Calf's plugins for LADSPA under another name since version 1.3. */
function makerOf(module: string): string {
  return module === "veal" ? "calf" : module;
}

function likenessOf(
  plugin: ProjectPlugin,
  named: Name,
  known: Named,
): { score: number; reason: string } | undefined {
  if (plugin.format === "ladspa" && known.format === "ladspa") {
    const alike = ladspaLikeness(plugin, known);
    if (alike !== undefined) return alike;
  }
  if (named.own !== "" && haveSameCode(plugin, known)) {
    return known.format === plugin.format
      ? { score: SCORES.sameName, reason: "Has the same code in its id" }
      : { score: SCORES.sibling, reason: siblingReason(known) };
  }
  if (!areMakersAlike(plugin, known)) return undefined;
  if (named.own !== "" && named.own === known.compared.own) {
    return known.format === plugin.format
      ? { score: SCORES.sameName, reason: "Has the same name, and another id" }
      : { score: SCORES.sibling, reason: siblingReason(known) };
  }
  if (named.family !== "" && named.family === known.compared.family && isAnyMakerKnown(plugin, known)) {
    return { score: SCORES.otherVersion, reason: `Another version: ${known.name}` };
  }
  return undefined;
}

/** LADSPA's numbers outlive the labels; and a label that differs in a letter is in the same module. */
function ladspaLikeness(
  { id, label, file }: ProjectPlugin,
  known: KnownPlugin,
): { score: number; reason: string } | undefined {
  const [, number, ...labels] = known.id.split(":");
  if (id !== undefined && id.split(":")[1] === number) {
    return { score: SCORES.sameNumber, reason: `Has the same number, ${number}` };
  }
  const [own, other] = [keyOf(label ?? ""), keyOf(labels.join(":"))];
  if (own === "" || other === "" || stemOf(file) === "" || stemOf(file) !== known.stem) return undefined;
  const difference = editDistance(own, other) / Math.max(own.length, other.length);
  if (difference > MOST_DIFFERENCE) return undefined;
  return { score: SCORES.sameFile * (1 - difference), reason: `Has a similar label in the same module` };
}

/** Frameworks put one code into the ids of all formats that they build; names are alike as well. */
function haveSameCode({ format, id, name }: ProjectPlugin, known: Named): boolean {
  const [own, other] = [[format, id], [known.format, known.id]].map(([of, text]) =>
    text === undefined ? undefined : nativeCode(of!, text.slice(text.indexOf(":") + 1))
  );
  if (own === undefined || own.code !== other?.code) return false;
  const [one, two] = [keyOf(name), keyOf(known.name)];
  return one !== "" && two !== "" && (one.includes(two) || two.includes(one));
}

/** Names alone are enough unless they only say what a plugin does: many are called "Gate". */
function areMakersAlike(plugin: ProjectPlugin, known: KnownPlugin): boolean {
  const [one, other] = [plugin.vendor, known.vendor].map((vendor) =>
    siblingVendor(vendor === "" ? undefined : vendor)
  ) as [ReturnType<typeof siblingVendor>, ReturnType<typeof siblingVendor>];
  if (one.key === "" || other.key === "") return !isGeneric(plugin.name);
  return one.key === other.key || [...one.words].some((word) => other.words.has(word));
}

function isAnyMakerKnown(plugin: ProjectPlugin, known: KnownPlugin): boolean {
  return plugin.vendor !== "" || known.vendor !== "";
}

function isGeneric(name: string): boolean {
  const key = keyOf(name);
  return key.length < 4 || kindsOfName(name).some(({ words }) => keyOf(words) === key);
}

function nameOf(name: string, vendor: string): Name {
  const { own } = siblingName(withoutInitials(name, vendor), vendor === "" ? undefined : vendor);
  const words = withoutInitials(name, vendor).toLowerCase().split(/[\s_]+/);
  if (words.length > 1 && GENERATION.test(words.at(-1)!)) words.pop();
  const { own: family } = siblingName(words.join(" "), vendor === "" ? undefined : vendor);
  return { own, family };
}

/** FabFilter calls its Audio Units "FF Pro-Q 2". */
function withoutInitials(name: string, vendor: string): string {
  const initials = vendor.match(/\p{Lu}/gu)?.join("") ?? "";
  return initials.length > 1 && name.startsWith(`${initials} `) ? name.slice(initials.length + 1) : name;
}

function siblingReason({ format }: KnownPlugin): string {
  return `The same plugin as ${format.toUpperCase()}`;
}

/** Of a plugin in several formats that is only similar, the best format. */
function oneOfEach(candidates: readonly Candidate[]): Candidate[] {
  const names = new Set<string>();
  return candidates.filter(({ name, score }) => {
    const key = keyOf(name);
    if (score < SCORES.sameName && names.has(key)) return false;
    names.add(key);
    return true;
  });
}

function statusOf({ format }: ProjectPlugin, best: Candidate | undefined): PluginStatus {
  if (best === undefined) return "missing";
  if (best.score >= SCORES.sibling) return best.format === format ? "other-version" : "other-format";
  return best.score >= SCORES.sameName ? "other-version" : "missing";
}

function rounded(candidate: Candidate): Candidate {
  return { ...candidate, score: Math.round(candidate.score * 1000) / 1000 };
}
