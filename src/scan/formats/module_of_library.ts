import type { Warning } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { type BinaryFacts, checkBinary, readBinary } from "../files/binary_header.ts";
import { type FoundModule, unloadable } from "./found_module.ts";

/** The parts of a module beside its library. */
interface ModuleExtras {
  /** Files that belong to its state. */
  readonly files?: readonly string[];
  /** Architectures that it has elsewhere. */
  readonly architectures?: readonly string[];
  /** Its other faults. */
  readonly warnings?: readonly Warning[];
  /** The facts about the library, where it has been read already. */
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
