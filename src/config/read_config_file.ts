import { camelCase, settingKey } from "./setting_name.ts";
import { homeFolder, type Variables } from "../platform/folders.ts";
import { absolutePathFrom, joinPath, parentFolder } from "../platform/paths.ts";
import { JsoncError, type JsoncNode, type JsoncObject, type JsoncSpan } from "./jsonc_tree.ts";
import { CONFIG_VERSION, type MigratedText, migrateText } from "./migrations.ts";
import type { ConfigProblem, ProblemCode } from "./problem.ts";
import { readLimited, UnreadableFile } from "./read_limited.ts";
import { FORBIDDEN_NAMES, SINGLE_COMMAND_OPTIONS } from "./forbidden_names.ts";
import type { Setting, SettingType, SettingValue } from "./setting.ts";
import type { SettingTable } from "./setting_table.ts";
import { positionAt } from "./text_position.ts";
import { countProblem, knownText, valueProblem } from "./value_problem.ts";

/** The valid values of a file or environment, and the problems found. */
export interface ConfigReading {
  readonly values: readonly SettingValue[];
  readonly problems: readonly ConfigProblem[];
}

/** A configuration file and its owner. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly layer: "user" | "project";
  /** Whether a missing file is a problem. */
  readonly mustExist?: boolean;
}

/** A file that must exist and does not. */
class MissingFile extends UnreadableFile {}

const MAKE_FILE = 'To create it, run "pluginary config edit"; to do without it, "unset PLUGINARY_CONFIG"';

/** The settings and variables that a file is checked against. */
export interface ConfigFileContext {
  readonly table: SettingTable;
  readonly environment: Variables;
}

/** Names at the top of a file that are not settings. */
const OTHER_NAMES = ["$schema", "version"];

/**
 * Reads a file of the user or of a project. A missing file counts as empty.
 *
 * Each mistake becomes a problem; the rest of the file still counts, unless it
 * cannot be parsed.
 */
export async function readConfigFile(
  file: ConfigFile,
  context: ConfigFileContext,
): Promise<ConfigReading> {
  try {
    const text = await readLimited(file.path, { followsLinks: file.layer === "user" });
    if (text === undefined && file.mustExist) throw new MissingFile("it does not exist");
    return await checkConfigText(text ?? "", file, context);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const place = { layer: file.layer, file: file.path };
    const hint = error instanceof MissingFile ? { hint: MAKE_FILE } : {};
    return {
      values: [],
      problems: [{ code: "unreadable", message: `Cannot read this file: ${error.message}`, place, ...hint }],
    };
  }
}

/** Like {@linkcode readConfigFile}, for text that has already been read. */
export async function checkConfigText(
  text: string,
  file: ConfigFile,
  context: ConfigFileContext,
): Promise<ConfigReading> {
  const checker = new ConfigChecker(text, file, context);
  await checker.check();
  return { values: checker.values, problems: checker.problems };
}

/** Walks a file's tree and collects its values and problems. */
class ConfigChecker implements ConfigReading {
  readonly values: SettingValue[] = [];
  readonly problems: ConfigProblem[] = [];
  readonly #text: string;
  readonly #path: string;
  readonly #layer: "user" | "project";
  readonly #table: SettingTable;
  readonly #environment: Variables;
  #originalOffset: MigratedText["originalOffset"] = (offset) => offset;

  constructor(
    text: string,
    { path, layer }: ConfigFile,
    { table, environment }: ConfigFileContext,
  ) {
    this.#text = text;
    this.#path = path;
    this.#layer = layer;
    this.#table = table;
    this.#environment = environment;
  }

  async check(): Promise<void> {
    const migrated = this.#migrate();
    if (migrated === undefined) return;
    const { tree, version, isEmpty } = migrated;
    if (isEmpty) return;
    if (tree === undefined) {
      this.#report("wrong-type", "A configuration must be an object", { offset: 0, length: 0 });
    } else if (version > CONFIG_VERSION) this.#reportNewer(tree, version);
    else await this.#checkObject(tree, []);
  }

  #migrate(): MigratedText | undefined {
    try {
      const migrated = migrateText(this.#text);
      this.#originalOffset = migrated.originalOffset;
      return migrated;
    } catch (error) {
      if (!(error instanceof JsoncError)) throw error;
      this.#report("syntax", `Cannot parse this file: ${error.message}`, { offset: error.offset, length: 0 });
      return undefined;
    }
  }

