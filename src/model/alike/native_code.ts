/**
 * The number by which a plugin's formats know it: wrappers and frameworks put
 * one code into the ids of all formats that they build.
 */
export interface NativeCode {
  readonly code: number;
  /** The manufacturer's code, where an id has it. */
  readonly maker?: number;
}

/** The first half of class ids by DPF: "DPF " and "clas", their bytes reversed. */
const DPF_PREFIX = "2046504473616C63";

/** The first half of class ids by JUCE. */
const JUCE_PREFIX = "ABCDEF019182FAEB";

/** Class ids of VST3 plugins that replace VST2 ones: "VST", then the VST2 id. */
const VST2_PREFIX = "565354";

/** Smaller numbers are assigned ids of LADSPA, not codes of four characters. */
const LEAST_CODE = 0x20_20_20_20;

/** The code in a plugin's native id, if its format or framework keeps one there. */
export function nativeCode(format: string, nativeId: string): NativeCode | undefined {
  const found = codeIn(format, nativeId);
  return found === undefined || !(found.code >= LEAST_CODE) ? undefined : found;
}

function codeIn(format: string, nativeId: string): NativeCode | undefined {
  switch (format) {
    case "ladspa":
      return { code: Number(nativeId.split(":", 1)[0]) };
    case "vst2":
      return { code: Number(nativeId) >>> 0 };
    case "au": {
      const [, subtype = "", maker = ""] = nativeId.split(":");
      return { code: fourCharacters(subtype), maker: fourCharacters(maker) };
    }
    case "vst3":
      return classIdCode(nativeId);
    default:
      return undefined;
  }
}

function classIdCode(classId: string): NativeCode | undefined {
  if (classId.startsWith(DPF_PREFIX)) return { code: hex(reversed(classId.slice(16, 24))) };
  if (classId.startsWith(JUCE_PREFIX)) {
    return { code: hex(classId.slice(24, 32)), maker: hex(classId.slice(16, 24)) };
  }
  if (classId.startsWith(VST2_PREFIX)) return { code: hex(classId.slice(6, 14)) };
  return undefined;
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}

function reversed(digits: string): string {
  return (digits.match(/../g) ?? []).reverse().join("");
}

function fourCharacters(text: string): number {
  return [...text].reduce((code, letter) => code * 256 + (letter.charCodeAt(0) & 255), 0);
}
