import { outcomeOfReason } from "../../model/reason_code.ts";
import type { Reason } from "../../model/module.ts";
import { fileName } from "../../platform/paths.ts";
import { deniedDisplay, deniedFiles, deniedPath, refusedMemory } from "./denials.ts";

/**
 * Completes the reason of a failure with the denials that may have caused it.
 *
 * @param observed The denials that a worker noted when the failure was repeated.
 * @param libraries Paths of libraries that are said to be missing but cannot be read.
 */
export function explainedReason(
  reason: Reason,
  observed: readonly string[],
  libraries: readonly string[],
): Reason {
  const unreadable = [...libraries, ...librariesAmong(observed, reason)];
  const denied = deniedIn(reason, [...unreadable.map((path) => `open ${path}`), ...observed]);
  if (denied.length === 0) return reason;
  const isRefusal = outcomeOfReason(reason.code) === "failed";
  const memory = refusedMemory(denied);
  if (memory !== undefined) {
    const message = `${reason.message}; ${memory}`;
    return { ...reason, code: isRefusal ? "out-of-memory" : reason.code, message, denied };
  }
  if (unreadable.length > 0) {
    const message = `Needs "${unreadable[0]}", which it may not read`;
    return { ...reason, code: "confinement-denied", message, denied };
  }
  // A library that is not there is missing, whatever else was denied
  const isMissing = reason.code === "missing-dependency";
  return { ...reason, code: isRefusal && !isMissing ? "confinement-denied" : reason.code, denied };
}

/** Libraries that the dynamic linker could not read, and therefore calls missing. */
function librariesAmong(observed: readonly string[], { code, message }: Reason): string[] {
  if (code !== "missing-dependency") return [];
  const paths = observed.flatMap((denial) => deniedPath(denial) ?? []);
  return paths.filter((path) => message.includes(fileName(path)));
}

/** All denials, each once: the noted ones, then those in the plugin's own words. */
function deniedIn({ message, stderrTail = "" }: Reason, noted: readonly string[]): string[] {
  const words = `${message}\n${stderrTail}`;
  const paths = new Set(noted.map(deniedPath));
  const said = deniedFiles(words).filter((denial) => !paths.has(deniedPath(denial)));
  return [...new Set([...noted, ...said, ...deniedDisplay(words)])];
}
