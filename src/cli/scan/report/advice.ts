import type { Reason, ReasonCode } from "../../../model/module.ts";
import { allowancesFor } from "../../../scan/workers/denials.ts";
import { printable } from "../../terminal/terminal.ts";

/** What a person can do, by reason: one sentence that starts with a verb. */
const ADVICE: Readonly<Record<ReasonCode, string>> = {
  "wrong-architecture": "Install the build for this computer's processor",
  "other-system": "Install the build for this operating system",
  "vst2": "Look for a VST3 or CLAP version; VST2 is not loaded",
  "dynamic-manifest": "Ask the plugin's maker for a bundle that lists its plugins in its manifest",
  "format-not-built": "Use a build of pluginary that has this format",
  "crashed": "Update the plugin, and tell its maker that it crashes when it is loaded",
  "exited": "Update the plugin, and tell its maker that it ends its host",
  "timed-out": "Check whether it waits for a licence, a network or a window; it may only need more time",
  "blocked-by-user": "Unblock it to scan it again",
  "blocked-after-failures": "Update the plugin, or try it once more with --retry-blocked",
  "not-found": "Check that the file is still there; links may lead nowhere",
  "not-a-module": "Reinstall the plugin; this file is damaged or is something else",
  "empty-bundle": "Reinstall the plugin; its folder has no library inside",
  "no-entry-point": "Reinstall the plugin; its library lacks what a host calls",
  "load-error": "Start it in a host to see what it complains about",
  "missing-dependency": "Install the library that it needs",
  "permission-denied": "Make the file readable for your user",
  "path-not-utf-8": "Rename it; its name is not UTF-8",
  "invalid-metadata": "Tell the plugin's maker; what it says of itself cannot be used",
  "confinement-denied": "Look at what it was denied, and whether it needs it",
  "protocol-error": "Scan it again; if it stays, please report it",
  "too-large": "Tell the plugin's maker; its description is larger than any real plugin's",
  "out-of-memory": "Close other programs, or scan with fewer workers: --jobs 1",
};

/** What a person can type about a failure, by reason; the location is put behind it. */
const COMMANDS: Partial<Record<ReasonCode, readonly [before: string, after: string]>> = {
  "timed-out": ["pluginary override set", "timeout=2m"],
  "blocked-by-user": ["pluginary blocklist remove", ""],
  "blocked-after-failures": ["pluginary scan --retry-blocked", ""],
};

/** What a person can do about a failure. A plugin that was denied something may need no more than that. */
export function adviceAbout({ code, denied = [] }: Reason, location: string): string {
  const allowed = allowancesFor(denied).map((override) => `--allow ${shellWord(override)}`);
  if (allowed.length === 0) return adviceByCode(code, location);
  return printable(`If you trust it: pluginary scan ${shellWord(location)} ${allowed.join(" ")}`);
}

function adviceByCode(code: ReasonCode, location: string): string {
  const command = COMMANDS[code];
  if (command === undefined) return ADVICE[code];
  const [before, after] = command;
  return `${ADVICE[code]}: ${
    printable([before, shellWord(location), after].filter((word) => word !== "").join(" "))
  }`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
