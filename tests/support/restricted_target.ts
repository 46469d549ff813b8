import { copyFolder } from "./copy_folder.ts";
import { denoFolder } from "./deno_folder.ts";
import { type ProgramTarget, SOURCE_TARGET } from "./program.ts";
import type { TemporaryFolder } from "./temporary_folder.ts";

/** The id of a user who is not the superuser and owns no files. */
export const NOBODY = 65534;

/** The superuser can read everything, unless it gives up these rights. */
const WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

/** Deno itself can be in the superuser's home, so this user may read everything, but nothing else. */
const AS_NOBODY = [
  "setpriv",
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  "--clear-groups",
  "--bounding-set=-all,+dac_read_search",
  "--inh-caps=-all,+dac_read_search",
  "--ambient-caps=-all,+dac_read_search",
];

/** The program from source, run as a user whom file permissions restrict. */
export function restrictedTarget(): ProgramTarget {
  return Deno.uid() === 0 ? behind(WITHOUT_OVERRIDE) : SOURCE_TARGET;
}

/**
 * The program from source, run as a user who cannot write the superuser's
 * files; only the superuser can start it.
 *
 * @param folder Gets a copy of the packages that Deno has fetched, for that user.
 */
export async function nobodyTarget(folder: TemporaryFolder): Promise<ProgramTarget> {
  const { program, args } = behind(AS_NOBODY);
  const cache = folder.join("deno");
  await copyFolder(`${denoFolder()}/npm`, `${cache}/npm`);
  // So that compiled code is kept for the next run.
  await Deno.chown(cache, NOBODY, NOBODY);
  return { program: "env", args: [`DENO_DIR=${cache}`, program, ...args] };
}

function behind([program, ...rest]: readonly string[]): ProgramTarget {
  return { program: program!, args: [...rest, SOURCE_TARGET.program, ...SOURCE_TARGET.args] };
}
