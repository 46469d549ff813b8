import { FileFormatError } from "../file_format_error.ts";
import type { IniEntry, ReaperIni } from "./reaper_ini.ts";

/** Kinds of items of a folder, as REAPER numbers them. */
export const REAPER_ITEMS = { lv2: "1", vst: "3", audioUnit: "5", clap: "7", search: "1048576" } as const;

/** The number of the folder of favorites, whatever its name. */
export const REAPER_FAVORITES = "0";

/** An item of a folder. */
export interface ReaperItem {
  /** A value of {@linkcode REAPER_ITEMS}, or one that only REAPER knows. */
  readonly type: string;
  readonly item: string;
}

/** A folder of REAPER's browser of plugins. */
export interface ReaperFolder {
  /** The number of its section. */
  readonly id: string;
  readonly name: string;
  /** The line of its name. */
  readonly line: number;
  readonly items: readonly ReaperItem[];
}

/** Most folders, or items of one. */
const MOST_ITEMS = 100_000;

/** The section that lists the folders. */
const LIST = "folders";

/**
 * Reads the folders of `reaper-fxfolders.ini` in their order.
 *
 * @throws {FileFormatError} where items or folders are missing, as in a file that is cut off.
 */
export function readReaperFolders(ini: ReaperIni): ReaperFolder[] {
  if (!ini.sections.has(LIST)) {
    if ([...ini.sections].some((name) => /^folder\d+$/.test(name))) {
      throw new FileFormatError("truncated", 'it has folders and no section "Folders", so it is cut off');
    }
    return [];
  }
  const count = numberOf(ini, LIST, "nbfolders");
  return Array.from({ length: count }, (_, index): ReaperFolder => {
    const name = ini.find(LIST, `name${index}`);
    const id = ini.find(LIST, `id${index}`);
    if (name === undefined || id === undefined) {
      const line = ini.entries(LIST).at(-1)?.line;
      throw cutOff(`it has ${count} folders, and names ${index}`, line);
    }
    if (!/^\d{1,9}$/.test(id.value)) {
      throw new FileFormatError(
        "invalid",
        at(`"${id.value.slice(0, 40)}" is not the number of a folder`, id.line),
      );
    }
    const items = itemsOf(ini, `folder${id.value}`, name.value);
    return { id: id.value, name: name.value, line: name.line, items };
  });
}

function itemsOf(ini: ReaperIni, section: string, folder: string): ReaperItem[] {
  if (!ini.sections.has(section)) return [];
  const count = numberOf(ini, section, "nb");
  return Array.from({ length: count }, (_, index): ReaperItem => {
    const item = ini.find(section, `item${index}`);
    const type = ini.find(section, `type${index}`);
    if (item === undefined || type === undefined) {
      throw cutOff(
        `the folder "${folder}" has ${count} items, and item ${index} is not there`,
        ini.entries(section).at(-1)?.line,
      );
    }
    return { type: type.value, item: item.value };
  });
}

function numberOf(ini: ReaperIni, section: string, key: string): number {
  const entry: IniEntry | undefined = ini.find(section, key);
  if (entry === undefined) {
    throw cutOff(`"${key}" is missing, so the file is cut off`, ini.entries(section).at(-1)?.line);
  }
  const count = Number(entry.value);
  if (/^(0|[1-9]\d*)$/.test(entry.value) && count <= MOST_ITEMS) return count;
  throw new FileFormatError(
    "invalid",
    at(`"${entry.value.slice(0, 40)}" is not a number of items`, entry.line),
  );
}

function cutOff(reason: string, line: number | undefined): FileFormatError {
  return new FileFormatError("truncated", at(reason, line));
}

function at(reason: string, line: number | undefined): string {
  return line === undefined ? reason : `at line ${line}: ${reason}`;
}

/**
 * Requires that nothing stands beyond the numbers of items and folders, which a
 * change would overwrite.
 *
 * @throws {FileFormatError}
 */
export function requireExactNumbers(ini: ReaperIni, folders: readonly ReaperFolder[]): void {
  const require = (section: string, keys: readonly string[], count: number) => {
    for (const { key, line } of ini.entries(section)) {
      const [, word, digits] = /^(\D+)(\d+)$/.exec(key.toLowerCase()) ?? [];
      if (word === undefined || !keys.includes(word)) continue;
      const isKnown = Number(digits) < count && ini.find(section, key)!.line === line &&
        String(Number(digits)) === digits;
      if (!isKnown) {
        throw new FileFormatError(
          "invalid",
          at(`"${key}" is a duplicate, or beyond the count of ${count}`, line),
        );
      }
    }
  };
  require(LIST, ["id", "name"], folders.length);
  for (const { id, items } of folders) require(`folder${id}`, ["item", "type"], items.length);
}

/** Writes the items of a folder; those that stay the same keep their lines. */
export function writeReaperItems(ini: ReaperIni, id: string, items: readonly ReaperItem[]): void {
  const section = `folder${id}`;
  const before = ini.entries(section).filter(({ key }) => /^item\d+$/i.test(key)).length;
  if (!ini.sections.has(section)) {
    ini.addSection(`Folder${id}`, LIST);
    for (const [index, { item }] of items.entries()) ini.set(section, `Item${index}`, item);
    ini.set(section, "Nb", String(items.length));
    for (const [index, { type }] of items.entries()) ini.set(section, `Type${index}`, type);
    return;
  }
  for (const [index, { item, type }] of items.entries()) {
    setPair(ini, section, ["Item", item], ["Type", type], index);
  }
  for (let index = items.length; index < before; index++) {
    ini.remove(section, `item${index}`);
    ini.remove(section, `type${index}`);
  }
  ini.set(section, "Nb", String(items.length));
}

/** A folder by its number and its name. */
export type ReaperFolderName = Pick<ReaperFolder, "id" | "name">;

/** Writes the list of folders; their items are untouched. */
export function writeReaperFolders(ini: ReaperIni, folders: readonly ReaperFolderName[]): void {
  const before = ini.entries(LIST).filter(({ key }) => /^id\d+$/i.test(key)).length;
  if (!ini.sections.has(LIST)) ini.addSection("Folders");
  for (const [index, { id, name }] of folders.entries()) {
    setPair(ini, LIST, ["Id", id], ["Name", name], index);
  }
  for (let index = folders.length; index < before; index++) {
    ini.remove(LIST, `id${index}`);
    ini.remove(LIST, `name${index}`);
  }
  ini.set(LIST, "NbFolders", String(folders.length));
}

/** Sets two values of one number; new ones go behind those of the number before, as the file has them. */
function setPair(
  ini: ReaperIni,
  section: string,
  [first, firstValue]: readonly [string, string],
  [second, secondValue]: readonly [string, string],
  index: number,
): void {
  if (ini.find(section, `${first}${index}`) && ini.find(section, `${second}${index}`)) {
    ini.set(section, `${first}${index}`, firstValue);
    ini.set(section, `${second}${index}`, secondValue);
    return;
  }
  const last = index - 1;
  const place = ini.find(section, `${first}${last}`);
  // REAPER itself writes all of the first kind before the second; one pair alone tells nothing.
  const isInPairs = last > 0 &&
    ini.keyBehind(section, `${first}${last}`) === `${second}${last}`.toLowerCase();
  ini.set(section, `${first}${index}`, firstValue, {
    after: place === undefined ? undefined : isInPairs ? `${second}${last}` : `${first}${last}`,
  });
  ini.set(section, `${second}${index}`, secondValue, {
    after: isInPairs || place === undefined ? `${first}${index}` : `${second}${last}`,
  });
}
