import type { ReasonCode } from "../../../model/reason_code.ts";
import type { Reason } from "../../../model/module.ts";
import { allowancesFor } from "../../../scan/workers/denials.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import { printable } from "../../terminal/terminal.ts";

/** Advice for each reason: one sentence that starts with a verb. */
const ADVICE: Readonly<Record<ReasonCode, string>> = {
  "wrong-architecture": "Install the build for this computer's processor",
  "other-system": "Install the build for this operating system",
  "vst2": "Look for a VST3 or CLAP version; VST2 is not loaded",
  "dynamic-manifest": "Ask the vendor for a bundle that lists its plugins in its manifest",
  "format-not-built": "Use a build of pluginary that supports this format",
  "crashed": "Update the plugin, or tell its vendor that it crashes when it is loaded",
  "exited": "Update the plugin, or tell its vendor that it exits its host process",
  "timed-out": "Check if it waits for a licence, a network or a window, or give it more time",
  "blocked-by-user": "Unblock it to scan it again",
  "blocked-after-failures": "Update the plugin, or try it once more with --retry-blocked",
  "not-found": "Check that the file still exists; it may be a broken link",
  "not-a-module": "Reinstall the plugin; this file is damaged or not a plugin",
  "empty-bundle": "Reinstall the plugin; its folder contains no library",
  "no-entry-point": "Reinstall the plugin; its library lacks an entry point for hosts",
  "load-error": "Load it in a host to see its error message",
  "missing-dependency": "Install the library that it needs",
  "permission-denied": "Make the file readable for your account",
  "path-not-utf-8": "Rename it; its name is not UTF-8",
  "invalid-metadata": "Tell the vendor that the plugin describes itself incorrectly",
  "confinement-denied": "Check whether the plugin needs the denied access",
  "protocol-error": "Scan it again, and report a bug if the error persists",
  "too-large": "Tell the vendor that the plugin's description is unreasonably large",
  "out-of-memory": "Close other programs, or scan with fewer workers: --jobs 1",
};

/** The command to run for a reason; the location goes between its two parts. */
const COMMANDS: Partial<Record<ReasonCode, readonly [before: string, after: string]>> = {
  "timed-out": ["pluginary override set", "timeout=2m"],
  "blocked-by-user": ["pluginary blocklist remove", ""],
  "blocked-after-failures": ["pluginary scan --retry-blocked", ""],
};

/** Advice about a failure, and the command that follows it, if there is one. */
export interface Advice {
  /** Ends in a colon before a command. */
  readonly text: string;
  readonly command?: string;
}

/** Advice about a failure. For a plugin that was denied access, allowing it comes first. */
export function adviceAbout({ code, denied = [] }: Reason, location: string): Advice {
  const allowed = allowancesFor(denied).map((override) => `--allow ${shellWord(override)}`);
  if (allowed.length === 0) return adviceByCode(code, location);
  const command = printable(`pluginary scan ${shellWord(location)} ${allowed.join(" ")}`);
  return { text: "If you trust it:", command };
}

/**
 * The command that deals with a reason, if there is one.
 *
 * @param target The plugin's id or its module's location; unset for all plugins.
 */
export function commandFor(code: ReasonCode, target?: string): string | undefined {
  const command = COMMANDS[code];
  if (command === undefined) return undefined;
  const [before, after] = command;
  const words = [before, target === undefined ? "" : shellWord(target), after];
  return printable(words.filter((word) => word !== "").join(" "));
}

function adviceByCode(code: ReasonCode, location: string): Advice {
  const command = commandFor(code, location);
  return command === undefined ? { text: ADVICE[code] } : { text: `${ADVICE[code]}:`, command };
}
