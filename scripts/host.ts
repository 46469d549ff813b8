import { ask, type CommandResult, runVisibly } from "./run_command.ts";

/** The computer as setup sees it; tests substitute another. */
export interface Host {
  readonly os: typeof Deno.build.os;
  /** Whether we may install packages without asking anyone. */
  readonly isRoot: boolean;
  /** Whether a command of this name can be run. */
  hasCommand(name: string): boolean;
  /** Whether a file or folder exists. */
  hasFile(path: string): boolean;
  /** The text of a file, empty when it cannot be read. */
  textOf(path: string): string;
  /** Runs a command and returns its output. */
  ask(command: string, args: readonly string[]): Promise<CommandResult>;
  /** Runs a command and shows its progress. */
  run(command: string, args: readonly string[], env?: Record<string, string>): Promise<CommandResult>;
}

/** The computer that this program runs on. */
export function thisHost(): Host {
  const isWindows = Deno.build.os === "windows";
  const folders = (Deno.env.get("PATH") ?? "").split(isWindows ? ";" : ":").filter((name) => name !== "");
  return {
    os: Deno.build.os,
    isRoot: Deno.uid() === 0,
    hasCommand: (name) => folders.some((folder) => hasFile(`${folder}/${name}${isWindows ? ".exe" : ""}`)),
    hasFile,
    textOf(path) {
      try {
        return Deno.readTextFileSync(path);
      } catch (error) {
        if (isUnreadable(error)) return "";
        throw error;
      }
    },
    ask,
    run: (command, args, env = {}) => runVisibly(command, args, { env }),
  };
}

function hasFile(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (isUnreadable(error)) return false;
    throw error;
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.FilesystemLoop;
}
