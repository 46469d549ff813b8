import { CONFINEMENT_LEVELS, type ConfinementLevel } from "../../model/confinement.ts";
import type { PluginOverrides } from "../../model/plugin_overrides.ts";
import { reservedVariable } from "../../model/worker_variable.ts";
import { parseTimeLimit } from "../../model/duration.ts";
import { parseAllowance } from "../rules/allowance_argument.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";

/** The names of overrides, as typed. */
export const ASSIGNABLE = ["timeout", "isolate", "skip", "confinement", "allow", "environment"] as const;

/** One of {@linkcode ASSIGNABLE}. */
export type Assignable = (typeof ASSIGNABLE)[number];

/** A typed name, with the variable of `environment.NAME`. */
export interface OverrideName {
  readonly name: Assignable;
  readonly variable?: string;
}

/** The field of each name. */
export const FIELD_OF: Readonly<Record<Assignable, keyof PluginOverrides>> = {
  timeout: "timeoutMs",
  isolate: "isolate",
  skip: "skip",
  confinement: "confinement",
  allow: "allow",
  environment: "environment",
};

/**
 * Applies typed `NAME=VALUE` pairs to the overrides of a target. Lists and
 * variables accumulate; `isolate=no` and `skip=no` remove an override.
 *
 * @throws {PluginaryError} `usage`.
 */
export function applyAssignments(before: PluginOverrides, assignments: readonly string[]): PluginOverrides {
  const after = assignments.reduce(applyAssignment, before);
  if (after.confinement === "off" && after.allow !== undefined) {
    throw usageError('Overrides "allow" and "confinement=off" cannot be combined');
  }
  return after;
}

/**
 * Reads a name without a value.
 *
 * @throws {PluginaryError} `usage`.
 */
export function parseName(input: string): OverrideName {
  const dot = input.indexOf(".");
  const head = dot < 0 ? input : input.slice(0, dot);
  const name = ASSIGNABLE.find((one) => one === head);
  if (name === undefined || (dot >= 0 && name !== "environment")) {
    const hint = didYouMean(head, ASSIGNABLE) ?? `Expected one of ${ASSIGNABLE.join(", ")}.NAME`;
    throw usageError(`Unknown override "${input}"`, hint);
  }
  return dot < 0 ? { name } : { name, variable: input.slice(dot + 1) };
}

function applyAssignment(before: PluginOverrides, assignment: string): PluginOverrides {
  const equals = assignment.indexOf("=");
  if (equals < 0) throw usageError(`Cannot read "${assignment}": expected NAME=VALUE`);
  const { name, variable } = parseName(assignment.slice(0, equals));
  const value = assignment.slice(equals + 1);
  try {
    return { ...before, ...parseValue(before, name, variable, value) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(`Cannot use "${value}" for ${assignment.slice(0, equals)}: ${error.message}`);
  }
}

function parseValue(
  before: PluginOverrides,
  name: Assignable,
  variable: string | undefined,
  value: string,
): Partial<PluginOverrides> {
  switch (name) {
    case "timeout":
      return { timeoutMs: parseTimeLimit(value) };
    case "isolate":
    case "skip":
      return { [name]: parseYes(value) };
    case "confinement":
      return { confinement: parseLevel(value) };
    case "allow":
      return { allow: [...new Set([...before.allow ?? [], parseAllowance(value)])] };
    case "environment":
      return { environment: { ...before.environment, [checkVariable(variable)]: checkValue(value) } };
  }
}

function parseYes(value: string): boolean {
  if (value === "yes" || value === "true") return true;
  if (value === "no" || value === "false") return false;
  throw new SyntaxError("expected yes or no");
}

function parseLevel(value: string): ConfinementLevel {
  const level = CONFINEMENT_LEVELS.find((one) => one === value);
  if (level !== undefined) return level;
  throw new SyntaxError(`expected one of ${CONFINEMENT_LEVELS.join(", ")}`);
}

/** Rejects variables that affect what a worker loads before it is confined. */
function checkVariable(name: string | undefined): string {
  if (name === undefined || name === "") {
    throw usageError("Cannot set a variable without a name", "Use environment.NAME=VALUE");
  }
  const why = reservedVariable(name);
  if (why === undefined) return name;
  const isHome = name.toUpperCase() === "HOME";
  throw usageError(
    `Cannot set the variable "${name}" for a plugin: ${why}`,
    isHome ? 'To let it read your home folder, set "allow=home"' : undefined,
  );
}

function checkValue(value: string): string {
  if (!value.includes("\0")) return value;
  throw new SyntaxError("it contains a NUL character");
}
