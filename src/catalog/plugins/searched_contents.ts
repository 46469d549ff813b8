import type { DatabaseSync } from "node:sqlite";
import { parameterFingerprint } from "../../model/alike/parameter_keys.ts";
import type { Parameter } from "../../model/plugin.ts";
import type { SearchedTexts } from "../../model/search/text_fields.ts";
import { fromJson } from "../sqlite/json_column.ts";
import { statement } from "../sqlite/statement.ts";
import type { DescriptionDocument } from "./description_document.ts";

/** Everything about a plugin that search reads. */
export interface SearchedPlugin extends SearchedTexts {
  readonly isInstrument: boolean;
  readonly format: string;
  /** As its format knows it; unset for an imported one without. */
  readonly nativeId?: string | undefined;
  /** Empty once the user has chosen a category, since these would find it by others. */
  readonly rawCategories: readonly string[];
  /** By which renamed siblings are found. */
  readonly parameterFingerprint?: number | undefined;
  /** Of the preferred installation. */
  readonly location?: string | undefined;
}

/**
 * The names inside a plugin: of parameters, programs and presets.
 *
 * @param document The long part of the shown description.
 */
export function searchedContents(
  db: DatabaseSync,
  pluginId: string,
  { parameters = [], programs = [] }: DescriptionDocument,
): Pick<SearchedPlugin, "parameterNames" | "presets" | "presetAuthors" | "parameterFingerprint"> {
  const { presets, presetAuthors } = presetTexts(db, pluginId);
  return {
    parameterFingerprint: parameterFingerprint(parameters),
    parameterNames: parameters.filter(isSought).map(({ name }) => name),
    presets: [...programs, ...presets],
    presetAuthors,
  };
}

/**
 * Names and authors of the presets that modules and files have for a plugin, by
 * its public id. A file that is gone has none.
 */
export function presetTexts(
  db: DatabaseSync,
  pluginId: string,
): Pick<SearchedPlugin, "presets" | "presetAuthors"> {
  const { found } = statement(
    db,
    `select json_group_array(json_array(name, author)) as found from
       (select name, author from presets where plugin_id = ? and container <> 'program'
         and (file_id is null or missing_at is null) order by name)`,
  ).get(pluginId)!;
  const presets = fromJson<[name: string, author: string][]>(found)!;
  const authors = new Set(presets.map(([, author]) => author));
  authors.delete("");
  return { presets: presets.map(([name]) => name), presetAuthors: [...authors] };
}

/** Nobody looks for proxies of MIDI controllers. */
function isSought({ flags }: Pick<Parameter, "flags">): boolean {
  return !flags.includes("midi-controller");
}
