import type { Problem } from "../../model/documents/scan_document.ts";
import { joinPath } from "../../platform/paths.ts";
import { isFile, sortedEntries } from "../files/file_system.ts";
import type { LadspaFacts, LadspaKnowledge } from "../formats/ladspa_rdf.ts";
import type { SearchSystem } from "./search_paths.ts";

/** Longest file that is read; that of a hundred plugins has some 180 kB. */
const MAXIMUM_FILE_BYTES = 16 * 1024 * 1024;

/** Most files that are read. */
const MAXIMUM_FILES = 1000;

/**
 * Reads the files of LRDF that are installed: what categories LADSPA plugins
 * have and what their values are called. Files that cannot be read are told and
 * passed over.
 */
export async function installedLadspaRdf(
  system: SearchSystem,
): Promise<{ knowledge: LadspaKnowledge; problems: Problem[] }> {
  const knowledge = new Map<string, LadspaFacts>();
  const problems: Problem[] = [];
  const files = rdfFolders(system).flatMap(rdfFiles).slice(0, MAXIMUM_FILES);
  if (files.length === 0) return { knowledge, problems };
  // The parser takes a tenth of a second to load, which most scans can do without.
  const { readLadspaRdf } = await import("../formats/ladspa_rdf.ts");
  for (const path of files) {
    try {
      const { size } = await Deno.stat(path);
      if (size > MAXIMUM_FILE_BYTES) throw new Error(`it has more than ${MAXIMUM_FILE_BYTES} bytes`);
      readLadspaRdf(await Deno.readFile(path), knowledge);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push({ location: path, code: "read-error", message: `Cannot read "${path}": ${why}` });
    }
  }
  return { knowledge, problems };
}

/** `LADSPA_RDF_PATH`, or the folders that liblrdf looks into and the user's own. */
function rdfFolders({ environment, os }: SearchSystem): string[] {
  if (os === "windows") return [];
  const listed = environment("LADSPA_RDF_PATH");
  if (listed) return listed.split(":").filter((folder) => folder.startsWith("/"));
  const home = environment("HOME");
  const own = home ? [joinPath(home, ".ladspa", "rdf")] : [];
  return [...own, "/usr/local/share/ladspa/rdf", "/usr/share/ladspa/rdf"];
}

function rdfFiles(folder: string): string[] {
  try {
    return sortedEntries(folder)
      .filter(({ name }) => /\.rdfs?$/i.test(name))
      .map(({ name }) => joinPath(folder, name))
      .filter(isFile);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}
