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

/** Reads a property list; passed as an argument because it is slow to load and rarely needed. */
export type PropertyListParser = (bytes: Uint8Array) => PropertyListValue;

/** The description of a macOS bundle. */
export interface InfoPlist {
  /** Empty if the description is missing or invalid. */
  readonly dict: PropertyListDict;
  readonly warnings: readonly Warning[];
}

/** The description of a bundle without an Info.plist. */
export const NOTHING_SAID: InfoPlist = { dict: new Map(), warnings: [] };

/** The path of a macOS bundle's description. */
export function infoPlistPath(bundle: string): string {
  return joinPath(bundle, "Contents", "Info.plist");
}

/** Reads a bundle's description; an invalid one becomes a warning. */
export function readInfoPlist(bundle: string, parse: PropertyListParser): InfoPlist {
  const path = infoPlistPath(bundle);
  if (!isFile(path)) return NOTHING_SAID;
  try {
    using file = FileWindow.open(path);
    // One byte above the limit lets the parser detect a file that is too large.
    const list = parse(file.read(0, Math.min(file.size, MAXIMUM_PROPERTY_LIST_BYTES + 1)));
    if (!(list instanceof Map)) throw new PropertyListError('is not a "dict"');
    return { dict: list, warnings: [] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const why = error instanceof PropertyListError ? error.message : "cannot be read";
    return { ...NOTHING_SAID, warnings: [{ code: "invalid-info-plist", message: `Its Info.plist ${why}` }] };
  }
}

/** The parser of property lists on macOS, the one system that loads bundles described by them. */
export async function ownPropertyListParser(): Promise<PropertyListParser | undefined> {
  if (Deno.build.os !== "darwin") return undefined;
  return (await import("./property_list.ts")).parsePropertyList;
}
