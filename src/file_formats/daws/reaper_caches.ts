import { reaperNumber } from "../../model/plugins/reaper_number.ts";
import { ReaperIni } from "./reaper_ini.ts";

/** A plugin that a scan of REAPER has found. */
export interface ReaperCached {
  readonly format: "vst3" | "vst2" | "clap";
  /** The name of its file, in REAPER's spelling for VST. */
  readonly file: string;
  /** REAPER's number: of the id of a VST3, or the code of a VST2; unset for CLAP. */
  readonly number?: number;
  /** 32 digits of a VST3, which older versions leave out, or the id of a CLAP. */
  readonly nativeId?: string;
  /** As REAPER shows it: `Name (Vendor)`. */
  readonly title: string;
  readonly isInstrument: boolean;
}

/** The section of `reaper-vstplugins64.ini`. */
const VST = "vstcache";

/** After the time of the file: a number, the id of a VST3, and the title. */
const VST_VALUE = /^[0-9A-F]*,(-?\d+)(?:\{([0-9A-F]{32})|<[0-9A-F]+>?)?,(.+)$/i;

/** Stands for a file with several plugins, each of which has a line of its own. */
const SHELL = "<SHELL>";

/**
 * Reads the plugins in REAPER's lists of VSTs or CLAPs. Files without plugins,
 * and lines of other forms, are left out.
 */
export function readReaperCache(text: string): ReaperCached[] {
  const ini = new ReaperIni(text);
  const vst = ini.entries(VST).flatMap(({ key, value }) => vstOf(key, value) ?? []);
  const clap = [...ini.sections].filter((section) => section.endsWith(".clap")).flatMap((section) =>
    ini.entries(section).flatMap(({ key, value }) => clapOf(section, key, value) ?? [])
  );
  return [...vst, ...clap];
}

function vstOf(key: string, value: string): ReaperCached | undefined {
  const [, number, nativeId, text = ""] = VST_VALUE.exec(value) ?? [];
  if (number === undefined || text === SHELL) return undefined;
  const [file = ""] = key.split("<");
  return {
    format: /\.vst3$/i.test(file) ? "vst3" : "vst2",
    file,
    number: Number(number),
    ...(nativeId === undefined ? {} : { nativeId: nativeId.toUpperCase() }),
    title: text.replace(/!!!VSTi$/, ""),
    isInstrument: text.endsWith("!!!VSTi"),
  };
}

function clapOf(file: string, nativeId: string, value: string): ReaperCached | undefined {
  const [, kind, title] = /^(\d+)\|(.+)$/.exec(value) ?? [];
  if (kind === undefined) return undefined;
  return { format: "clap", file, nativeId, title: title!, isInstrument: kind !== "0" };
}

/** How many numbers of VST3 plugins are those of their ids. */
export interface VerifiedCache {
  readonly plugins: number;
  readonly verified: number;
  readonly wrong: number;
}

/** Compares REAPER's numbers with the rule by which exports name the plugins of one file. */
export function verifyReaperCache(cached: readonly ReaperCached[]): VerifiedCache {
  const known = cached.filter(({ format, nativeId }) => format === "vst3" && nativeId !== undefined);
  const verified = known.filter(({ number, nativeId }) => reaperNumber(nativeId!) === number).length;
  return { plugins: cached.length, verified, wrong: known.length - verified };
}
