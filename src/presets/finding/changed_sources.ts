import type { PresetFileReport } from "../../model/documents/presets/preset_scan_document.ts";
import type { PresetAccount } from "./preset_account.ts";
import type { PresetRoot } from "./preset_root.ts";
import type { PresetSource } from "./preset_source.ts";
import { type PresetPlace, type PresetWalkOptions, walkPresets } from "./preset_walk.ts";
import { fileFault } from "./file_fault.ts";

/** How a search compares what it finds with earlier ones. */
export interface Comparison {
  readonly account: PresetAccount;
  readonly walk: PresetWalkOptions;
  /** Whether everything is read again. */
  readonly isForced: boolean;
  /** The source at a place; `undefined` where nothing of ours is. Errors of reading are thrown. */
  readonly sourceOf: (place: PresetPlace) => PresetSource | undefined;
}

/** A source that has to be read, or the report on one whose earlier result is kept. */
export type Compared = { readonly changed: PresetSource } | { readonly report: PresetFileReport };

/** Searches roots for what is new or has changed; problems go to the account. */
export async function* changedSources(
  roots: readonly PresetRoot[],
  { account, walk, isForced, sourceOf }: Comparison,
): AsyncGenerator<Compared> {
  for await (const batch of walkPresets(roots, walk)) {
    for (const find of batch) {
      if (walk.signal?.aborted) return;
      if ("problem" in find) {
        account.problems.push(find.problem);
        continue;
      }
      const source = sourceIfReadable(find.place, sourceOf, account);
      if (source === undefined || account.hasSeen(source.path)) continue;
      const known = account.known.get(source.path);
      const isKept = known !== undefined && !known.isMissing && !isForced &&
        source.statKey !== "" && source.statKey === known.statKey;
      if (!isKept) yield { changed: source };
      else for (const report of account.keep(source.path, known)) yield { report };
    }
  }
}

/** A place that cannot be looked at is a problem, and hides nothing but itself. */
function sourceIfReadable(
  place: PresetPlace,
  sourceOf: Comparison["sourceOf"],
  account: PresetAccount,
): PresetSource | undefined {
  try {
    return sourceOf(place);
  } catch (error) {
    const { message } = fileFault(error);
    account.problems.push({ location: place.path, code: "read-error", message });
    return undefined;
  }
}
