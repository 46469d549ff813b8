import { catalogPath } from "../../catalog/catalog_path.ts";
import {
  aliasTag,
  colorTag,
  deleteTag,
  mergeTags,
  renameTag,
  type TagsChange,
  unaliasTag,
} from "../../catalog/curation/change_tags.ts";
import { inOperation } from "../../catalog/curation/operations.ts";
import type { CurationWriter } from "../../catalog/curation/registers.ts";
import { readTag } from "../../catalog/curation/tags.ts";
import { openCatalog } from "../../catalog/open_catalog.ts";
import { areSiblingsStale } from "../../catalog/plugins/other_formats.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";
import { parseColor } from "../../model/curation/tag_color.ts";
import type { Tag, TagChangesDocument } from "../../model/documents/curation/tags_documents.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { countText } from "../output/count_text.ts";
import { printAnswer } from "../output/print_answer.ts";
import { shellWord } from "../terminal/shell_word.ts";
import type { TagChangeFlags, TagDeleteFlags } from "./tag_flags.ts";
import { TAG_TABLE } from "./tag_table.ts";

/** Runs `pluginary tag rename`. */
export async function runTagRename(
  this: ProgramContext,
  flags: TagChangeFlags,
  old: string,
  name: string,
): Promise<void> {
  await change(this, flags, "rename", {
    tags: [old, name],
    make: (db, writer) => renameTag(db, writer, old, name),
    headline: (isDryRun) => `${isDryRun ? "Would rename" : "Renamed"} "${old}" to "${name}":`,
  });
}

/** Runs `pluginary tag merge`. */
export async function runTagMerge(
  this: ProgramContext,
  flags: TagChangeFlags,
  ...names: string[]
): Promise<void> {
  const into = names.at(-1)!;
  const merged = names.slice(0, -1);
  await change(this, flags, "merge", {
    tags: names,
    make: (db, writer) => mergeTags(db, writer, merged, into),
    headline: (isDryRun) =>
      `${isDryRun ? "Would merge" : "Merged"} ${
        merged.map((name) => `"${name}"`).join(", ")
      } into "${into}":`,
  });
}

/** Runs `pluginary tag delete`. */
export async function runTagDelete(this: ProgramContext, flags: TagDeleteFlags, tag: string): Promise<void> {
  await change(this, flags, "delete", {
    tags: [tag],
    make: (db, writer) => deleteTag(db, writer, tag, flags.all === true),
    headline: (isDryRun, { before }) => {
      const tags = before.length === 1 ? `the tag "${before[0]!.tag}"` : countText(before.length, "tag");
      return `${isDryRun ? "Would delete" : "Deleted"} ${tags}:`;
    },
    shows: "before",
  });
}

/** Runs `pluginary tag color`. */
export async function runTagColor(
  this: ProgramContext,
  flags: TagChangeFlags,
  tag: string,
  color: string,
): Promise<void> {
  const value = parseColor(color);
  await change(this, flags, "color", {
    tags: [tag],
    make: (db, writer) => colorTag(db, writer, tag, value),
    headline: (isDryRun) =>
      value === undefined
        ? `${isDryRun ? "Would remove" : "Removed"} the color of "${tag}":`
        : `${isDryRun ? "Would color" : "Colored"} "${tag}" ${value}:`,
  });
}

/** Runs `pluginary tag alias`. */
export async function runTagAlias(
  this: ProgramContext,
  flags: TagChangeFlags,
  alias: string,
  tag: string,
): Promise<void> {
  await change(this, flags, "alias", {
    tags: [alias, tag],
    make: (db, writer) => aliasTag(db, writer, alias, tag),
    headline: (isDryRun) => `${isDryRun ? "Would make" : "Made"} "${alias}" another name of "${tag}":`,
  });
}

/** Runs `pluginary tag unalias`. */
export async function runTagUnalias(
  this: ProgramContext,
  flags: TagChangeFlags,
  alias: string,
): Promise<void> {
  await change(this, flags, "unalias", {
    tags: [alias],
    make: (db, writer) => unaliasTag(db, writer, alias),
    headline: (isDryRun) => `${isDryRun ? "Would take back" : "Took back"} the alias "${alias}":`,
  });
}

async function change(
  { console, words }: ProgramContext,
  flags: TagChangeFlags,
  command: TagChangesDocument["command"],
  { tags, make, headline, shows = "after" }: {
    readonly tags: readonly string[];
    readonly make: (db: Catalog["db"], writer: CurationWriter) => TagsChange;
    readonly headline: (isDryRun: boolean, change: TagsChange) => string;
    /** The tags that are shown to people. */
    readonly shows?: "before" | "after";
  },
): Promise<void> {
  const { dryRun: isDryRun = false } = flags;
  for (const tag of tags) readTag(tag);
  using catalog = await openCatalog(catalogPath(console.environment));
  // The formats of a plugin are counted as one by the stored groups.
  if (await catalog.read(areSiblingsStale)) {
    await (await import("../../catalog/alike/sibling_index.ts")).updateSiblings(catalog);
  }
  const made = await catalog.write((db) => {
    db.exec("savepoint tags");
    const made = inOperation(
      db,
      words.map(shellWord).join(" "),
      new Date(),
      (writer) => make(db, writer),
    );
    if (isDryRun) db.exec("rollback to tags");
    db.exec("release tags");
    return made;
  });
  const document: TagChangesDocument = {
    schema: "tag-changes",
    schemaVersion: 1,
    command,
    isDryRun,
    ...made,
  };
  await printAnswer(
    {
      document,
      text: [headline(isDryRun, made), ...made[shows].map(tagLine)],
      table: {
        columns: CHANGE_COLUMNS,
        rows: (["before", "after"] as const).flatMap((when) => made[when].map((tag) => ({ ...tag, when }))),
      },
    },
    flags,
    console,
  );
}

/** A tag before or after a change. */
type ChangedTag = Tag & { readonly when: "before" | "after" };

const CHANGE_COLUMNS: readonly Column<ChangedTag>[] = [
  { name: "when", title: "WHEN", cell: ({ when }) => when, align: "left", priority: 6, minimumWidth: 6 },
  ...TAG_TABLE,
];

function tagLine({ tag, products, color, aliases }: Tag): string {
  const more = [
    ...(color === null ? [] : [color]),
    ...(aliases.length === 0 ? [] : [`also ${aliases.map((alias) => `"${alias}"`).join(", ")}`]),
  ];
  return `  ${[`${tag}: ${countText(products, "plugin")}`, ...more].join(", ")}`;
}
