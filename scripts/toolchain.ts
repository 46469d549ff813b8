import type { Host } from "./host.ts";
import { projectPath } from "./project_path.ts";

/** The programs that install packages; each has its own names for them. */
export type PackageManager = "apt" | "dnf" | "pacman" | "zypper" | "apk" | "brew" | "winget";

/** Something that the build or the tests need from the computer. */
export interface Requirement {
  /** Its common name. */
  name: string;
  /** Whether the computer has it; checks files only, since this runs at every start. */
  isPresent(host: Host): boolean;
  /** The names of its package; absent where there is no package. */
  packages: Partial<Record<PackageManager, string>>;
}

const compiler: Requirement = {
  name: "C++ compiler",
  isPresent: (host) => ["c++", "g++", "clang++"].some((name) => host.hasCommand(name)),
  packages: { apt: "g++", dnf: "gcc-c++", pacman: "gcc", zypper: "gcc-c++", apk: "g++" },
};

const cmake: Requirement = {
  name: "CMake",
  isPresent: (host) => host.hasCommand("cmake"),
  packages: {
    apt: "cmake",
    dnf: "cmake",
    pacman: "cmake",
    zypper: "cmake",
    apk: "cmake",
    brew: "cmake",
    winget: "Kitware.CMake",
  },
};

const ninja: Requirement = {
  name: "Ninja",
  isPresent: (host) => host.hasCommand("ninja") || host.hasCommand("ninja-build"),
  packages: {
    apt: "ninja-build",
    dnf: "ninja-build",
    pacman: "ninja",
    zypper: "ninja",
    apk: "ninja-build",
    brew: "ninja",
  },
};

/** Fetches JUCE's source where the system has no JUCE 7. */
const git: Requirement = {
  name: "Git",
  isPresent: (host) => host.hasCommand("git"),
  packages: {
    apt: "git",
    dnf: "git",
    pacman: "git",
    zypper: "git",
    apk: "git",
    brew: "git",
    winget: "Git.Git",
  },
};

/** The path of a header in Debian's package of JUCE's modules. */
const JUCE_HEADER = "/usr/share/juce/modules/juce_core/juce_core.h";

/** JUCE 8 has another licence and is never used. */
export const juce: Requirement = {
  name: "JUCE 7 modules",
  isPresent: (host) => /^ *version: +7\./m.test(host.textOf(JUCE_HEADER)),
  packages: { apt: "juce-modules-source-data" },
};

/** The folder into which CMake fetches JUCE. */
const FETCHED_JUCE = projectPath("build/native/_deps/juce_source-src");

/** Whether there is a JUCE to build with, the system's or a fetched one. */
export function hasJuce(host: Host): boolean {
  return juce.isPresent(host) || host.hasFile(FETCHED_JUCE);
}

/** The folder of CLAP's headers in Debian's source of DPF. */
const DPF_CLAP = "/usr/share/dpf/distrho/src/clap";

/** CLAP's headers, from a package of their own where a system has one. */
export const clap: Requirement = {
  name: "CLAP headers",
  isPresent: (host) =>
    [DPF_CLAP, "/usr/include/clap", "/usr/local/include/clap"].some((folder) =>
      host.hasFile(`${folder}/ext/note-ports.h`)
    ),
  packages: { apt: "dpf-source" },
};

/** The folder into which CMake fetches CLAP. */
const FETCHED_CLAP = projectPath("build/native/_deps/clap_source-src");

/** Whether there are CLAP headers to build with, the system's or fetched ones. */
export function hasClap(host: Host): boolean {
  return clap.isPresent(host) || host.hasFile(FETCHED_CLAP);
}

/** Requirements for fetching the source of JUCE 7 or CLAP on systems without them. */
export const sourceFetch: readonly Requirement[] = [git, {
  name: "certificates",
  isPresent: (host) => host.hasFile("/etc/ssl/certs/ca-certificates.crt"),
  packages: { apt: "ca-certificates" },
}];

/** The program that finds Visual Studio; its installer always puts it here. */
const VSWHERE = "C:/Program Files (x86)/Microsoft Visual Studio/Installer/vswhere.exe";

const visualStudio: Requirement = {
  name: "Visual Studio with C++",
  isPresent: (host) => host.hasCommand("cl") || host.hasFile(VSWHERE),
  packages: { winget: "Microsoft.VisualStudio.2022.BuildTools" },
};

const xcodeTools: Requirement = {
  name: "Xcode command line tools",
  isPresent: (host) =>
    host.hasFile("/Library/Developer/CommandLineTools/usr/bin/clang++") ||
    host.hasFile("/Applications/Xcode.app"),
  packages: {},
};

/** Requirements of the native build on this system; on Linux with apt without JUCE and the tools that fetch it. */
export function buildRequirements(os: Host["os"], manager: PackageManager | undefined): Requirement[] {
  // CMake finds Visual Studio by itself and builds with its tools.
  if (os === "windows") return [visualStudio, cmake, git];
  if (os === "darwin") return [xcodeTools, cmake, ninja, git];
  const common = [compiler, cmake, ninja];
  return manager === "apt" ? common : [...common, git];
}

