import type { PluginUse } from "../../model/projects/project_plugin.ts";
import type { Project } from "../../model/projects/project.ts";
import { type ByteSource, piecesOf } from "../byte_source.ts";
import { blocksOf, readReaperTree, type ReaperBlock } from "../reaper/reaper_tree.ts";
import { reaperWords } from "../reaper/reaper_words.ts";
import { auId, textId, vst2Id, vst3Id } from "./plugin_ids.ts";
import { PluginUses } from "./plugin_uses.ts";

/** Blocks of plugins. */
const PLUGINS: ReadonlySet<string> = new Set(["VST", "AU", "CLAP", "LV2", "JS", "DX", "VIDEO_EFFECT"]);

/** Blocks that lead to plugins, whose lines are read as well. */
const CHAINS: ReadonlySet<string> = new Set([
  "REAPER_PROJECT",
  "TRACK",
  "FXCHAIN",
  "FXCHAIN_REC",
  "TAKEFX",
  "MASTERFXLIST",
  "CONTAINER",
  "FREEZE",
]);

/** Where a plugin stands. */
interface Place {
  readonly track: string;
  readonly isFrozen: boolean;
  readonly isBypassed: boolean;
  readonly isOffline: boolean;
}

const NOWHERE: Place = { track: "", isFrozen: false, isBypassed: false, isOffline: false };

/** Reads a project of REAPER (`.RPP`), or a template of tracks: plugins of tracks, takes, inputs and the master, also bypassed and offline ones. */
export function readReaperProject(source: ByteSource): Project {
  const isKept = (words: readonly string[]) => CHAINS.has(words[0] ?? "") || lacksId(words);
  const uses = new PluginUses();
  let version = "";
  for (const block of blocksOf(readReaperTree(piecesOf(source), isKept))) {
    if (block.words[0] === "REAPER_PROJECT") version ||= block.words[2] ?? "";
    addPlugins(uses, block, NOWHERE);
  }
  return { daw: "reaper", version, plugins: uses.plugins() };
}

function addPlugins(uses: PluginUses, block: ReaperBlock, place: Place): void {
  const kind = block.words[0] ?? "";
  const inside = {
    ...place,
    ...kind === "TRACK" ? { track: wordOf(block, "NAME") || "" } : {},
    ...kind === "MASTERFXLIST" ? { track: "Master" } : {},
    ...kind === "FREEZE" ? { isFrozen: true } : {},
  };
  const isChainOff = wordOf(block, "FX") === "0" && kind === "TRACK";
  const isMasterOff = wordOf(block, "MASTER_FX") === "0" && kind === "REAPER_PROJECT";
  let state = [place.isBypassed, place.isOffline] as const;
  let last: PluginUse | undefined;
  for (const item of block.items) {
    if (typeof item === "string") {
      const [word, first, second] = reaperWords(item);
      if (word === "BYPASS") {
        if (last !== undefined) uses.add(last);
        last = undefined;
        state = [place.isBypassed || first === "1", place.isOffline || second === "1"];
      } else if (word === "PRESETNAME" && last !== undefined) {
        last = { ...last, preset: first };
      }
      continue;
    }
    if (last !== undefined) uses.add(last);
    last = undefined;
    if (PLUGINS.has(item.words[0] ?? "")) {
      last = { ...pluginOf(item), ...inside, isBypassed: state[0], isOffline: state[1] };
    } else {
      const isOff = isChainOff && item.words[0] === "FXCHAIN" ||
        isMasterOff && item.words[0] === "MASTERFXLIST";
      addPlugins(uses, item, { ...inside, isBypassed: state[0] || isOff, isOffline: state[1] });
    }
  }
  if (last !== undefined) uses.add(last);
}

/** The first word behind a name, in the lines of a block. */
function wordOf(block: ReaperBlock, name: string): string | undefined {
  const line = block.items.find((item) => typeof item === "string" && item.startsWith(`${name} `));
  return typeof line === "string" ? reaperWords(line)[1] : undefined;
}

function pluginOf({ words, items }: ReaperBlock): PluginUse {
  const [kind = "", title = "", third, , , fifth] = words;
  const { format, name, vendor } = titleOf(title);
  const named = { name, vendor };
  switch (kind) {
    case "VST":
      return vstOf(words, items, format, { ...named, file: third });
    case "AU":
      return { ...auNames(named, third), format: "au", id: auId(words.slice(4, 7)) };
    case "CLAP":
      return { ...named, format: "clap", id: textId("clap", third) };
    case "LV2":
      return { ...named, format: "lv2", id: textId("lv2", third) };
    case "DX":
      return { ...named, format: "dx", file: fifth };
    case "JS":
      return { format: "internal", name: title };
    default:
      return { format: "internal", name: "Video processor" };
  }
}

/** Older versions title an Audio Unit as macOS does: "Maker: Name". */
function auNames(
  named: { readonly name: string; readonly vendor: string },
  own: string | undefined,
): { readonly name: string; readonly vendor: string } {
  const [, vendor, name] = named.name === own ? /^(.+?): (.+)$/s.exec(own) ?? [] : [];
  return vendor === undefined || name === undefined ? named : { name, vendor };
}

/** A number, and behind it the class id of a VST3 in braces, or that of a VST2 in angles. */
function vstOf(
  words: readonly string[],
  items: ReaperBlock["items"],
  format: string,
  named: Pick<PluginUse, "name" | "vendor" | "file">,
): PluginUse {
  const code = words[5] ?? "";
  const vst3 = vst3Id(/\{([0-9A-F]{32})\}/i.exec(code)?.[1]);
  if (vst3 !== undefined) return { ...named, format: "vst3", id: vst3 };
  if (format === "vst3" || /\.vst3$/i.test(named.file ?? "")) return { ...named, format: "vst3" };
  return { ...named, format: "vst2", id: vst2Id(/^-?\d+/.exec(code)?.[0] ?? numberInState(items)) };
}

/** Old projects have the number of a VST2 only at the beginning of its state. */
function numberInState(items: ReaperBlock["items"]): string | undefined {
  const line = items.find((item) => typeof item === "string");
  if (typeof line !== "string" || !/^[A-Za-z0-9+/]{8}/.test(line)) return undefined;
  const [a, b, c, d] = atob(line.slice(0, 8));
  return [d, c, b, a].every((char) => char !== undefined)
    ? String([d!, c!, b!, a!].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0))
    : undefined;
}

/** Whether only the state of a plugin says which it is. */
function lacksId(words: readonly string[]): boolean {
  return words[0] === "VST" && !/\d/.test(words[5] ?? "");
}

/** REAPER puts it behind the name of a plugin for another processor. */
const PROCESSOR = / \((?:x86|x86_64|x64)\)$/;

/** Splits `VST3i: Name (x86) (Vendor) (mono)`. */
function titleOf(title: string): { format: string; name: string; vendor: string } {
  const [, kind = "", rest = title] = /^(VST3?|AU(?:v3)?|CLAP|LV2|JS|DX)i?: (.*)$/s.exec(title) ?? [];
  const whole = rest.replace(/ \((?:mono|stereo|\d+(?:->\d+)?ch|\d+ out)\)$/i, "");
  const [, name, vendor] = /^(.+?) \(([^()]*(?:\([^()]*\)[^()]*)*)\)$/s.exec(whole) ?? [];
  const isVendor = vendor !== undefined && !PROCESSOR.test(` (${vendor})`);
  return {
    format: kind.toLowerCase(),
    name: (isVendor ? name! : whole).replace(PROCESSOR, ""),
    vendor: isVendor ? vendor : "",
  };
}
