import { finding, type HealthCheck } from "../../../model/health/health_check.ts";
import { answerWithin, NO_ANSWER } from "../../../scan/discovery/silent_drive.ts";
import { searchRoots } from "../../../scan/discovery/search_paths.ts";
import { type Environment, thisSystem } from "../../../scan/files/search_system.ts";
import { countText } from "../../output/count_text.ts";
import { shellWord } from "../../terminal/shell_word.ts";
import { isOwnFile } from "./folders.ts";

/** How long a drive may take to answer; a report is wanted at once. */
const ANSWER_MS = 1000;

/** A search folder that exists, and cannot be read. */
export interface UnreadableFolder {
  readonly path: string;
  /** Whether its drive gave no answer. */
  readonly isSilent: boolean;
  readonly isOwn: boolean;
}

/** Tries to read each folder that a scan searches. */
export async function examineSearchFolders(environment: Environment): Promise<UnreadableFolder[]> {
  const paths = new Set(searchRoots({}, thisSystem(environment)).map(({ path }) => path));
  return (await Promise.all([...paths].map(examine))).filter((folder) => folder !== undefined);
}

/** The finding about search folders that cannot be read; none if all can. */
export function judgeSearchFolders(folders: readonly UnreadableFolder[]): HealthCheck[] {
  const silent = folders.filter(({ isSilent }) => isSilent).map(({ path }) => path);
  const closed = folders.filter(({ isSilent }) => !isSilent);
  const checks: HealthCheck[] = [];
  if (closed.length > 0) {
    const paths = closed.map(({ path }) => path);
    const words = paths.map(shellWord).join(" ");
    const rights = closed.every(({ isOwn }) => isOwn) ? "chmod u+rx" : "sudo chmod a+rx";
    checks.push(
      finding("search-folder-not-readable", `Cannot read ${namedFolders(paths)}`, {
        ...(Deno.build.os === "windows" ? {} : { cure: `${rights} ${words}` }),
      }),
    );
  }
  if (silent.length > 0) {
    checks.push(
      finding("search-folder-not-readable", `No answer from the drive of ${namedFolders(silent)}`, {
        advice: "Check the drive and the network",
      }),
    );
  }
  return checks;
}

function namedFolders(paths: readonly string[]): string {
  const quoted = paths.map((path) => `"${path}"`).join(", ");
  return `${paths.length === 1 ? "the search folder" : countText(paths.length, "search folder")} ${quoted}`;
}

async function examine(path: string): Promise<UnreadableFolder | undefined> {
  const answer = await answerWithin(whoseIfClosed(path), ANSWER_MS);
  if (answer === undefined) return undefined;
  return answer === NO_ANSWER ? { path, isSilent: true, isOwn: false } : { path, isSilent: false, ...answer };
}

/** The owner of a folder that cannot be read; `undefined` for one that can, or does not exist. */
async function whoseIfClosed(path: string): Promise<{ isOwn: boolean } | undefined> {
  try {
    for await (const _entry of Deno.readDir(path)) break;
    return undefined;
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) return undefined;
  }
  try {
    return { isOwn: isOwnFile(await Deno.stat(path)) };
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) return { isOwn: false };
    throw error;
  }
}