/**
 * Requirements of the tests besides our own fixtures: real plugins in four
 * formats, and independent programs that read them.
 */
export const testRequirements: readonly Requirement[] = [
  {
    name: "sample plugins",
    isPresent: (host) => host.hasFile("/usr/lib/vst3/ZamTube.vst3"),
    packages: { apt: "zam-plugins" },
  },
  {
    name: "LV2 tools",
    isPresent: (host) => host.hasCommand("lv2info"),
    packages: { apt: "lilv-utils" },
  },
  {
    name: "LV2 specifications, which other programs take the symbols of units from",
    isPresent: (host) => host.hasFile("/usr/lib/lv2/units.lv2/units.ttl"),
    packages: { apt: "lv2-dev" },
  },
  {
    name: "LV2 plugins, one after the other",
    isPresent: (host) => host.hasFile("/usr/lib/lv2/amp-swh.lv2/manifest.ttl"),
    packages: { apt: "swh-lv2" },
  },
  {
    name: "LV2 plugins with presets",
    isPresent: (host) => host.hasFile("/usr/lib/lv2/mda.lv2/manifest.ttl"),
    packages: { apt: "mda-lv2" },
  },
  {
    name: "LV2 plugins of one large bundle",
    isPresent: (host) => host.hasFile("/usr/lib/lv2/lsp-plugins.lv2/manifest.ttl"),
    packages: { apt: "lsp-plugins-lv2" },
  },
  {
    name: "LADSPA plugins",
    isPresent: (host) => host.hasFile("/usr/lib/ladspa/amp_1181.so"),
    packages: { apt: "swh-plugins" },
  },
  {
    name: "LADSPA tools",
    isPresent: (host) => host.hasCommand("analyseplugin"),
    packages: { apt: "ladspa-sdk" },
  },
  {
    name: "XML tools",
    isPresent: (host) => host.hasCommand("xmllint"),
    packages: { apt: "libxml2-utils" },
  },
  {
    name: "bash-completion",
    isPresent: (host) => host.hasFile("/usr/share/bash-completion/bash_completion"),
    packages: { apt: "bash-completion" },
  },
  ...["zsh", "fish", "mandoc"].map((name) => ({
    name,
    isPresent: (host: Host) => host.hasCommand(name),
    packages: { apt: name },
  })),
  {
    name: "a terminal that shows what a person would see",
    isPresent: (host) => host.hasCommand("tmux"),
    packages: { apt: "tmux" },
  },
];

/** Commands of browsers that tests can drive without a screen. */
export const BROWSER_COMMANDS: readonly string[] = ["chromium-headless-shell", "chromium", "google-chrome"];

/**
 * A browser for the tests of pages. Unlike the other requirements it is only
 * wanted: Ubuntu offers none as a package, and without one its tests say that
 * they are skipped.
 */
export const browser: Requirement = {
  name: "headless browser",
  isPresent: (host) => BROWSER_COMMANDS.some((name) => host.hasCommand(name)),
  packages: { apt: "chromium-headless-shell" },
};

/**
 * The program that installs packages here; on Linux the distribution decides,
 * since a foreign package manager can be present.
 */
export function packageManager(host: Host): PackageManager | undefined {
  if (host.os === "windows") return "winget";
  if (host.os === "darwin") return "brew";
  if (isDebianLike(host.textOf("/etc/os-release")) && host.hasCommand("apt-get")) return "apt";
  return (["dnf", "pacman", "zypper", "apk"] as const).find((name) => host.hasCommand(name));
}

function isDebianLike(osRelease: string): boolean {
  const names = osRelease.split("\n").filter((line) => /^ID(_LIKE)?=/.test(line))
    .flatMap((line) => line.slice(line.indexOf("=") + 1).replace(/["']/g, "").split(/\s+/));
  return names.includes("debian") || names.includes("ubuntu");
}

/** The command to install packages with each of them; setup itself runs `apt`. */
const INSTALL_COMMANDS: Record<Exclude<PackageManager, "apt">, string> = {
  dnf: "sudo dnf install",
  pacman: "sudo pacman -S --needed",
  zypper: "sudo zypper install",
  apk: "doas apk add",
  brew: "brew install",
  winget: "winget install",
};

/** Lists what is missing and the usual way to install it. */
export function installAdvice(missing: readonly Requirement[], manager: PackageManager | undefined): string {
  const lines = [`Missing: ${missing.map((requirement) => requirement.name).join(", ")}`];
  if (missing.includes(xcodeTools)) lines.push("  xcode-select --install");
  if (manager !== undefined && manager !== "apt") {
    const packages = missing.map((requirement) => requirement.packages[manager]).filter((name) =>
      name !== undefined
    );
    if (packages.length > 0) lines.push(`  ${INSTALL_COMMANDS[manager]} ${packages.join(" ")}`);
  }
  if (missing.includes(visualStudio)) {
    lines.push('In the installer choose "Desktop development with C++"');
  }
  lines.push("Then run this command again");
  return lines.join("\n");
}
