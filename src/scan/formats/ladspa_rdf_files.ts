import type { Problem } from "../../model/documents/scan_document.ts";
import { joinPath } from "../../platform/paths.ts";
import { isFile, sortedEntries } from "../files/file_system.ts";
import type { LadspaFacts, LadspaKnowledge } from "./ladspa_rdf.ts";
import type { PluginExtras } from "./plugin_extras.ts";
import { NO_SURROUNDINGS, type Surroundings } from "./plugin_format_record.ts";
import type { SearchSystem } from "../files/search_system.ts";

/** Longest file that is read; that of a hundred plugins has some 180 kB. */
const MAXIMUM_FILE_BYTES = 16 * 1024 * 1024;

/** Most files that are read. */
const MAXIMUM_FILES = 1000;

/**
 * Reads the installed files of LRDF, with the categories of LADSPA plugins and
 * the names of their values. Files that cannot be read are reported and passed
 * over.
 */
export async function ladspaSurroundings(system: SearchSystem): Promise<Surroundings> {
  const knowledge = new Map<string, LadspaFacts>();
  const problems: Problem[] = [];
  const files = rdfFolders(system).flatMap(rdfFiles).slice(0, MAXIMUM_FILES);
  if (files.length === 0) return NO_SURROUNDINGS;
  // The parser takes a tenth of a second to load, and most scans do not need it.
  const { readLadspaRdf } = await import("./ladspa_rdf.ts");
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
  return { ...NO_SURROUNDINGS, extrasOf: (nativeId) => extrasOf(knowledge, nativeId), problems };
}

/** A native id begins with the unique id, by which the files name a plugin. */
function extrasOf(knowledge: LadspaKnowledge, nativeId: string): PluginExtras {
  const facts = knowledge.get(nativeId.split(":")[0]!);
  return facts === undefined ? {} : { rawCategories: facts.classes, scalePoints: facts.scalePoints };
}

/** `LADSPA_RDF_PATH`, or the folders that liblrdf searches and the user's own. */
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
