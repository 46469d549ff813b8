import type { Reason, ReasonCode, Warning } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { Problem } from "../../model/documents/scan_document.ts";

/** A module that was found, before any of its code has run. */
export interface FoundModule {
  readonly format: PluginFormat;
  /** Absolute, links resolved where they lead somewhere. */
  readonly location: string;
  readonly architectures: readonly string[];
  /** What to load, for LV2 the bundle; absent when {@linkcode reason} says why there is nothing. */
  readonly binary?: string;
  /** Every file whose change makes this another module. */
  readonly files: readonly string[];
  /** Why this module cannot be loaded here. */
  readonly reason?: Reason;
  /** What its folder has that cannot be used. */
  readonly warnings?: readonly Warning[];
  /** A person named this very file or bundle. */
  readonly isNamed?: boolean;
}

/** What a search yields: a module, a bundle of LV2 data without plugins, or what kept it from looking everywhere. */
export type Discovery =
  /** `root` is the searched path through which it was found; a link can lead out of that. */
  | { readonly module: FoundModule; readonly root: string }
  | { readonly lv2Data: string }
  | { readonly problem: Problem };

/** Gives the module that an earlier search found at a location, if all of it is as it was. */
export type Recall = (location: string) => FoundModule | undefined;

/** A module that cannot be loaded, and why. */
export function unloadable(
  format: PluginFormat,
  location: string,
  code: ReasonCode,
  message: string,
  architectures: readonly string[] = [],
): FoundModule {
  return { format, location, architectures, files: [], reason: { code, message } };
}
