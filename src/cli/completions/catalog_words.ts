import { catalogPath } from "../../catalog/catalog_path.ts";
import { curatedNames, libraryNames, tagNames } from "../../catalog/completions/curation_words.ts";
import {
  type KnownWord,
  pluginIds,
  pluginNames,
  ruleTargets,
  scanNumbers,
  vendorNames,
  type WordSource,
} from "../../catalog/completions/known_words.ts";
import { openForCompletions } from "../../catalog/completions/open_for_completions.ts";
import { PLUGIN_FORMATS } from "../../model/plugin_format.ts";
import type { Console } from "../terminal/console.ts";
import { isTypeable, type Proposal } from "./proposal.ts";
import type { ValueKind } from "./value_kinds.ts";

/** Values that only the catalog knows. */
export type CatalogKind = Extract<
  ValueKind,
  | "plugin"
  | "target"
  | "blocked"
  | "overridden"
  | "vendor"
  | "tag"
  | "scan"
  | "collection"
  | "saved"
  | "preset"
>;

/** Most words to read from the catalog. */
const MOST_WORDS = 200;

/** Most scans to propose. */
const MOST_SCANS = 50;

/** Reads words of the catalog; none if there is no catalog of this version. */
export function readCatalogWords(
  kind: CatalogKind,
  typed: string,
  environment: Console["environment"],
): Proposal[] {
  const db = openForCompletions(catalogPath(environment));
  if (db === undefined) return [];
  try {
    switch (kind) {
      case "plugin":
      case "target":
        return plugins(db, typed);
      case "blocked":
        return ruleTargets(db, "blocklist").map(proposal);
      case "overridden":
        return ruleTargets(db, "overrides").map(proposal);
      case "scan":
        return scanNumbers(db, MOST_SCANS).map(proposal);
      case "tag":
        return tagNames(db).map(proposal);
      case "collection":
      case "saved":
        return curatedNames(db, kind).map(proposal);
      case "preset":
        return libraryNames(db).map(proposal);
      case "vendor":
        return vendorNames(db, typed, MOST_WORDS).map(proposal);
    }
  } finally {
    db.close();
  }
}

/** By names, or in the form that has been begun: `vst3/Name` or an id. */
function plugins(db: WordSource, typed: string): Proposal[] {
  const [, start, sign, rest = ""] = /^(\w+)([:/])(.*)$/s.exec(typed) ?? [];
  const format = PLUGIN_FORMATS.find((format) => format === start);
  if (format === undefined) return pluginNames(db, typed, MOST_WORDS).map(named);
  if (sign === ":") return pluginIds(db, typed, MOST_WORDS).map(proposal);
  return pluginNames(db, rest, MOST_WORDS, format)
    .map(({ word, about }) => proposal({ word: `${format}/${word}`, about }));
}

/** A plugin whose name cannot be typed, or would be an option, is proposed by its id. */
function named({ word, about, id }: KnownWord): Proposal {
  if (id === undefined || (isTypeable(word) && !word.startsWith("-"))) return proposal({ word, about });
  return proposal({ word: id, about: [word, about].join(", ") });
}

function proposal({ word, about }: KnownWord): Proposal {
  return about === "" ? { value: word } : { value: word, about };
}
