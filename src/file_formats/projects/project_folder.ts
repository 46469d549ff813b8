import { FileFormatError } from "../file_format_error.ts";
import { joinPath } from "../../platform/paths.ts";

/** Endings of project files, in small letters. */
export const PROJECT_ENDINGS: readonly string[] = [
  "als",
  "rpp",
  "flp",
  "dawproject",
  "song",
  "ardour",
  "mmp",
  "mmpz",
  "qtr",
  "qtz",
  "carxp",
  "xrns",
  "tracktionedit",
];

/** The ending of a folder that is a project of Logic Pro. */
export const PROJECT_FOLDER_ENDING = "logicx";

/** Endings of files that programs write as backups. */
export const BACKUP_ENDINGS: readonly string[] = ["rpp-bak", "ardour.bak", "mmp.bak", "mmpz.bak", "qtr.bak"];

/** Ends the name of the file that Logic keeps in its folder, once for each alternative. */
const LOGIC_DATA = "ProjectData";

/**
 * The file of a project of Logic Pro that has the plugins: of the alternative
 * with the highest number.
 *
 * @returns Nothing for any other path.
 */
export function logicDataIn(path: string): string | undefined {
  if (!Deno.statSync(path).isDirectory) return undefined;
  const alternatives = joinPath(path, "Alternatives");
  try {
    const numbers = [...Deno.readDirSync(alternatives)].filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => name).filter((name) => /^\d+$/.test(name)).sort();
    const last = numbers.at(-1);
    if (last !== undefined) return joinPath(alternatives, last, LOGIC_DATA);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
  throw new FileFormatError("invalid", "is a folder, and not a project of Logic Pro");
}
