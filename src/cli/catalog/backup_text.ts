import type { BackupSummary } from "../../catalog/maintenance/restore.ts";
import { pluginsText } from "../plugins/plugins_text.ts";

/** A backup in words: its file, its time and its number of plugins. */
export function backupText({ path, madeAt, plugins }: BackupSummary): string {
  const time = madeAt.toISOString().slice(0, 19).replace("T", " ");
  return `${path} from ${time} UTC, ${pluginsText(plugins)}`;
}
