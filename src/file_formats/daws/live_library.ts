import { isFileError } from "../../platform/file_error.ts";
import { joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { expandXmlEntities } from "../../scan/files/xml_entities.ts";
import { FileFormatError } from "../file_format_error.ts";

/** Largest file of preferences that is read; typical ones have some kB. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The folder of the User Library that a `Library.cfg` of Live's preferences
 * names, if it exists: a folder and a name in it. A file that cannot be read
 * names nothing, and the usual place is tried.
 */
export function liveLibraryIn(file: string): string | undefined {
  const info = statIfThere(file);
  if (!info?.isFile || info.size > MOST_BYTES) return undefined;
  try {
    const text = Deno.readTextFileSync(file);
    const [path, name] = ["ProjectPath", "ProjectName"].map((element) => valueOf(text, element));
    if (path === undefined || name === undefined) return undefined;
    const folder = joinPath(path, name);
    return statIfThere(folder)?.isDirectory ? folder : undefined;
  } catch (error) {
    if (error instanceof FileFormatError || isFileError(error)) return undefined;
    throw error;
  }
}

/** The value of the first element of a name; an XML parser would make every start of the program slower. */
function valueOf(text: string, element: string): string | undefined {
  const value = new RegExp(`<${element}\\s+Value\\s*=\\s*"([^"<]*)"`).exec(text)?.[1];
  return value === undefined ? undefined : expandXmlEntities(
    value,
    (reference) => new FileFormatError("invalid", `has the unknown entity "${reference}"`),
  );
}
