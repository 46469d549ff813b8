import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { type CatalogFacts, examineCatalog, judgeCatalog } from "./catalog.ts";
import { type ConfigurationFacts, examineConfiguration, judgeConfiguration } from "./configuration.ts";
import { judgeConfinement } from "./confinement.ts";
import { examineFolders, judgeFolders } from "./folders.ts";
import { examineLibrary, judgeLibrary } from "./library.ts";
import { findGone, judgePlugins } from "./plugins.ts";
import { examineSearchFolders, judgeSearchFolders } from "./search_folders.ts";
import { checkTerminal } from "./terminal.ts";
import { checkVersions, findVersions } from "./versions.ts";
import type { WorkerTrial } from "./worker_trial.ts";
import type { Versions } from "../../../model/documents/health/doctor_document.ts";

/** The findings of all checks, with the facts behind them. */
export interface Findings {
  readonly checks: readonly HealthCheck[];
  readonly versions: Versions;
  /** Absent if there is no place for a catalog, or looking at it failed. */
  readonly catalog?: CatalogFacts;
  readonly configuration?: ConfigurationFacts;
}

/** What the checks share; each is looked at once, and all at the same time. */
interface Facts {
  readonly context: Pick<ProgramContext, "console" | "commandTree">;
  readonly worker: Promise<WorkerTrial>;
  readonly configuration: Promise<ConfigurationFacts>;
  readonly catalog: Promise<CatalogFacts | undefined>;
}

/** A part of the report. */
type Check = (facts: Facts) => Promise<HealthCheck[]>;

/** All parts of the report. */
const CHECKS: readonly Check[] = [
  async ({ context: { console } }) => judgeFolders(await examineFolders(console.environment)),
  async ({ context: { console } }) => judgeSearchFolders(await examineSearchFolders(console.environment)),
  async ({ context: { console }, worker }) => judgeLibrary(examineLibrary(console.environment, await worker)),
  async ({ worker, configuration }) => {
    const [report, confinement] = [await worker, await ignoringErrors(configuration)];
    return judgeConfinement({
      ...(report instanceof PluginaryError ? {} : { report }),
      ...(confinement?.confinement === undefined ? {} : { configured: confinement.confinement }),
      os: Deno.build.os,
      osRelease: Deno.osRelease(),
    });
  },
  async ({ catalog }) => {
    const facts = await catalog;
    return facts === undefined ? [] : judgeCatalog(facts);
  },
  async ({ catalog }) => {
    const facts = await ignoringErrors(catalog);
    if (facts === undefined) return [];
    return judgePlugins({ catalog: facts, gone: await findGone(facts.installed) });
  },
  async ({ context: { console }, configuration }) =>
    judgeConfiguration(await configuration, console.environment),
  ({ context }) => Promise.resolve(checkTerminal(context.console)),
  ({ context }) => Promise.resolve(checkVersions(findVersions(context.console.environment))),
];

/** Makes all checks. It never throws: a check that fails is a finding of its own. */
export async function checkAll(context: Facts["context"], worker: Promise<WorkerTrial>): Promise<Findings> {
  const { environment } = context.console;
  const facts: Facts = {
    context,
    worker,
    configuration: examineConfiguration(context),
    catalog: examineCatalog(environment),
  };
  const checks = (await Promise.all(CHECKS.map((check) => guarded(check, facts)))).flat();
  const [catalog, configuration] = await Promise.all([
    ignoringErrors(facts.catalog),
    ignoringErrors(facts.configuration),
  ]);
  return {
    checks,
    versions: findVersions(environment),
    ...(catalog === undefined ? {} : { catalog }),
    ...(configuration === undefined ? {} : { configuration }),
  };
}

async function guarded(check: Check, facts: Facts): Promise<HealthCheck[]> {
  try {
    return await check(facts);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const advice = "Report this as a bug, with the file of --bundle";
    return [
      finding("check-failed", `A check failed: ${error.message}`, {
        advice,
        cure: "pluginary doctor --bundle doctor.zip",
      }),
    ];
  }
}

/** For a check that can do without; the check of the facts themselves reports the error. */
async function ignoringErrors<T>(facts: Promise<T>): Promise<T | undefined> {
  try {
    return await facts;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
