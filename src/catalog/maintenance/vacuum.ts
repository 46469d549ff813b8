import type { Catalog } from "../sqlite/catalog.ts";
import type { WorkListener } from "../../model/work_step.ts";
import { tidyIndex } from "../plugins/search_index.ts";

/** Free pages to give back in one step, so that other processes get their turn in between. */
const PAGES_AT_ONCE = 2000;

/**
 * Gives free pages back to the system, merges the log into the file and tidies
 * the index. (`VACUUM` itself needs more rights than this process has.)
 *
 * @returns The bytes that the file has shrunk by.
 */
export async function vacuum(catalog: Catalog, listener?: WorkListener): Promise<number> {
  listener?.({ what: "Tidying the search index" });
  await catalog.write(tidyIndex);
  const freed = await freePages(catalog, listener);
  listener?.({ what: "Merging the log" });
  await mergeLog(catalog);
  return freed;
}

/** Gives free pages back. @returns Their size in bytes. */
export async function freePages(catalog: Catalog, listener?: WorkListener): Promise<number> {
  const { db } = catalog;
  const value = (name: string) => Number(Object.values(db.prepare(`pragma ${name}`).get()!)[0]);
  let freed = 0;
  const total = await catalog.read(() => value("freelist_count"));
  for (;;) {
    const before = await catalog.read(() => value("freelist_count"));
    if (before === 0) break;
    listener?.({ what: "Freeing disk space", done: total - before, total });
    // Through all(): exec() would stop after the first page.
    await catalog.write(() => db.prepare(`pragma incremental_vacuum(${PAGES_AT_ONCE})`).all());
    const after = await catalog.read(() => value("freelist_count"));
    freed += (before - after) * value("page_size");
    if (after >= before) break;
  }
  return freed;
}

/** Merges the write-ahead log into the file as far as readers allow. */
async function mergeLog({ db }: Catalog): Promise<void> {
  await Promise.resolve(db.prepare("pragma wal_checkpoint(truncate)").all());
}
