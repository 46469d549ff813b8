import { type Allowance, ALLOWANCE_NAMES, ALLOWED_MEMORY_GB } from "../../model/confinement.ts";
import { absolutePath } from "../../platform/paths.ts";

/**
 * Reads a value of `--allow`; a path becomes absolute.
 *
 * @throws {SyntaxError} with a message that completes a sentence about the value.
 */
export function parseAllowance(input: string): Allowance {
  for (const name of ALLOWANCE_NAMES) if (input === name) return name;
  if (input.startsWith("memory=")) return `memory=${parseMemory(input.slice("memory=".length))}GB`;
  for (const access of ["read", "write"] as const) {
    if (!input.startsWith(`${access}=`)) continue;
    const path = input.slice(access.length + 1);
    if (path === "") throw new SyntaxError(`"${access}=" needs a path`);
    return `${access}=${absolutePath(path)}`;
  }
  throw new SyntaxError("expected exec, net, display, home, read=PATH, write=PATH or memory=SIZE");
}

/** @returns GB. */
function parseMemory(input: string): number {
  const amount = Number(/^(\d{1,3})GB$/i.exec(input)?.[1]);
  const { least, most } = ALLOWED_MEMORY_GB;
  if (amount >= least && amount <= most) return amount;
  throw new SyntaxError(`expected memory=${least}GB to memory=${most}GB`);
}