  #reportNewer(tree: JsoncObject, version: number): void {
    const { value } = tree.properties.find(({ key }) => key.value === "version")!;
    this.#report("newer-version", `Version ${version} was written by a newer pluginary`, value, {
      hint: `This one reads versions up to ${CONFIG_VERSION}`,
    });
  }

  async #checkObject(object: JsoncObject, command: readonly string[]): Promise<void> {
    const seen = new Set<string>();
    for (const { key, value } of object.properties) {
      const name = key.value;
      if (seen.has(name)) this.#report("duplicate-key", `Duplicate key "${name}"`, key);
      else if (command.length === 0 && OTHER_NAMES.includes(name)) this.#checkOther(name, value);
      else await this.#checkProperty(name, key, value, command);
      seen.add(name);
    }
  }

  #checkOther(name: string, value: JsoncNode): void {
    const wanted = name === "version" ? "number" : "string";
    const isRight = value.kind === "scalar" && typeof value.value === wanted;
    const isVersion = name !== "version" ||
      isRight && Number.isSafeInteger(value.value) && Number(value.value) >= 1;
    if (!isRight || !isVersion) {
      const what = name === "version" ? "a whole number of 1 or more" : "text";
      this.#report("wrong-type", `"${name}" must be ${what}, not ${kindOf(value)}`, value);
    }
  }

  async #checkProperty(
    name: string,
    key: JsoncSpan,
    value: JsoncNode,
    command: readonly string[],
  ): Promise<void> {
    const setting = this.#table.find(command, name);
    const below = [...command, name];
    if (value.kind === "object" && this.#table.hasCommand(below)) await this.#checkObject(value, below);
    else if (setting !== undefined) await this.#checkSetting(setting, key, value);
    else if (this.#table.hasCommand(below) && !FORBIDDEN_NAMES.has(name)) {
      this.#report(
        "wrong-type",
        `"${below.join(".")}" must be an object of options, not ${kindOf(value)}`,
        value,
      );
    } else this.#reportUnknown(name, key, command);
  }

  #reportUnknown(name: string, key: JsoncSpan, command: readonly string[]): void {
    const path = [...command, name].join(".");
    const forbidden = FORBIDDEN_NAMES.get(name);
    if (forbidden !== undefined) {
      const message = `A file cannot set "${path}": ${forbidden}`;
      return this.#report("refused", message, key);
    }
    const single = command.length > 0 ? undefined : SINGLE_COMMAND_OPTIONS.get(name);
    if (single !== undefined) {
      const hint = `Set it for one command, like "list.${name}"`;
      return this.#report("refused", `"${name}" cannot be set for all commands: ${single}`, key, { hint });
    }
    const words = [...this.#table.namesIn(command), ...(command.length === 0 ? OTHER_NAMES : [])];
    const keys = this.#table.keysOf(camelCase(name));
    const hint = keys.length === 0 ? {} : { hint: `Use ${keys.map((one) => `"${one}"`).join(" or ")}` };
    this.#report("unknown-key", `Unknown setting "${path}"`, key, {
      misspelt: { typed: name, words },
      ...hint,
    });
  }

  async #checkSetting(setting: Setting, key: JsoncSpan, value: JsoncNode): Promise<void> {
    const name = settingKey(setting);
    if (this.values.some((value) => value.setting === setting)) {
      return this.#report("duplicate-key", `Duplicate key "${name}"`, key);
    }
    if (this.#layer === "project" && setting.refusal !== undefined) {
      return this.#report("refused", `A project cannot set "${name}": ${setting.refusal}`, key);
    }
    const { type } = setting;
    const nodes = type.list === undefined ? [value] : value.kind === "array" ? value.items : undefined;
    if (nodes === undefined) {
      return this.#report("wrong-type", `"${name}" must be a list, not ${kindOf(value)}`, value);
    }
    const tooMany = countProblem(setting, nodes.length);
    if (tooMany !== undefined) return this.#report("wrong-value", tooMany.message, value);
    const texts: string[] = [];
    for (const node of nodes) {
      const text = await this.#readValue(setting, node);
      if (text === undefined) return;
      texts.push(text);
    }
    const place = { layer: this.#layer, file: this.#path, ...this.#position(key) };
    this.values.push({ setting, texts, origin: place });
  }

  /** The text of a valid value; `undefined` when a problem has been reported. */
  async #readValue(setting: Setting, node: JsoncNode): Promise<string | undefined> {
    const { type } = setting;
    const name = settingKey(setting);
    if (node.kind !== "scalar" || typeof node.value !== JSON_TYPES[type.kind]) {
      const what = JSON_TYPE_NAMES[type.kind];
      this.#report("wrong-type", `"${name}" must be ${what}, not ${kindOf(node)}`, node);
      return undefined;
    }
    const written = String(node.value);
    const text = type.isPath ? this.#resolvePath(written) : knownText(setting, written);
    const problem = await valueProblem(setting, text);
    if (problem === undefined) return text;
    this.#report("wrong-value", problem.message, node, problem);
    return undefined;
  }

  /** Paths in a file do not depend on the current folder. */
  #resolvePath(path: string): string {
    if (path === "") return path;
    const home = homeFolder(this.#environment);
    if (path === "~" && home !== undefined) return home;
    if (path.startsWith("~/") && home !== undefined) return joinPath(home, path.slice(2));
    return absolutePathFrom(parentFolder(this.#path), path);
  }

  #report(
    code: ProblemCode,
    message: string,
    span: JsoncSpan,
    more: Pick<ConfigProblem, "hint" | "misspelt"> = {},
  ): void {
    const place = { layer: this.#layer, file: this.#path, ...this.#position(span) };
    const { hint, misspelt } = more;
    this.problems.push({
      code,
      message,
      place,
      ...(hint === undefined ? {} : { hint }),
      ...(misspelt === undefined ? {} : { misspelt }),
    });
  }

  #position({ offset }: JsoncSpan) {
    return positionAt(this.#text, this.#originalOffset(offset));
  }
}

const JSON_TYPES: Readonly<Record<SettingType["kind"], string>> = {
  boolean: "boolean",
  number: "number",
  text: "string",
  choice: "string",
};

const JSON_TYPE_NAMES: Readonly<Record<SettingType["kind"], string>> = {
  boolean: "true or false",
  number: "a number",
  text: "text in quotes",
  choice: "text in quotes",
};

function kindOf(node: JsoncNode): string {
  if (node.kind === "object") return "an object";
  if (node.kind === "array") return "a list";
  if (node.value === null) return "null";
  return { string: "text", number: "a number", boolean: `${node.value}` }[typeof node.value as string]!;
}
