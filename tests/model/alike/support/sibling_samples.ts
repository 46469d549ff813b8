import { parameterFingerprint, parameterKeys } from "../../../../src/model/alike/parameter_keys.ts";
import { idKey, siblingKey } from "../../../../src/model/alike/sibling_name.ts";
import { type SiblingFacts, siblingFacts } from "../../../../src/model/alike/sibling_rules.ts";
import type { PluginFormat } from "../../../../src/model/plugin_format.ts";
import { wordsOf } from "../../../../src/model/search/search_text.ts";

/** A plugin as a test describes it. */
export interface SiblingSample {
  readonly id: string;
  readonly name: string;
  readonly vendor?: string | undefined;
  readonly isInstrument?: boolean | undefined;
  readonly replaces?: readonly string[] | undefined;
  /** Names; unset where they are unknown. */
  readonly parameters?: readonly string[] | undefined;
}

/** A sample with the keys that the catalog's index has for it. */
export function siblingFactsOf(sample: SiblingSample, at: number): SiblingFacts {
  const { id, name, vendor, isInstrument = false, replaces = [] } = sample;
  const format = id.slice(0, id.indexOf(":")) as PluginFormat;
  const nativeId = id.slice(format.length + 1);
  const parameters = sample.parameters?.map((name) => ({ name, flags: [] }));
  const keys = parameters === undefined ? undefined : parameterKeys(parameters);
  return siblingFacts({
    ...{ id, format, nativeId, name, vendor, isInstrument, replaces },
    rowId: at + 1,
    nameKey: wordsOf(name.slice(0, 5000)).slice(0, 64).join(""),
    siblingKey: siblingKey(name, vendor),
    idKey: idKey(format, nativeId),
    fingerprint: parameters === undefined ? undefined : parameterFingerprint(parameters),
    parameters: () => keys,
  });
}
