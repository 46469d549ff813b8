import type { Warning } from "../../model/module.ts";
import { joinPath } from "../../platform/paths.ts";
import { isFile } from "./file_system.ts";
import { FileWindow } from "./file_window.ts";
import {
  MAXIMUM_PROPERTY_LIST_BYTES,
  type PropertyListDict,
  PropertyListError,
  type PropertyListValue,
} from "./property_list_value.ts";

/** Reads a property list; handed over, because few searches need it and it takes long to load. */
export type PropertyListParser = (bytes: Uint8Array) => PropertyListValue;

/** The Info.plist of a bundle of macOS. */
export interface InfoPlist {
  /** Empty where there is nothing that can be used. */
  readonly dict: PropertyListDict;
  readonly warnings: readonly Warning[];
}

/** The result for a bundle without an Info.plist. */
export const NOTHING_SAID: InfoPlist = { dict: new Map(), warnings: [] };

/** The path of a bundle's Info.plist. */
export function infoPlistPath(bundle: string): string {
  return joinPath(bundle, "Contents", "Info.plist");
}

/** Reads a bundle's Info.plist; one that cannot be read becomes a warning. */
export function readInfoPlist(bundle: string, parse: PropertyListParser): InfoPlist {
  const path = infoPlistPath(bundle);
  if (!isFile(path)) return NOTHING_SAID;
  try {
    using file = FileWindow.open(path);
    // One byte more than is allowed lets the parser see that there are too many.
    const list = parse(file.read(0, Math.min(file.size, MAXIMUM_PROPERTY_LIST_BYTES + 1)));
    if (!(list instanceof Map)) throw new PropertyListError('is not a "dict"');
    return { dict: list, warnings: [] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error instanceof PropertyListError ? error.message : "cannot be read";
    return { ...NOTHING_SAID, warnings: [{ code: "invalid-info-plist", message: `Its Info.plist ${why}` }] };
  }
}

/** The parser of property lists, on the one system that loads bundles of macOS. */
export async function ownPropertyListParser(): Promise<PropertyListParser | undefined> {
  if (Deno.build.os !== "darwin") return undefined;
  return (await import("./property_list.ts")).parsePropertyList;
}
