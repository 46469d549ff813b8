import type { PluginFormat } from "../../model/plugin_format.ts";
import { type BinaryFacts, binaryFacts, checkBinary } from "../files/binary_header.ts";
import { definedSymbols } from "../files/elf_symbols.ts";
import { FileWindow } from "../files/file_window.ts";
import type { FormatTable, LibraryFormat } from "./format_table.ts";
import { type FoundModule, unloadable } from "./found_module.ts";

/** Why a library is looked at. */
export interface LibraryContext {
  /** Formats that the search is for. */
  readonly formats: readonly PluginFormat[];
  /** A person named this very file. */
  readonly isNamed: boolean;
  /** The format that every library in this folder should have. */
  readonly home?: PluginFormat | undefined;
}

/**
 * Looks at a shared library whose name does not tell its format: LADSPA and
 * VST2 plugins, and much else.
 *
 * @returns `undefined` for a library that is neither a plugin nor expected to be one.
 * @throws {Deno.errors.PermissionDenied} and the other errors of reading a file.
 */
export async function inspectLibrary(
  location: string,
  context: LibraryContext,
  table: FormatTable,
): Promise<FoundModule | undefined> {
  const { facts, symbols } = readLibrary(location, table);
  const { formats, isNamed } = context;
  const record = formatOf(facts, symbols, context, table);
  if (record !== undefined) {
    if (!formats.includes(record.format)) return undefined;
    // A library inside of a bundle is found with the bundle.
    return record.library.isUsual || isNamed ? await record.library.inspect(location, facts) : undefined;
  }
  const { presumed } = table;
  if (presumed === undefined || !formats.includes(presumed.format)) return undefined;
  if (!isNamed && context.home !== presumed.format) return undefined;
  const module = await presumed.library.inspect(location, facts);
  if (module.reason !== undefined) return module;
  // A sound library that is not a plugin can be data or a helper of one, whatever its folder.
  if (!isNamed) return undefined;
  const message = `Has no "${presumed.library.entryPoints[0]}" or other entry point of a plugin`;
  return unloadable(presumed.format, location, "no-entry-point", message, module.architectures);
}

/** `symbols` is absent for anything but an ELF library. */
function readLibrary(
  path: string,
  { libraries }: FormatTable,
): { facts: BinaryFacts; symbols: ReadonlySet<string> | undefined } {
  const names = libraries.flatMap(({ library }) => library.entryPoints);
  using file = FileWindow.open(path);
  return { facts: binaryFacts(file), symbols: definedSymbols(file, names) };
}

/** The format whose entry point a library has; for libraries of other systems, the format of their folder. */
function formatOf(
  facts: BinaryFacts,
  symbols: ReadonlySet<string> | undefined,
  { home, isNamed }: LibraryContext,
  { libraries, presumed }: FormatTable,
): LibraryFormat | undefined {
  if (symbols !== undefined) {
    return libraries.find(({ library }) => library.entryPoints.some((name) => symbols.has(name)));
  }
  const isOwnKind = facts.header !== undefined && facts.header.kind !== "elf" &&
    checkBinary(facts) === undefined;
  if (!isOwnKind) return undefined;
  if (home !== undefined) return libraries.find(({ format }) => format === home);
  return isNamed ? presumed : undefined;
}
