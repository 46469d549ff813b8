import { ALLOWANCE_NAMES, CONFINEMENT_LEVELS } from "../../model/confinement.ts";
import { behind, type Completion, plain, type Proposal } from "./proposal.ts";

/** Values of each override that has a few; a test compares the names with those of the command. */
export const OVERRIDE_VALUES: Readonly<Record<string, readonly string[]>> = {
  timeout: [],
  isolate: ["yes", "no"],
  skip: ["yes", "no"],
  confinement: CONFINEMENT_LEVELS,
  allow: [],
  environment: [],
};

/** Proposes `NAME=VALUE` of an override, its name alone, or a value of `allow`. */
export function completeOverride(
  kind: "override" | "override name" | "allowance",
  typed: string,
): Completion {
  if (kind === "allowance") return completeAllowance(typed);
  const names = Object.keys(OVERRIDE_VALUES);
  if (kind === "override name") {
    return plain(names.map((name) => name === "environment" ? open("environment.") : { value: name }));
  }
  const [, name, value] = /^(\w+)=(.*)$/s.exec(typed) ?? [];
  if (name === undefined || value === undefined) {
    return plain(names.map((name) => open(name === "environment" ? "environment." : `${name}=`)));
  }
  const values = Object.hasOwn(OVERRIDE_VALUES, name) ? OVERRIDE_VALUES[name]! : [];
  return behind(
    `${name}=`,
    name === "allow" ? completeAllowance(value) : plain(values.map((value) => ({ value }))),
  );
}

function completeAllowance(typed: string): Completion {
  const [start] = /^(read|write)=/.exec(typed) ?? [];
  if (start !== undefined) return { prefix: start, proposals: [], paths: "files" };
  return plain([
    ...ALLOWANCE_NAMES.map((value) => ({ value })),
    ...["read=", "write=", "memory="].map(open),
  ]);
}

function open(value: string): Proposal {
  return { value, isOpen: true };
}
