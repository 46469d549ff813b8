import type { CommandGroup } from "../command_line/command_target.ts";
import type { Console } from "../terminal/console.ts";
import type { CatalogKind } from "./catalog_words.ts";
import type { Proposal } from "./proposal.ts";

/** The places that values come from. */
export interface ValueSources extends Pick<Console, "environment"> {
  /**
   * The command tree as far as these words need it. Where they name no command,
   * commands that do not begin with `start` may be missing.
   */
  readonly commandTree: (words: readonly string[], start: string) => Promise<CommandGroup>;
}

/** A value that is being typed. */
export interface ValueRequest {
  /** Its beginning. */
  readonly typed: string;
  /** The command's arguments before it. */
  readonly words: readonly string[];
  readonly sources: ValueSources;
}

/** Words of the catalog. */
export async function catalogWords(
  kind: CatalogKind,
  { typed, sources }: ValueRequest,
): Promise<Proposal[]> {
  const { readCatalogWords } = await import("./catalog_words.ts");
  return readCatalogWords(kind, typed, sources.environment);
}

/** All categories. */
export async function categories(): Promise<Proposal[]> {
  const { CATEGORIES } = await import("../../model/kinds/kind_words.ts");
  return CATEGORIES.map((value) => ({ value }));
}

/** All states of plugins. */
export async function states(): Promise<Proposal[]> {
  const { PLUGIN_STATES } = await import("../../model/search/search_query.ts");
  return PLUGIN_STATES.map((value) => ({ value }));
}
