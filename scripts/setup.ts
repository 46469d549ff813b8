// Prepares a bare computer: system packages, npm packages, native library,
// sample plugins, worker. Reports on standard error, and skips whatever is already there.
import { FileLock } from "../src/platform/file_lock.ts";
import { bundleWorker } from "./bundle_worker.ts";
import { installDebianPackages } from "./debian_packages.ts";
import { type Host, thisHost } from "./host.ts";
import { installReaders } from "./independent_readers.ts";
import { projectPath } from "./project_path.ts";
import { runVisibly } from "./run_command.ts";
import { SetupError } from "./setup_error.ts";
import { buildRequirements, installAdvice, packageManager, testRequirements } from "./toolchain.ts";

/**
 * Installs and builds whatever is missing, and returns whether anything was.
 *
 * @throws {SetupError} When something is missing that cannot be installed.
 */
export async function setup(options: { forTests: boolean }): Promise<boolean> {
  const packages = await installPackages(thisHost(), options.forTests);
  await fetchNpmPackages();
  const { buildFixtures, buildNative, buildSamples } = await import("./build_native.ts");
  const isBuilt = await buildNative();
  const hasSamples = await buildSamples();
  const isBundled = await bundleWorker();
  const hasFixtures = options.forTests && await buildFixtures();
  const hasReaders = options.forTests && await installReaders(thisHost(), say);
  return packages.length > 0 || isBuilt || hasSamples || isBundled || hasFixtures || hasReaders;
}

async function installPackages(host: Host, forTests: boolean): Promise<string[]> {
  const manager = packageManager(host);
  if (manager === "apt") return await installDebianPackages(host, { forTests, say });
  const missing = buildRequirements(host.os, manager).filter((requirement) => !requirement.isPresent(host));
  if (missing.length > 0) throw new SetupError(installAdvice(missing, manager));
  if (forTests && testRequirements.some((requirement) => !requirement.isPresent(host))) {
    say("Tests that need Debian's zam-plugins and lilv-utils will be skipped");
  }
  return [];
}

async function fetchNpmPackages(): Promise<void> {
  const args = ["install", "--frozen", "--quiet"];
  const { success } = await runVisibly(Deno.execPath(), args, { cwd: projectPath("") });
  if (!success) throw new SetupError("Cannot fetch the npm packages of deno.lock; see above");
}

/** Keeps two setups from building into one folder; the system releases the lock however the process ends. */
async function lockSetup(): Promise<FileLock> {
  await Deno.mkdir(projectPath("build"), { recursive: true });
  return await FileLock.take(
    projectPath("build/setup.lock"),
    () => say("Waiting for another setup to finish"),
  );
}

function say(text: string): void {
  console.error(`setup: ${text}`);
}

async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((argument) => argument !== "--tests");
  if (unknown !== undefined) {
    say(`Unknown argument "${unknown}"; expected --tests`);
    return 2;
  }
  const start = performance.now();
  try {
    using _lock = await lockSetup();
    const hasWorked = await setup({ forTests: args.includes("--tests") });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    say(hasWorked ? `done in ${seconds} s` : `nothing to do (${seconds} s)`);
    return 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
