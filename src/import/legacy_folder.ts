import { cacheFolder } from "../platform/cache_folder.ts";
import { homeFolder } from "../platform/folders.ts";
import { joinPath, parentFolder } from "../platform/paths.ts";

/** How the value of an environment variable is looked up. */
type Variables = (name: string) => string | undefined;

/** The folder's name, wherever it lies. */
const FOLDER_NAME = "com.twardoch.pedalboard-pluginary";

/** Where earlier versions kept their files on a system, the places of newer ones first. */
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
