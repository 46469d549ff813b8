import type {
  CompletionsInstallDocument,
  CompletionsUninstallDocument,
} from "../../model/documents/shells/completions_documents.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { usageError } from "../../model/usage_error.ts";
import type { Variables } from "../../platform/folders.ts";
import { fileStem, parentFolder } from "../../platform/paths.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import { ReplacingFile } from "../../platform/replacing_file.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { completionsFile, readOwnScript, remainingSteps } from "./install_place.ts";
import { SHELL_SCRIPTS } from "./shell_scripts.ts";
import { type Shell, SHELLS } from "./shells.ts";

const CHANGES = {
  installed: "Installed",
  updated: "Updated",
  unchanged: "Already installed",
} as const;

/** Runs `pluginary completions install`. */
export async function runCompletionsInstall(
  this: ProgramContext,
  flags: OutputFlags,
  named?: Shell,
): Promise<void> {
  const { environment } = this.console;
  const shell = named ?? shellOf(environment);
  const path = completionsFile(shell, environment);
  const change = await explained(path, () => install(path, SHELL_SCRIPTS[shell]));
  const steps = await remainingSteps(shell, path, environment);
  const document: CompletionsInstallDocument = {
    schema: "completions-install",
    schemaVersion: 1,
    shell,
    path,
    change,
    steps,
  };
  const text = [`${CHANGES[change]}: ${path}`, ...steps.map((step) => `  ${step}`)];
  await printAnswer({ document, text }, flags, this.console);
}

/** Runs `pluginary completions uninstall`. */
export async function runCompletionsUninstall(
  this: ProgramContext,
  flags: OutputFlags,
  named?: Shell,
): Promise<void> {
  const { environment } = this.console;
  const shell = named ?? shellOf(environment);
  const path = completionsFile(shell, environment);
  const isRemoved = await explained(path, async () => {
    if (await readOwnScript(path) === undefined) return false;
    await Deno.remove(path);
    return true;
  });
  const document: CompletionsUninstallDocument = {
    schema: "completions-uninstall",
    schemaVersion: 1,
    shell,
    path,
    isRemoved,
  };
  const text = isRemoved ? [`Removed: ${path}`] : [`Not installed: ${path} does not exist`];
  if (isRemoved && shell === "powershell") text.push("  Remove its line from the file $PROFILE");
  await printAnswer({ document, text }, flags, this.console);
}

async function install(path: string, script: string): Promise<CompletionsInstallDocument["change"]> {
  const before = await readOwnScript(path);
  if (before === script) return "unchanged";
  await Deno.mkdir(parentFolder(path), { recursive: true });
  await ReplacingFile.replaceText(path, script);
  return before === undefined ? "installed" : "updated";
}

/** The shell that `SHELL` names, or PowerShell on Windows. */
function shellOf(environment: Variables): Shell {
  const named = environment("SHELL") ?? "";
  if (named === "" && Deno.build.os === "windows") return "powershell";
  const name = fileStem(named).replace(/^pwsh$/, "powershell");
  const shell = SHELLS.find((known) => known === name);
  if (shell !== undefined) return shell;
  throw usageError(
    named === ""
      ? "Cannot tell which shell you use: SHELL is not set"
      : `Cannot use the shell "${named}", which SHELL names`,
    `Name one of ${SHELLS.join(", ")}`,
  );
}

/** Errors of the system, with the file that they are about. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PluginaryError) throw error;
    throw new PluginaryError(
      "output-not-writable",
      `Cannot change "${path}": ${reasonOf(error)}`,
      'Print the script with "pluginary completions SHELL"',
      { cause: error },
    );
  }
}
