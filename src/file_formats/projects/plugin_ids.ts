import { codeText } from "../code_text.ts";

/** The public id of a VST3, from 32 hexadecimal digits with or without dashes and braces. */
export function vst3Id(text: string | undefined): string | undefined {
  const digits = text?.replaceAll(/[-{}\s]/g, "").toUpperCase() ?? "";
  return /^[0-9A-F]{32}$/.test(digits) && !/^0+$/.test(digits) ? `vst3:${digits}` : undefined;
}

/** The public id of a VST2, from its number as text. */
export function vst2Id(text: string | undefined): string | undefined {
  return text !== undefined && /^-?\d{1,10}$/.test(text) && Number(text) !== 0
    ? `vst2:${Number(text) | 0}`
    : undefined;
}

/** The public id of a VST2 in the class id that hosts of VST3 make for it: "VST", four characters and its name. */
export function vst2IdOfClass(text: string | undefined): string | undefined {
  const [, code] = /^565354([0-9A-F]{8})/i.exec(text?.replaceAll(/[-{}\s]/g, "") ?? "") ?? [];
  return code === undefined ? undefined : `vst2:${parseInt(code, 16) | 0}`;
}

/** The public id of an Audio Unit, from three numbers or three texts of four characters. */
export function auId(parts: readonly (string | undefined)[]): string | undefined {
  const codes = parts.map((part) =>
    part === undefined ? "" : /^\d{5,10}$/.test(part) ? codeText(Number(part)) : part
  );
  const isKnown = codes.length === 3 && codes.every((code) => /^[\x20-\x7e]{4}$/.test(code));
  return isKnown ? `au:${codes.join(":")}` : undefined;
}

/** The public id of an Audio Unit, from its three codes in one text; codes may have in them what parts them. */
export function auIdOfText(text: string | undefined): string | undefined {
  return auId(/^'?(.{4})'?[ :,-]'?(.{4})'?[ :,-]'?(.{4})'?$/.exec(text?.trim() ?? "")?.slice(1) ?? []);
}

/** The public id of an LV2 or a CLAP plugin, which is a text of its own. */
export function textId(format: "lv2" | "clap", text: string | undefined): string | undefined {
  const id = text?.trim() ?? "";
  return id === "" ? undefined : `${format}:${id}`;
}

/** The public id of a LADSPA plugin; without its label only the number, which is a part of it. */
export function ladspaId(number: string | undefined, label?: string): string | undefined {
  if (number === undefined || !/^\d{1,10}$/.test(number) || Number(number) === 0) return undefined;
  return label === undefined || label === ""
    ? `ladspa:${Number(number)}`
    : `ladspa:${Number(number)}:${label}`;
}

/** The last part of a path of any system. */
export function fileName(path: string | undefined): string | undefined {
  return path?.split(/[\\/]/).findLast((part) => part !== "");
}

/** The name of a module without its ending, for a plugin that the file gives no name. */
export function moduleName(path: string | undefined): string {
  return fileName(path)?.replace(/\.(?:dll|so|dylib|vst3?|component|clap|lv2)$/i, "") ?? "";
}

/** The last part of the URI of an LV2, for a plugin that the file gives no name. */
export function uriName(uri: string | undefined): string {
  return uri?.split(/[/#:]/).findLast((part) => part !== "") ?? "";
}
