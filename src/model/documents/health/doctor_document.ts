import * as v from "valibot";
import {
  HEALTH_CODES,
  HEALTH_STATUSES,
  HEALTH_SUBJECTS,
  type HealthCode,
} from "../../health/health_codes.ts";

/** Schema of {@linkcode Versions}. */
export const versionsSchema = v.object({
  pluginary: v.string(),
  /** The commit of a compiled program's sources. */
  commit: v.optional(v.string()),
  abi: v.number(),
  deno: v.string(),
  v8: v.string(),
  sqlite: v.string(),
  /** The build of the library; `null` without one. */
  library: v.nullable(v.looseObject({ abi: v.optional(v.unknown()) })),
  /** The version of the catalog that this program writes. */
  catalog: v.number(),
  os: v.string(),
  osRelease: v.string(),
  arch: v.string(),
});

/** Versions of the program and of everything below it. */
export type Versions = v.InferOutput<typeof versionsSchema>;

/** Schema of a finding. */
export const healthCheckSchema = v.object({
  code: v.picklist(Object.keys(HEALTH_CODES) as HealthCode[]),
  subject: v.picklist(HEALTH_SUBJECTS),
  status: v.picklist(HEALTH_STATUSES),
  message: v.string(),
  /** A step that no command takes. */
  advice: v.optional(v.string()),
  /** The command that removes the problem. */
  cure: v.optional(v.string()),
  points: v.number(),
});

/** Schema of {@linkcode DoctorDocument}. */
export const doctorDocumentSchema = v.object({
  schema: v.literal("doctor"),
  schemaVersion: v.literal(1),
  score: v.number(),
  checks: v.array(healthCheckSchema),
  versions: versionsSchema,
  /** Present with `--bundle`. */
  bundle: v.optional(v.object({
    path: v.string(),
    sizeBytes: v.number(),
    files: v.array(v.object({ name: v.string(), sizeBytes: v.number(), contents: v.string() })),
  })),
});

/** The document of `doctor --json`: problems first, the worst at the top. */
export type DoctorDocument = v.InferOutput<typeof doctorDocumentSchema>;
