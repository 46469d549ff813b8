import type { OutputFlags, StreamFlags, TableFlags } from "../output/output_options.ts";
import type { PageFlags } from "../plugins/page_options.ts";
import type { TargetFlags } from "../plugins/target_options.ts";

/** Names accepted by `--columns` of `tag list`, in CSV order; of `products`, all formats count once. */
export const TAG_COLUMNS = [
  "tag",
  "plugins",
  "pluginsWithBelow",
  "products",
  "productsWithBelow",
  "color",
  "aliases",
] as const;

/** Orders accepted by `--sort` of `tag list`. */
export const TAG_SORTS = ["name", "plugins"] as const;

/** Names accepted by `--columns` of `tag suggest`, in CSV order. */
export const SUGGESTION_COLUMNS = ["tag", "plugins", "reasons", "ids"] as const;

/** Options of `pluginary tag list`. */
export interface TagListFlags extends PageFlags, TableFlags<(typeof TAG_COLUMNS)[number]>, StreamFlags {
  readonly sort?: (typeof TAG_SORTS)[number];
}

/** Options of commands that change tags. */
export interface TagChangeFlags extends OutputFlags {
  readonly dryRun?: boolean;
}

/** Options of `pluginary tag delete`. */
export interface TagDeleteFlags extends TagChangeFlags {
  readonly all?: boolean;
}

/** Options of `pluginary tag suggest`. */
export interface TagSuggestFlags
  extends TargetFlags, TableFlags<(typeof SUGGESTION_COLUMNS)[number]>, StreamFlags {}
