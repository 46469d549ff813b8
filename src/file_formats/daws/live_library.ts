import { isFileError } from "../../platform/file_error.ts";
import { joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";
import { FileFormatError } from "../file_format_error.ts";
import { readXml } from "../xml/read_xml.ts";

/** Largest file of preferences that is read; typical ones have some kB. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The folder of the User Library that a `Library.cfg` of Live's preferences
 * names, if it exists: a folder and a name in it.
 */
export function liveLibraryIn(file: string): string | undefined {
  const info = statIfThere(file);
  if (!info?.isFile || info.size > MOST_BYTES) return undefined;
  const found = readProject(file);
  if (found?.path === undefined || found.name === undefined) return undefined;
  const folder = joinPath(found.path, found.name);
  return statIfThere(folder)?.isDirectory ? folder : undefined;
}

/** A file that cannot be read names nothing: the usual place is tried then. */
function readProject(file: string): { path: string | undefined; name: string | undefined } | undefined {
  let path: string | undefined;
  let name: string | undefined;
  try {
    readXml([Deno.readFileSync(file)], {
      open(element, attributes) {
        if (element === "ProjectPath") path ??= attributes["Value"];
        if (element === "ProjectName") name ??= attributes["Value"];
        return false;
      },
      kept() {},
    });
    return { path, name };
  } catch (error) {
    if (error instanceof FileFormatError || isFileError(error)) return undefined;
    throw error;
  }
}
