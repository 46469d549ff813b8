import type { BackupSummary } from "../../catalog/maintenance/restore.ts";

/** A backup in words: its file, its time and its number of plugins. */
export function backupText({ path, madeAt, plugins }: BackupSummary): string {
  const time = madeAt.toISOString().slice(0, 19).replace("T", " ");
  return `${path} from ${time} UTC, ${pluginsText(plugins)}`;
}

/** A number of plugins in words. */
export function pluginsText(count: number): string {
  return `${count} plugin${count === 1 ? "" : "s"}`;
}
