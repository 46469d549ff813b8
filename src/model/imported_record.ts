import type { Parameter } from "./plugin.ts";
import type { PluginFormat } from "./plugin_format.ts";

/** Kinds of files that can be imported. */
export const SOURCE_KINDS = ["plugin-list", "failure-list", "ignore-list", "database", "export"] as const;

/** One of {@linkcode SOURCE_KINDS}. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Why an import skips a record. */
export const SKIP_CODES = [
  "not-a-record",
  "no-name",
  "unknown-format",
  "unknown-location",
  "too-large",
  "nested-too-deeply",
  "invalid",
  "unknown-reference",
  "not-trusted",
  "older-history",
] as const;

/** One of {@linkcode SKIP_CODES}. */
export type SkipCode = (typeof SKIP_CODES)[number];

/**
 * A parameter with only a known name and value: its id, the value, and its name
 * if that differs from the id. The value of a switch is a boolean; any other is
 * the text that the earlier program's host displayed.
 */
export type ImportedParameter = readonly [id: string, value: string | boolean, name?: string];

/** The parameter as documents show it. */
export function parameterOf([id, value, name = id]: ImportedParameter): Parameter {
  const isSwitch = typeof value === "boolean";
  return {
    id,
    name,
    group: "",
    unit: "",
    minimum: isSwitch ? 0 : null,
    maximum: isSwitch ? 1 : null,
    default: isSwitch ? Number(value) : null,
    minimumText: "",
    maximumText: "",
    defaultText: isSwitch ? value ? "On" : "Off" : value,
    stepCount: isSwitch ? 1 : 0,
    scalePoints: [],
    flags: isSwitch ? ["toggle"] : [],
  };
}

/** An earlier program's record of a plugin, in our terms. */
export interface ImportedRecord {
  /** The plugin's id in that program, like `vst3/Demo EQ`. */
  readonly legacyId: string;
  /**
   * Whether its file has one record for each id; otherwise it has one for each
   * name, and several plugins of a module share an id.
   */
  readonly isKeyedById: boolean;
  readonly format: PluginFormat;
  /** The format's own id, which only records of Audio Units can have. */
  readonly nativeId?: string;
  readonly name: string;
  readonly vendor?: string;
  readonly version?: string;
  readonly isInstrument?: boolean;
  readonly rawCategories: readonly string[];
  /** Absolute on the computer where it was written; never opened here. */
  readonly location?: string;
  readonly parameters: readonly ImportedParameter[];
  readonly addedAt?: string;
  readonly updatedAt: string;
}

/** A module that an earlier program could not scan. */
export interface ImportedFailure {
  readonly name: string;
  readonly format: PluginFormat;
  readonly location: string;
  readonly message: string;
  readonly at: string;
}
