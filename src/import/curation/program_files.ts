import { dawPlaces, namesIn } from "../../file_formats/daws/daw_places.ts";
import type { CurationSource } from "../../model/curation/said_plugin.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import type { Variables } from "../../platform/folders.ts";
import { joinPath } from "../../platform/paths.ts";
import { statIfThere } from "../../platform/stat_if_there.ts";

type System = typeof Deno.build.os;

/**
 * The files in which another program keeps what people say about plugins, where
 * it keeps them on this system.
 *
 * @throws {PluginaryError} `path-not-found` if there are none, `usage` for a program without a usual place.
 */
export function programFiles(
  source: CurationSource | "auto",
  variables: Variables,
  os: System = Deno.build.os,
): string[] {
  const found = candidates(source, variables, os).filter((path) => statIfThere(path)?.isFile);
  if (found.length > 0) return found;
  throw new PluginaryError(
    "path-not-found",
    `Cannot find the files of ${NAMES[source]}`,
    "Name the files",
  );
}

const NAMES: Readonly<Record<string, string>> = { ardour: "Ardour", reaper: "REAPER", logic: "Logic" };

/** Whether a program has files in a usual place. */
export function hasUsualPlace(source: CurationSource | "auto"): boolean {
  return Object.hasOwn(NAMES, source);
}

function candidates(source: CurationSource | "auto", variables: Variables, os: System): string[] {
  if (source !== "ardour" && source !== "reaper" && source !== "logic") return [];
  const places = dawPlaces(source, variables, os);
  if (source === "reaper") {
    return places.flatMap(({ folder }) =>
      ["reaper-fxfolders.ini", "reaper-fxtags.ini"].map((name) => joinPath(folder, name))
    );
  }
  if (source === "ardour") {
    const newest = places.find(({ folder }) => statIfThere(folder)?.isDirectory);
    if (newest === undefined) return [];
    return ["plugin_tags", "plugin_statuses"].map((name) => joinPath(newest.folder, name));
  }
  return places.flatMap(({ folder }) =>
    namesIn(folder).filter((name) => /\.tag(set|pool)$/.test(name)).map((name) => joinPath(folder, name))
  );
}
