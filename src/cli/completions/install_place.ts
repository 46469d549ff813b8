import { PluginaryError } from "../../model/pluginary_error.ts";
import { dataFolder, homeFolder, type Variables } from "../../platform/folders.ts";
import { absolutePath, isInFolder, joinPath, parentFolder } from "../../platform/paths.ts";
import { pathExists } from "../../platform/path_exists.ts";
import { shellWord } from "../terminal/shell_word.ts";
import { SCRIPT_MARK } from "./shell_scripts.ts";
import type { Shell } from "./shells.ts";

/** The files that load bash's completions, from the package bash-completion. */
const BASH_COMPLETION = [
  "/usr/share/bash-completion/bash_completion",
  "/usr/local/share/bash-completion/bash_completion",
  "/usr/local/etc/profile.d/bash_completion.sh",
  "/opt/homebrew/etc/profile.d/bash_completion.sh",
  "/etc/profile.d/bash_completion.sh",
];

/** The file for a shell's completions. */
export function completionsFile(shell: Shell, variables: Variables): string {
  switch (shell) {
    case "bash":
      return joinPath(bashFolder(variables), "completions", "pluginary");
    case "zsh":
      return joinPath(zshFolder(variables), "_pluginary");
    case "fish":
      return joinPath(
        xdgFolder(variables, "XDG_CONFIG_HOME", ".config"),
        "fish",
        "completions",
        "pluginary.fish",
      );
    case "powershell":
      return joinPath(dataFolder(variables) ?? noHome(), "completions", "pluginary.ps1");
  }
}

/** Steps that remain to the user before the shell reads a file. */
export async function remainingSteps(shell: Shell, path: string, variables: Variables): Promise<string[]> {
  const steps = await stepsOf(shell, path, variables);
  if (await isInPath(variables)) return steps;
  return [...steps, 'Put "pluginary" in a folder of PATH: the completions call it by that name'];
}

async function stepsOf(shell: Shell, path: string, variables: Variables): Promise<string[]> {
  switch (shell) {
    case "bash": {
      const found = await Promise.all(BASH_COMPLETION.map(pathExists));
      if (found.includes(true)) return ["Open a new terminal"];
      return [
        `Install the package "bash-completion", or add this line to ~/.bashrc: source ${shellWord(path)}`,
        "Open a new terminal",
      ];
    }
    case "zsh": {
      const folder = parentFolder(path);
      if (fpathOf(variables).includes(folder)) return ["Open a new terminal"];
      return [
        `If ~/.zshrc does not have it, add this line before "compinit": fpath=(${shellWord(folder)} $fpath)`,
        "Open a new terminal; if nothing changes, delete ~/.zcompdump first",
      ];
    }
    case "fish":
      return [];
    case "powershell":
      return [`Add this line to the file $PROFILE: . '${path.replaceAll("'", "''")}'`, "Open a new terminal"];
  }
}

/**
 * Whether a file is one of our scripts; `undefined` if there is none.
 *
 * @throws {PluginaryError} for a file of somebody else, which stays.
 */
export async function readOwnScript(path: string): Promise<string | undefined> {
  const text = await textOf(path);
  if (text === undefined || text.split("\n", 2).some((line) => line.startsWith(`# ${SCRIPT_MARK} `))) {
    return text;
  }
  throw new PluginaryError(
    "completions-not-ours",
    `Cannot change "${path}": it was not written by pluginary`,
    'Move it away, or print the script with "pluginary completions SHELL"',
  );
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function bashFolder(variables: Variables): string {
  const named = variables("BASH_COMPLETION_USER_DIR") ?? "";
  if (named !== "") return absolutePath(named);
  return joinPath(xdgFolder(variables, "XDG_DATA_HOME", ".local", "share"), "bash-completion");
}

/** A folder of the user's that zsh is known to read, else the usual one. */
function zshFolder(variables: Variables): string {
  const home = homeFolder(variables);
  const own = fpathOf(variables).find((folder) => home !== undefined && isInFolder(home, folder));
  return own ?? joinPath(xdgFolder(variables, "XDG_DATA_HOME", ".local", "share"), "zsh", "site-functions");
}

/** The folders of zsh's functions, where the user exports them. */
function fpathOf(variables: Variables): string[] {
  return (variables("FPATH") ?? "").split(":").filter((folder) => folder.startsWith("/"));
}

function xdgFolder(variables: Variables, name: string, ...usual: readonly string[]): string {
  const named = variables(name);
  // The specification says to ignore relative paths.
  if (named?.startsWith("/")) return named;
  return joinPath(homeFolder(variables) ?? noHome(), ...usual);
}

function noHome(): never {
  throw new PluginaryError(
    "path-not-found",
    "Cannot find a place for the completions: no home folder is set",
    'Print the script with "pluginary completions SHELL"',
  );
}

async function isInPath(variables: Variables): Promise<boolean> {
  const isWindows = Deno.build.os === "windows";
  const folders = (variables("PATH") ?? "").split(isWindows ? ";" : ":").filter((folder) => folder !== "");
  const files = folders.map((folder) => joinPath(folder, isWindows ? "pluginary.exe" : "pluginary"));
  return (await Promise.all(files.map(pathExists))).includes(true);
}
