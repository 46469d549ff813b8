import type { PluginFormat } from "../../model/plugin_format.ts";
import { type BinaryFacts, binaryFacts, checkBinary } from "../files/binary_header.ts";
import { definedSymbols } from "../files/elf_symbols.ts";
import { FileWindow } from "../files/file_window.ts";
import { type FoundModule, unloadable } from "./found_module.ts";
import { moduleOfLibrary } from "./module_of_library.ts";

/** The function by which each kind of library is known, the strongest sign first. */
const ENTRY_POINTS = [
  ["ladspa_descriptor", "ladspa"],
  ["clap_entry", "clap"],
  ["GetPluginFactory", "vst3"],
  ["VSTPluginMain", "vst2"],
  // What VST2 called it before version 2.4; many libraries still offer only this one.
  ["main", "vst2"],
] as const satisfies readonly (readonly [string, PluginFormat])[];

const ENTRY_NAMES: readonly string[] = ENTRY_POINTS.map(([name]) => name);

/** Why a library is looked at. */
export interface LibraryContext {
  /** Formats that the search is for. */
  readonly formats: readonly PluginFormat[];
  /** A person named this very file. */
  readonly isNamed: boolean;
  /** The format that every library in this folder should have. */
  readonly home?: PluginFormat;
}

/**
 * Looks at a shared library whose name does not tell its format: that of LADSPA
 * and VST2 plugins, and of much else.
 *
 * @returns `undefined` for a library that is no plugin and of which nobody
 *     claims that it is one.
 * @throws {Deno.errors.PermissionDenied} and the other errors of reading a file.
 */
export function inspectLibrary(location: string, context: LibraryContext): FoundModule | undefined {
  const { facts, symbols } = readLibrary(location);
  const format = formatOf(facts, symbols, context);
  if (format === undefined) return isClaimed(context) ? failed(location, facts) : undefined;
  if (!context.formats.includes(format)) return undefined;
  const architectures = facts.header?.architectures ?? [];
  if (format === "vst2") return unloadable("vst2", location, "vst2", "Is a VST2 plugin", architectures);
  if (format === "ladspa") return moduleOfLibrary("ladspa", location, location, { facts });
  // Modules of these formats have names that say so; a library inside one of them is found with its bundle.
  if (!context.isNamed) return undefined;
  if (format === "clap") return moduleOfLibrary("clap", location, location, { facts });
  const message = "Is the library of a VST3 module; name its bundle";
  return unloadable(format, location, "not-a-module", message, architectures);
}

/** `symbols` is absent for what is no ELF library. */
function readLibrary(path: string): { facts: BinaryFacts; symbols: ReadonlySet<string> | undefined } {
  using file = FileWindow.open(path);
  return { facts: binaryFacts(file), symbols: definedSymbols(file, ENTRY_NAMES) };
}

/** The format whose entry point a library has; for libraries of other systems, what its folder is for. */
function formatOf(
  facts: BinaryFacts,
  symbols: ReadonlySet<string> | undefined,
  { home, isNamed }: LibraryContext,
): PluginFormat | undefined {
  if (symbols !== undefined) return ENTRY_POINTS.find(([name]) => symbols.has(name))?.[1];
  const isOwnKind = facts.header !== undefined && facts.header.kind !== "elf" &&
    checkBinary(facts) === undefined;
  return isOwnKind ? home ?? (isNamed ? "ladspa" : undefined) : undefined;
}

/** Whether somebody says that this is a plugin: the person who named it, or its folder, which is for LADSPA alone. */
function isClaimed({ formats, isNamed, home }: LibraryContext): boolean {
  return formats.includes("ladspa") && (isNamed || home === "ladspa");
}

/** LADSPA is the one format of such files that is loaded, so that is what it failed to be. */
function failed(location: string, facts: BinaryFacts): FoundModule {
  const module = moduleOfLibrary("ladspa", location, location, { facts });
  if (module.reason !== undefined) return module;
  const message = 'Has no "ladspa_descriptor" or other entry point of a plugin';
  return unloadable("ladspa", location, "no-entry-point", message, module.architectures);
}
