import { type Allowance, ALLOWANCE_NAMES } from "../../model/confinement.ts";
import { absolutePath } from "../../platform/paths.ts";

/**
 * Reads a value of `--allow`; a path becomes absolute.
 *
 * @throws {SyntaxError} with a message that completes a sentence about the value.
 */
export function parseAllowance(input: string): Allowance {
  for (const name of ALLOWANCE_NAMES) if (input === name) return name;
  for (const access of ["read", "write"] as const) {
    if (!input.startsWith(`${access}=`)) continue;
    const path = input.slice(access.length + 1);
    if (path === "") throw new SyntaxError(`"${access}=" needs a path`);
    return `${access}=${absolutePath(path)}`;
  }
  throw new SyntaxError("expected exec, net, display, home, read=PATH or write=PATH");
}
