import { finding, type HealthCheck, type Remedy } from "../../../model/health/health_check.ts";
import { ABI_VERSION } from "../../../model/abi_version.ts";
import type { PluginFormat } from "../../../model/plugin_format.ts";
import { type ErrorCode, PluginaryError } from "../../../model/pluginary_error.ts";
import { isFileError } from "../../../platform/file_error.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { FORMATS } from "../../../scan/formats/records/formats.ts";
import { builtFormats } from "../../../scan/shim/built_formats.ts";
import { findShim, packedShim, shimInfo } from "../../../scan/shim/shim.ts";
import type { WorkerTrial } from "./worker_trial.ts";

/** Formats that no build loads: they are only listed. */
const ONLY_LISTED: readonly PluginFormat[] = ["au", "vst2"];

/** Errors of a worker that another library or another build may cure. */
const LIBRARY_ERRORS: readonly ErrorCode[] = ["worker-does-not-start", "worker-not-found", "shim-not-usable"];

/** The native library, and what became of a worker that opened it. */
export interface LibraryFacts {
  /** Whether `PLUGINARY_SHIM` names it. */
  readonly isNamed: boolean;
  readonly isPacked: boolean;
  /** Why there is none. */
  readonly missing?: PluginaryError;
  /** The fields of the file that describes it. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly formats?: readonly PluginFormat[];
  readonly wantedFormats: readonly PluginFormat[];
  readonly worker: WorkerTrial;
}

/** Looks for the library and its description. */
export function examineLibrary(environment: Environment, worker: WorkerTrial): LibraryFacts {
  const info = shimInfo(environment)?.info;
  const formats = builtFormats(environment);
  const missing = whyMissing(environment);
  return {
    isNamed: environment("PLUGINARY_SHIM") !== undefined,
    isPacked: Deno.build.standalone,
    ...(missing === undefined ? {} : { missing }),
    ...(typeof info === "object" && info !== null ? { info: { ...info } } : {}),
    ...(formats === undefined ? {} : { formats }),
    wantedFormats: FORMATS.searchedOn(Deno.build.os).filter((format) => !ONLY_LISTED.includes(format)),
    worker,
  };
}

/** The findings about the library. */
export function judgeLibrary(facts: LibraryFacts): HealthCheck[] {
  const { missing, info, formats, wantedFormats, worker } = facts;
  const remedy = remedyFor(facts);
  if (missing !== undefined) return [finding("library-missing", missing.message, remedy)];
  const abi = info?.["abi"];
  if (abi !== undefined && abi !== ABI_VERSION) {
    const message = `The library has ABI ${abi}, and this program needs ABI ${ABI_VERSION}`;
    return [finding("library-incompatible", message, remedy)];
  }
  const problems: HealthCheck[] = [];
  if (worker instanceof PluginaryError) {
    problems.push(finding("worker-does-not-start", worker.message, startRemedy(worker, remedy)));
  }
  if (info === undefined) {
    problems.push(finding("library-undescribed", "The file that describes the library is missing", remedy));
  } else {
    const absent = wantedFormats.filter((format) => formats?.includes(format) !== true);
    if (absent.length > 0) {
      const message = `The library was built without ${absent.join(", ")}, so scans skip these formats`;
      problems.push(finding("formats-missing", message, remedy));
    }
  }
  if (problems.length > 0) return problems;
  return [finding("library-ready", `A worker starts and reads ${formats!.join(", ")}`)];
}

/** No other library helps against a shortage, or without a folder for temporary files. */
function startRemedy({ code, cause, hint }: PluginaryError, remedy: Remedy): Remedy {
  const isOfLibrary = LIBRARY_ERRORS.includes(code) && !isFileError(cause);
  return isOfLibrary || hint === undefined ? remedy : { advice: hint };
}

function remedyFor({ isNamed, isPacked }: LibraryFacts): Remedy {
  if (isNamed) return { cure: "unset PLUGINARY_SHIM" };
  return isPacked ? { advice: "Download the program again" } : { cure: "deno task setup" };
}

function whyMissing(environment: Environment): PluginaryError | undefined {
  if (packedShim(environment) !== undefined) return undefined;
  try {
    findShim(environment);
    return undefined;
  } catch (error) {
    if (error instanceof PluginaryError) return error;
    if (!(error instanceof Error)) throw error;
    return new PluginaryError("shim-not-found", `Cannot read the library: ${error.message}`);
  }
}
