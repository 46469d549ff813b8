import { cacheFolder } from "../platform/cache_folder.ts";
import { homeFolder, type Variables } from "../platform/folders.ts";
import { joinPath, parentFolder } from "../platform/paths.ts";

/** The name of the folder on every system. */
const FOLDER_NAME = "com.twardoch.pedalboard-pluginary";

/** The folders where earlier versions kept their files, newest first. */
export function legacyFolders(variables: Variables, os: typeof Deno.build.os = Deno.build.os): string[] {
  if (os === "windows") return below(variables("APPDATA"));
  const home = homeFolder(variables, os);
  const applicationSupport = home === undefined
    ? undefined
    : joinPath(home, "Library", "Application Support");
  if (os === "darwin") return below(applicationSupport);
  const own = cacheFolder(variables, os);
  return [...below(own === undefined ? undefined : parentFolder(own)), ...below(applicationSupport)];
}

function below(folder: string | undefined): string[] {
  return folder === undefined || folder === "" ? [] : [joinPath(folder, FOLDER_NAME)];
}
