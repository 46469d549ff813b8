import { copyFolder } from "./copy_folder.ts";
import { denoFolder } from "./deno_folder.ts";
import { type ProgramTarget, SOURCE_TARGET } from "./program.ts";
import type { TemporaryFolder } from "./temporary_folder.ts";

/** Somebody who is neither the superuser nor anybody else's owner. */
export const NOBODY = 65534;

/** The superuser reads everything, unless it gives up the rights to. */
const WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

/** Deno itself can lie in the superuser's home: everything may be read, and nothing else done. */
const AS_NOBODY = [
  "setpriv",
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  "--clear-groups",
  "--bounding-set=-all,+dac_read_search",
  "--inh-caps=-all,+dac_read_search",
  "--ambient-caps=-all,+dac_read_search",
];

/** The source program as somebody whom file permissions hold back. */
export function restrictedTarget(): ProgramTarget {
  return Deno.uid() === 0 ? behind(WITHOUT_OVERRIDE) : SOURCE_TARGET;
}

/**
 * The source program as a user who may write nothing of the superuser's; needs
 * the superuser to become one.
 *
 * @param folder Gets a copy of the packages that Deno has fetched, in which that user finds them.
 */
export async function nobodyTarget(folder: TemporaryFolder): Promise<ProgramTarget> {
  const { program, args } = behind(AS_NOBODY);
  const cache = folder.join("deno");
  await copyFolder(`${denoFolder()}/npm`, `${cache}/npm`);
  // So that what it compiles is there for the next run.
  await Deno.chown(cache, NOBODY, NOBODY);
  return { program: "env", args: [`DENO_DIR=${cache}`, program, ...args] };
}

function behind([program, ...rest]: readonly string[]): ProgramTarget {
  return { program: program!, args: [...rest, SOURCE_TARGET.program, ...SOURCE_TARGET.args] };
}
