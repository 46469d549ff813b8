import type { Host } from "./host.ts";
import { SetupError } from "./setup_error.ts";
import {
  browser,
  buildRequirements,
  clap,
  hasClap,
  hasJuce,
  juce,
  type Requirement,
  sourceFetch,
  testRequirements,
} from "./toolchain.ts";

/** Waits for the lock of another program that is installing. */
const INSTALL = [
  "install",
  "--yes",
  "--no-install-recommends",
  "--option=DPkg::Lock::Timeout=300",
  "--option=Dpkg::Use-Pty=0",
];
const UPDATE = ["update", "--option=DPkg::Lock::Timeout=300"];

/**
 * Installs missing packages on Debian and its relatives, without recommended
 * packages, and returns their names.
 *
 * @throws {SetupError} With the one command to run when we may not install, or
 *   when apt-get fails.
 */
export async function installDebianPackages(
  host: Host,
  options: { forTests: boolean; say: (text: string) => void },
): Promise<string[]> {
  const isAbsent = (requirement: Requirement) => !requirement.isPresent(host);
  const needsJuce = !hasJuce(host);
  const needsClap = !hasClap(host);
  const missing = [
    ...buildRequirements("linux", "apt"),
    ...options.forTests ? testRequirements : [],
  ].filter(isAbsent);
  const wantsBrowser = options.forTests && !browser.isPresent(host);
  if (missing.length === 0 && !needsJuce && !needsClap && !wantsBrowser) return [];

  const apt = await AptGet.find(host);
  let candidates = await askCandidates(host);
  const needsUpdate = candidates.cmake === undefined;
  if (needsUpdate && apt !== undefined) {
    options.say("Updating the list of packages");
    await apt.run(UPDATE);
    candidates = await askCandidates(host);
  }
  const isUnknown = needsUpdate && apt === undefined;
  if (needsJuce) {
    const isOfferedHere = candidates.juce?.startsWith("7.") || isUnknown;
    missing.push(...(isOfferedHere ? [juce] : sourceFetch).filter(isAbsent));
  }
  if (needsClap) {
    const isOfferedHere = candidates.clap !== undefined || isUnknown;
    const wanted = isOfferedHere ? [clap] : sourceFetch;
    missing.push(...wanted.filter((requirement) => isAbsent(requirement) && !missing.includes(requirement)));
  }
  if (wantsBrowser && apt !== undefined && candidates.browser !== undefined) missing.push(browser);
  if (missing.length === 0) return [];

  const packages = missing.map((requirement) => requirement.packages.apt!);
  if (apt === undefined) throw new SetupError(commandToRun(host, packages));
  options.say(`Installing ${packages.join(", ")}`);
  await installOrUpdate(apt, packages);
  const stillMissing = missing.filter(isAbsent);
  if (stillMissing.length > 0) {
    const names = stillMissing.map((requirement) => requirement.name).join(", ");
    throw new SetupError(`apt-get installed ${packages.join(", ")}, but these are still missing: ${names}`);
  }
  return packages;
}

/** apt-get, with the rights that it needs. */
class AptGet {
  readonly #host: Host;
  readonly #prefix: readonly string[];

  private constructor(host: Host, prefix: readonly string[]) {
    this.#host = host;
    this.#prefix = prefix;
  }

  /** As root or through a sudo without a password; `undefined` if neither is possible. */
  static async find(host: Host): Promise<AptGet | undefined> {
    if (host.isRoot) return new AptGet(host, []);
    const { success } = await host.ask("sudo", ["-n", "true"]);
    return success ? new AptGet(host, ["sudo", "-n"]) : undefined;
  }

  async run(args: readonly string[]): Promise<void> {
    const [command, ...rest] = [
      ...this.#prefix,
      "env",
      "DEBIAN_FRONTEND=noninteractive",
      "apt-get",
      "--quiet",
      ...args,
    ];
    const { success, code } = await this.#host.run(command!, rest);
    if (!success) throw new SetupError(`"apt-get ${args[0]}" failed with exit code ${code}; see above`);
  }
}

/** The list of packages may name versions that the servers have dropped; a new list fixes that. */
async function installOrUpdate(apt: AptGet, packages: readonly string[]): Promise<void> {
  try {
    await apt.run([...INSTALL, ...packages]);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    await apt.run(UPDATE);
    await apt.run([...INSTALL, ...packages]);
  }
}

/** The versions that would be installed; none for a package that the lists do not contain. */
async function askCandidates(
  host: Host,
): Promise<{ cmake?: string; juce?: string; clap?: string; browser?: string }> {
  const names = ["cmake", juce.packages.apt!, clap.packages.apt!, browser.packages.apt!];
  const { stdout } = await host.ask("apt-cache", ["policy", ...names]);
  const candidate = (name: string) =>
    stdout.match(new RegExp(`^${name}:\\n(?: .*\\n)*?  Candidate: ([0-9]\\S*)`, "m"))?.[1];
  const [cmake, juceVersion, clapVersion, browserVersion] = names.map(candidate);
  return {
    ...cmake && { cmake },
    ...juceVersion && { juce: juceVersion },
    ...clapVersion && { clap: clapVersion },
    ...browserVersion && { browser: browserVersion },
  };
}

function commandToRun(host: Host, packages: readonly string[]): string {
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  const asRoot = host.hasCommand("sudo")
    ? command.replaceAll("apt-get", "sudo apt-get")
    : `su -c "${command}"`;
  return `Some packages are missing, and only an administrator can install them. Run this, then try again:\n\n  ${asRoot}\n`;
}
