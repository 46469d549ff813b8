import { LATEST_VERSION } from "../../../catalog/sqlite/schema_version.ts";
import { sqliteVersion } from "../../../catalog/sqlite/sqlite_version.ts";
import { ABI_VERSION } from "../../../model/abi_version.ts";
import type { Versions } from "../../../model/documents/health/doctor_document.ts";
import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import type { Environment } from "../../../scan/files/search_system.ts";
import { readBuildRecord } from "../../../scan/shim/build_record.ts";
import { shimInfo } from "../../../scan/shim/shim.ts";
import { PROGRAM_VERSION } from "../../command_line/program_version.ts";

/** Versions of the program and of everything below it. */
export function findVersions(environment: Environment): Versions {
  const commit = readBuildRecord()?.commit;
  const library = shimInfo(environment)?.info;
  return {
    pluginary: PROGRAM_VERSION,
    ...(commit === undefined ? {} : { commit }),
    abi: ABI_VERSION,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    sqlite: sqliteVersion(),
    library: typeof library === "object" && library !== null ? { ...library } : null,
    catalog: LATEST_VERSION,
    os: Deno.build.os,
    osRelease: Deno.osRelease(),
    arch: Deno.build.arch,
  };
}

/** The versions in one line. */
export function checkVersions(versions: Versions): HealthCheck[] {
  const { pluginary, deno, sqlite, abi, library, os, osRelease, arch } = versions;
  const juce = library?.["juce"] === undefined ? [] : [`JUCE ${library["juce"]}`];
  const parts = [`pluginary ${pluginary}`, `ABI ${abi}`, ...juce, `Deno ${deno}`, `SQLite ${sqlite}`];
  return [finding("versions-known", [...parts, `${os} ${osRelease} ${arch}`].join(", "))];
}
