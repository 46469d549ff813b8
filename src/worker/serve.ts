import * as v from "valibot";
import { type ModuleRequest, ShimError } from "../../ffi/shim.ts";
import type { StatusName } from "../../ffi/status.ts";
import { listedPluginSchema } from "../model/plugin.ts";
import type { StateRequest } from "../model/presets/plugin_state.ts";
import {
  presetPageSchema,
  type WorkerFailure,
  type WorkerMessage,
  type WorkerRequest,
  workerRequestSchema,
} from "./protocol.ts";

/** The part of the shim that answers requests; tests pass their own. */
export interface PluginLoader {
  list(request: ModuleRequest): unknown;
  /** The description as JSON. */
  describeAsText(request: ModuleRequest & { nativeId: string }): string;
  presets(request: ModuleRequest & { nativeId: string; offset: number; limit: number }): unknown;
  /** The state as JSON. */
  stateAsText(request: ModuleRequest & { nativeId: string } & StateRequest): string;
  /** The presets as JSON. */
  presetFilesAsText(request: ModuleRequest & { files: readonly string[] }): string;
  release(): void;
}

/** The worker's connection to its scanner. */
export interface WorkerChannel {
  /** The next request line, or `undefined` when the scanner has closed the channel. */
  next(): string | undefined;
  /** Whether {@linkcode next} would give a line without waiting. */
  hasNext(): boolean;
  /** Sends messages, each of them one line of JSON. */
  send(lines: string): void;
  /** Resident memory of this process, in bytes. */
  memoryBytes(): number;
}

/** Thrown for a line that is not a request: it does not come from a scanner of this version. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

/**
 * Answers requests until the channel closes.
 *
 * @throws {RequestError} for an invalid request; nothing has been loaded for it.
 */
export function serve(channel: WorkerChannel, loader: PluginLoader): void {
  let held = "";
  for (let request = nextRequest(channel); request !== undefined; request = nextRequest(channel)) {
    const { requestId } = request;
    channel.send(held + lineOf({ type: "entering", requestId }));
    channel.send(answer(loader, request));
    release(loader);
    const idle = lineOf({ type: "idle", requestId, memoryBytes: channel.memoryBytes() });
    // With the next request at hand, one write does: each of them wakes the scanner.
    if (channel.hasNext()) held = `${idle}\n`;
    else {
      held = "";
      channel.send(idle);
    }
  }
}

function nextRequest(channel: WorkerChannel): WorkerRequest | undefined {
  try {
    const line = channel.next();
    return line === undefined ? undefined : v.parse(workerRequestSchema, JSON.parse(line));
  } catch (error) {
    // A line that is too long or nested too deeply is a RangeError.
    const isFault = error instanceof v.ValiError || error instanceof SyntaxError ||
      error instanceof RangeError;
    if (isFault) throw new RequestError(`Cannot read a request: ${error.message}`, { cause: error });
    throw error;
  }
}

const listAnswerSchema = v.object({
  plugins: v.array(listedPluginSchema),
  presetLocations: v.optional(v.array(v.string())),
});

function answer(loader: PluginLoader, request: WorkerRequest): string {
  const { requestId } = request;
  try {
    return answerTo(loader, request);
  } catch (error) {
    return lineOf({ type: "refused", requestId, failure: failureOf(error) });
  }
}

function answerTo(loader: PluginLoader, { requestId, ...request }: WorkerRequest): string {
  switch (request.type) {
    case "list":
      return lineOf({ type: "listed", requestId, ...v.parse(listAnswerSchema, loader.list(request)) });
    case "presets":
      return lineOf({ type: "presets", requestId, ...v.parse(presetPageSchema, loader.presets(request)) });
    case "describe":
      return withText(requestId, "described", `"plugin":${oneLine(loader.describeAsText(request))}}`);
    case "state":
      return withText(requestId, "state", oneLine(loader.stateAsText(request)).slice(1));
    case "preset-files":
      return withText(requestId, "preset-files", oneLine(loader.presetFilesAsText(request)).slice(1));
  }
}

/**
 * Passes the shim's own text on as it is. The scanner checks it in any case,
 * since it trusts no worker; checking it here would take as long again.
 */
function withText(requestId: number, type: WorkerMessage["type"], members: string): string {
  return `{"type":"${type}","requestId":${requestId},${members}`;
}

function oneLine(json: string): string {
  return json.includes("\n") ? JSON.stringify(JSON.parse(json)) : json;
}

function lineOf(message: WorkerMessage): string {
  return JSON.stringify(message);
}

/** Destroys the plugin. If that fails, its answer stands: it has already been described. */
function release(loader: PluginLoader): void {
  try {
    loader.release();
  } catch (error) {
    if (!(error instanceof ShimError)) throw error;
  }
}

/** The failure of a module for each status of the shim; other statuses are faults of this program. */
const FAILURE_CODES: Partial<Record<StatusName, WorkerFailure["code"]>> = {
  FORMAT_NOT_BUILT: "format-not-built",
  NOT_FOUND: "not-found",
  PERMISSION_DENIED: "permission-denied",
  NOT_A_MODULE: "not-a-module",
  NO_ENTRY_POINT: "no-entry-point",
  MISSING_DEPENDENCY: "missing-dependency",
  LOAD_ERROR: "load-error",
  PLUGIN_NOT_FOUND: "load-error",
  INVALID_METADATA: "invalid-metadata",
  OUT_OF_MEMORY: "out-of-memory",
  INTERNAL_ERROR: "load-error",
};

function failureOf(error: unknown): WorkerFailure {
  if (error instanceof ShimError) {
    const code = FAILURE_CODES[error.status];
    if (code !== undefined) return { code, message: error.message };
  }
  if (error instanceof v.ValiError || error instanceof SyntaxError) {
    return { code: "invalid-metadata", message: `Cannot read the plugin's description: ${error.message}` };
  }
  throw error;
}
