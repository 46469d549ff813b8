import type { Reason, ReasonCode, Warning } from "../model/module.ts";
import type { PluginFormat } from "../model/plugin_format.ts";
import type { Problem } from "../model/scan_document.ts";
import { type BinaryFacts, checkBinary, readBinary } from "./binary_header.ts";

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

/** What a module has beside its library. */
interface ModuleExtras {
  /** Files that belong to its state. */
  readonly files?: readonly string[];
  /** Architectures that it has elsewhere. */
  readonly architectures?: readonly string[];
  /** What else is wrong with it. */
  readonly warnings?: readonly Warning[];
  /** What the library has been found to be, where it has been read already. */
  readonly facts?: BinaryFacts;
}

/**
 * Looks at the library of a module: a loadable one makes a module of it, any
 * other the reason why not.
 *
 * @throws {Deno.errors.PermissionDenied} and the other errors of reading a file.
 */
export function moduleOfLibrary(
  format: PluginFormat,
  location: string,
  binary: string,
  extras: ModuleExtras = {},
): FoundModule {
  const facts = extras.facts ?? readBinary(binary);
  const problem = checkBinary(facts);
  const all = new Set([...extras.architectures ?? [], ...facts.header?.architectures ?? []]);
  const architectures = [...all].sort();
  const warnings = extras.warnings?.length ? { warnings: extras.warnings } : {};
  if (problem !== undefined) {
    return { ...unloadable(format, location, problem.code, problem.message, architectures), ...warnings };
  }
  return { format, location, architectures, binary, files: [binary, ...extras.files ?? []], ...warnings };
}
