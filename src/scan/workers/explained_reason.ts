import { outcomeOfReason, type ReasonCode } from "../../model/reason_code.ts";
import type { Reason } from "../../model/module.ts";
import { MAXIMUM_TEXT_BYTES } from "../../model/plugin.ts";
import { cleanText } from "../../model/text.ts";
import { fileName } from "../../platform/paths.ts";
import type { WorkerFailure } from "../../worker/protocol.ts";
import { deniedDisplay, deniedFiles, deniedPath, refusedMemory } from "./denials.ts";
import type { WorkerEnd } from "./worker_session.ts";

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

/** Whether the confinement may have caused a failure. */
export function isExplainable({ code }: Reason): boolean {
  return EXPLAINABLE.includes(code);
}

const EXPLAINABLE: readonly ReasonCode[] = [
  "crashed",
  "exited",
  "load-error",
  "no-entry-point",
  "missing-dependency",
  "permission-denied",
];

/** The reason of a request that the shim refused. */
export function reasonOfRefusal({ code, message }: WorkerFailure): Reason {
  return { code, message: cleanText(message, MAXIMUM_TEXT_BYTES).text };
}

const CODE_OF_END: Readonly<Record<WorkerEnd["cause"], ReasonCode>> = {
  "crashed": "crashed",
  "exited": "exited",
  "timed-out": "timed-out",
  "protocol-error": "protocol-error",
  "too-large": "too-large",
  "stopped": "protocol-error",
};

/** The reason of a request that ended its worker. */
export function reasonOfEnd(end: WorkerEnd, attempts: number): Reason {
  const { signal, exitCode, stderrTail } = end;
  return {
    code: ranOutOfMemory(end) ? "out-of-memory" : CODE_OF_END[end.cause],
    message: end.message,
    ...(signal === undefined ? {} : { signal }),
    ...(exitCode === undefined ? {} : { exitCode }),
    stderrTail: cleanLines(stderrTail),
    attempts,
  };
}

/**
 * A worker's memory is limited, and most code that reaches the limit aborts: the
 * C++ runtime (`std::bad_alloc`), Rust and V8 print a message first.
 */
function ranOutOfMemory({ cause, stderrTail }: WorkerEnd): boolean {
  if (cause !== "crashed") return false;
  const lastWords = stderrTail.slice(-LAST_WORDS_CHARACTERS);
  return OUT_OF_MEMORY_WORDS.some((words) => lastWords.includes(words));
}

const LAST_WORDS_CHARACTERS = 2000;

const OUT_OF_MEMORY_WORDS = [
  "std::bad_alloc",
  "Fatal JavaScript out of memory",
  "Fatal process out of memory",
  "memory allocation of",
];

/** Cleans the last lines of a plugin's output: only line breaks remain of the control characters. */
export function cleanLines(text: string): string {
  return text.split(/\r?\n/).map((line) => cleanText(line, MAXIMUM_TEXT_BYTES).text).join("\n");
}
