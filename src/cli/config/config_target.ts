import { PROJECT_FILE } from "../../config/find_project.ts";
import { CONFIG_VERSION, migrateText } from "../../config/migrations.ts";
import { readLimited, UnreadableFile } from "../../config/read_limited.ts";
import { JsoncError } from "../../config/jsonc_tree.ts";
import { positionAt } from "../../config/text_position.ts";
import { userConfigFile } from "../../config/user_config_file.ts";
import { PluginaryError } from "../../model/pluginary_error.ts";
import { FileLock } from "../../platform/file_lock.ts";
import { absolutePath, parentFolder } from "../../platform/paths.ts";
import { pathExists } from "../../platform/path_exists.ts";
import { ReplacingFile } from "../../platform/replacing_file.ts";
import type { ProjectFlags } from "./config_flags.ts";
import { type Console, writeMessage } from "../terminal/console.ts";
import { printable } from "../terminal/terminal.ts";
import { configurationError } from "../command_line/settings/config_problems.ts";
import { projectHere } from "../command_line/settings/configured_line.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** The file that a command reads or changes. */
export interface ConfigTarget {
  /** Absolute. */
  readonly path: string;
  readonly layer: "user" | "project";
}

/** A file's text, migrated to the newest version. */
export interface CurrentText {
  readonly text: string;
  /** The version before the migration; 0 if the file names none. */
  readonly version: number;
  /** The original text, if it was of an older version. */
  readonly old?: string;
}

/**
 * The user's file, or with `--project` the project's: the nearest existing one,
 * else a new one in the current folder.
 *
 * @throws {PluginaryError} `configuration` if there is no home folder for the user's file.
 */
export function configTarget({ project }: ProjectFlags, { environment }: Console): ConfigTarget {
  if (project) return { path: projectHere().config ?? absolutePath(PROJECT_FILE), layer: "project" };
  const user = userConfigFile(environment);
  if (user !== undefined) return { path: user.path, layer: "user" };
  throw configurationError(
    "Cannot locate the configuration file: no home folder is set",
    "Set PLUGINARY_CONFIG to a file",
  );
}

/**
 * Reads the file that a command changes; `undefined` if there is none yet.
 *
 * @throws {PluginaryError} `configuration` if it cannot be read or is of a newer version.
 */
async function readTarget({ path, layer }: ConfigTarget): Promise<CurrentText | undefined> {
  const text = await readText(path, layer);
  if (text === undefined || text.trim() === "") return undefined;
  try {
    const { text: newest, version, tree, isEmpty } = migrateText(text);
    if (isEmpty) return { text, version: CONFIG_VERSION };
    if (tree === undefined) throw configurationError(`Cannot change "${path}": it must be an object`);
    if (version > CONFIG_VERSION) {
      throw configurationError(`Cannot change "${path}": it was written by a newer pluginary`);
    }
    return { text: newest, version, ...(version < CONFIG_VERSION ? { old: text } : {}) };
  } catch (error) {
    if (!(error instanceof JsoncError)) throw error;
    const { line, column } = positionAt(text, error.offset);
    throw configurationError(`${path}:${line}:${column}: Cannot parse the file: ${error.message}`);
  }
}

/** The result of a change. */
export interface TargetChange {
  /** The text before the change; unset if there was no file. */
  readonly before: CurrentText | undefined;
  /** The path of the backup, made if the file was of an older version. */
  readonly backup: string | undefined;
}

/**
 * Changes the file under a lock: of several commands that change it at once,
 * each sees the text that the previous one wrote.
 *
 * @param edit Returns the new text; `undefined` to leave the file as it is.
 * @throws {PluginaryError} `configuration` as {@linkcode readTarget}, and `output-not-writable`.
 */
export async function changeTarget(
  target: ConfigTarget,
  { stderr }: Console,
  edit: (current: CurrentText | undefined) => Promise<string | undefined> | string | undefined,
): Promise<TargetChange> {
  using _lock = await lockTarget(target, stderr);
  const before = await readTarget(target);
  const text = await edit(before);
  if (text === undefined) return { before, backup: undefined };
  const backup = before === undefined ? undefined : await backUp(target, before);
  await writeTarget(target, text);
  return { before, backup };
}

/** Creates the file with an initial text, unless it exists. */
export async function makeTarget(target: ConfigTarget, { stderr }: Console, text: string): Promise<void> {
  if (await pathExists(target.path)) return;
  using _lock = await lockTarget(target, stderr);
  if (!await pathExists(target.path)) await writeTarget(target, text);
}

/** Lets one command at a time change the file, and creates its folder. */
async function lockTarget({ path }: ConfigTarget, stderr: Console["stderr"]): Promise<FileLock> {
  const sayWaiting = () => {
    writeMessage(stderr, `${printable(`Waiting for another command that is changing "${path}"`)}\n`);
  };
  try {
    await Deno.mkdir(parentFolder(path), { recursive: true, mode: 0o700 });
    const file = await pathExists(path) ? await Deno.realPath(path) : path;
    return await FileLock.take(`${file}.lock`, sayWaiting);
  } catch (error) {
    throw notWritable(path, error);
  }
}

/** Replaces the text of the file. */
async function writeTarget({ path }: ConfigTarget, text: string): Promise<void> {
  try {
    await ReplacingFile.replaceText(path, text);
  } catch (error) {
    throw notWritable(path, error);
  }
}

function notWritable(path: string, error: unknown): PluginaryError {
  const reason = reasonOf(error);
  return new PluginaryError("output-not-writable", `Cannot write "${path}": ${reason}`, undefined, {
    cause: error,
  });
}

/** Saves the text of an older version next to the file under an unused name; returns the path. */
async function backUp(
  { path }: ConfigTarget,
  { version, old }: CurrentText,
): Promise<string | undefined> {
  if (old === undefined) return undefined;
  const target = await Deno.realPath(path);
  for (let number = 1;; number++) {
    const backup = `${target}.v${version}${number === 1 ? "" : `-${number}`}.bak`;
    try {
      await Deno.writeTextFile(backup, old, { createNew: true, mode: 0o600 });
      return backup;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

async function readText(path: string, layer: "user" | "project"): Promise<string | undefined> {
  try {
    return await readLimited(path, { followsLinks: layer === "user" });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw configurationError(`Cannot read "${path}": ${error.message}`);
  }
}
