import * as v from "valibot";
import { ABI_VERSION } from "../model/abi_version.ts";
import { CONFINEMENT_LEVELS } from "../model/confinement.ts";
import { REASON_CODES } from "../model/reason_code.ts";
import { confinementReportSchema } from "../model/module.ts";
import { describedPluginSchema, listedPluginSchema } from "../model/plugin.ts";
import { pluginFormatSchema } from "../model/plugin_format_schema.ts";
import {
  discoveredPresetsSchema,
  stateAnswerSchema,
  stateRequestSchema,
} from "../model/presets/plugin_state.ts";

/** Increases with every change of a message below; scanner and worker must agree. */
export const PROTOCOL_VERSION = 2;

/** The hidden first argument that makes the program a worker. */
export const WORKER_ARGUMENT = "--pluginary-worker";

/**
 * Most bytes of one message. A plugin with 100,000 parameters needs some 30 MB;
 * a longer message is an attack or a fault.
 */
export const MAXIMUM_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Random, so that a module that cannot read our memory cannot answer in place of a later one. */
const requestId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Schema of {@linkcode WorkerStart}. */
export const workerStartSchema = v.object({
  type: v.literal("start"),
  protocol: v.literal(PROTOCOL_VERSION),
  /** Path of the library; `null` for the one inside the program, to be opened from memory. */
  shim: v.nullable(v.string()),
  /** The expected content of the file when it is opened; absent if unknown. */
  shimContent: v.optional(v.object({ sha256: v.string(), sizeBytes: v.number() })),
  parentPid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  formats: v.array(pluginFormatSchema),
  /** Folders of all LV2 bundles for the worker's world, including those of specifications and presets. */
  lv2Bundles: v.array(v.string()),
  /** The request of `pluginary_confine()`, without the options that only its tests use. */
  confinement: v.strictObject({
    level: v.picklist(CONFINEMENT_LEVELS),
    readable: v.array(v.string()),
    writable: v.array(v.string()),
    overrides: v.array(v.picklist(["exec", "net", "display", "paths"])),
    memory: v.optional(count),
    denials: v.optional(v.string()),
    refusals: v.optional(v.boolean()),
  }),
});

/** The first line that a worker reads: which library to open and for what. */
export type WorkerStart = v.InferOutput<typeof workerStartSchema>;

const moduleEntries = {
  requestId,
  format: pluginFormatSchema,
  location: v.string(),
  /** The file inside the module that is loaded. */
  binary: v.string(),
};

/** Schema of {@linkcode WorkerRequest}. */
export const workerRequestSchema = v.variant("type", [
  v.object({ type: v.literal("list"), ...moduleEntries }),
  v.object({ type: v.literal("describe"), ...moduleEntries, nativeId: v.string() }),
  v.object({
    type: v.literal("presets"),
    ...moduleEntries,
    nativeId: v.string(),
    offset: count,
    limit: count,
  }),
  v.object({
    type: v.literal("state"),
    ...moduleEntries,
    nativeId: v.string(),
    ...stateRequestSchema.entries,
  }),
  v.object({
    type: v.literal("preset-files"),
    ...moduleEntries,
    /** An empty one stands for the presets inside the module. */
    files: v.array(v.string()),
  }),
]);

/** A scanner's request to a worker, one JSON object per line. */
export type WorkerRequest = v.InferOutput<typeof workerRequestSchema>;

/** Schema of {@linkcode WorkerFailure}. */
export const workerFailureSchema = v.object({
  code: v.picklist([...REASON_CODES.failed, "format-not-built"]),
  message: v.string(),
});

/** Why the shim refused a request. */
export type WorkerFailure = v.InferOutput<typeof workerFailureSchema>;

/** Schema of {@linkcode PresetPage}. */
export const presetPageSchema = v.object({
  total: count,
  presets: v.array(v.object({ uri: v.pipe(v.string(), v.minLength(1)), label: v.string() })),
});

/** A preset as its format names it. */
export type ListedPreset = PresetPage["presets"][number];

/** A part of a plugin's presets, and their total number. */
export type PresetPage = v.InferOutput<typeof presetPageSchema>;

/** Schema of {@linkcode WorkerMessage}. */
export const workerMessageSchema = v.variant("type", [
  v.object({
    type: v.literal("ready"),
    protocol: v.literal(PROTOCOL_VERSION),
    abi: v.literal(ABI_VERSION),
    confinement: confinementReportSchema,
  }),
  v.object({ type: v.literal("entering"), requestId }),
  v.object({
    type: v.literal("listed"),
    requestId,
    plugins: v.array(listedPluginSchema),
    /** Locations of presets that the module reports; absent if it cannot report any. */
    presetLocations: v.optional(v.array(v.string())),
  }),
  v.object({ type: v.literal("described"), requestId, plugin: describedPluginSchema }),
  v.object({ type: v.literal("presets"), requestId, ...presetPageSchema.entries }),
  v.object({ type: v.literal("state"), requestId, ...stateAnswerSchema.entries }),
  v.object({ type: v.literal("preset-files"), requestId, ...discoveredPresetsSchema.entries }),
  v.object({ type: v.literal("refused"), requestId, failure: workerFailureSchema }),
  v.object({ type: v.literal("idle"), requestId, memoryBytes: v.number() }),
]);

/**
 * A worker's message to the scanner, one JSON object per line.
 *
 * `ready` comes first, once, before any plugin code runs: the library is open
 * and the worker confined. A worker that fails before that writes the reason on
 * standard error and ends.
 *
 * Each request is answered by `entering` (sent before third-party code runs),
 * one of `listed`, `described`, `presets`, `state`, `preset-files` and `refused`, and `idle` when the
 * plugin has been destroyed and the worker takes another request. The scanner
 * itself detects crashes and timeouts.
 */
export type WorkerMessage = v.InferOutput<typeof workerMessageSchema>;

/** Writes a message as one line of UTF-8. */
export function encodeMessage(message: WorkerStart | WorkerRequest | WorkerMessage): Uint8Array<ArrayBuffer> {
  return encodeLine(JSON.stringify(message));
}

/** Writes a message that is already JSON. */
export function encodeLine(json: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(json + "\n");
}
