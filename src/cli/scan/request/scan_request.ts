import type { ConfinementPolicy } from "../../../model/confinement.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { usageError } from "../../../model/usage_error.ts";
import { absolutePath } from "../../../platform/paths.ts";
import type { SearchOptions } from "../../../scan/module_search.ts";
import { kebabCase } from "../../command_line/kebab_case.ts";
import type { ScanFlags } from "./scan_flags.ts";

/** The scan to run or to plan. */
export interface ScanRequest {
  readonly flags: ScanFlags;
  /** Absolute, like the folders. */
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  readonly confinement: ConfinementPolicy;
}

/** Options that require the catalog. */
const OPTIONS_OF_CATALOG = ["olderThan", "failed", "retryBlocked", "prune", "wait"] as const;

/**
 * The request in a command line.
 *
 * @throws {PluginaryError} `usage` for options that exclude each other.
 */
export function scanRequest(flags: ScanFlags, paths: readonly string[]): ScanRequest {
  const option = flags.noCatalog ? OPTIONS_OF_CATALOG.find((name) => flags[name] !== undefined) : undefined;
  if (option !== undefined) throw notCombinable("--no-catalog", option);
  return {
    flags,
    paths: paths.map(fromCurrentFolder),
    folders: (flags.folder ?? []).map(fromCurrentFolder),
    confinement: policyOf(flags, paths),
  };
}

/** Which modules to search for, and which of the known ones to scan again. */
export function searchOptions({ flags, paths, folders, confinement }: ScanRequest): SearchOptions {
  return {
    paths,
    folders,
    exclude: flags.exclude ?? [],
    ignoreLists: (flags.ignoreFile ?? []).map(fromCurrentFolder),
    ...(flags.format === undefined ? {} : { formats: flags.format }),
    policy: {
      isForced: flags.force === true,
      onlyFailed: flags.failed === true,
      retriesBlocked: flags.retryBlocked === true,
      confinement,
      ...(flags.olderThan === undefined ? {} : { olderThanMs: flags.olderThan }),
    },
    trustsEmptyPaths: flags.prune === true,
  };
}

/** The error of two options that exclude each other. */
export function notCombinable(one: string, flag: keyof ScanFlags): PluginaryError {
  return usageError(`Options "${one}" and "--${kebabCase(flag)}" cannot be combined`);
}

/** An absolute path; relative ones belong to the current folder. */
export function fromCurrentFolder(path: string): string {
  try {
    return absolutePath(path);
  } catch (error) {
    const message = `Cannot scan "${path}": the current folder cannot be read`;
    throw new PluginaryError("path-not-found", message, "Name an absolute path", { cause: error });
  }
}

/** Allowances apply only to named plugins. */
function policyOf(flags: ScanFlags, paths: readonly string[]): ConfinementPolicy {
  const { confinement: level = "auto", allow: allowances = [] } = flags;
  if (allowances.length > 0 && paths.length === 0) {
    throw usageError('Option "--allow" requires a PATH', "Name the plugin to allow this for");
  }
  if (allowances.length > 0 && level === "off") {
    throw usageError('Options "--allow" and "--confinement off" cannot be combined');
  }
  return { level, allowances: [...new Set(allowances)] };
}
