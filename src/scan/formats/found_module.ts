import type { ReasonCode } from "../../model/reason_code.ts";
import type { Reason, Warning } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { Problem } from "../../model/documents/scan_document.ts";

/** A module that was found, before any of its code has run. */
export interface FoundModule {
  readonly format: PluginFormat;
  /** Absolute, with links resolved where they lead somewhere. */
  readonly location: string;
  readonly architectures: readonly string[];
  /** The file to load, or the bundle itself for a format whose bundles are data; absent where {@linkcode reason} says why. */
  readonly binary?: string;
  /** Every file whose change makes this another module. */
  readonly files: readonly string[];
  /** Why this module cannot be loaded here. */
  readonly reason?: Reason;
  /** Faults in its folder that do not keep it from being loaded. */
  readonly warnings?: readonly Warning[];
  /** A person named this very file or bundle. */
  readonly isNamed?: boolean;
}

/** A module that a worker can load. */
export type LoadableModule = FoundModule & { readonly binary: string };

/** A find of a search: a module, data that modules of a format need, the target of a link, or a problem that kept it from looking everywhere. */
export type Discovery =
  /** `root` is the searched path through which it was found; a link can lead out of that. */
  | { readonly module: FoundModule; readonly root: string }
  /** `data` is the location of a bundle without plugins. */
  | { readonly data: string; readonly format: PluginFormat }
  /** `link` is where a link leads, whether something is there or not. */
  | { readonly link: string }
  | { readonly problem: Problem };

/** Gives the module that an earlier search found at a location, if nothing of it has changed. */
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
