import { camelCase, settingKey } from "./setting_name.ts";
import { homeFolder, type Variables } from "../platform/folders.ts";
import { absolutePathFrom, joinPath, parentFolder } from "../platform/paths.ts";
import { JsoncError, type JsoncNode, type JsoncObject, type JsoncSpan } from "./jsonc_tree.ts";
import { CONFIG_VERSION, type MigratedText, migrateText } from "./migrations.ts";
import type { ConfigProblem, ProblemCode } from "./problem.ts";
import { readLimited, UnreadableFile } from "./read_limited.ts";
import { FORBIDDEN_NAMES } from "./forbidden_names.ts";
import type { Setting, SettingType, SettingValue } from "./setting.ts";
import type { SettingTable } from "./setting_table.ts";
import { positionAt } from "./text_position.ts";
import { countProblem, valueProblem } from "./value_problem.ts";

/** What was read: what is right of it, and what is not. */
export interface ConfigReading {
  readonly values: readonly SettingValue[];
  readonly problems: readonly ConfigProblem[];
}

/** A file, and whose it is. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly layer: "user" | "project";
  /** That there is none is a problem. */
  readonly mustExist?: boolean;
}

/** What reading a configuration file depends on. */
export interface ConfigFileContext {
  readonly table: SettingTable;
  readonly environment: Variables;
}

/** Names that are no settings. */
const OTHER_NAMES = ["$schema", "version"];

/**
 * Reads a file of the user or of a project. One that does not exist says
 * nothing, like an empty one.
 *
 * Whatever is wrong becomes a problem; what else the file says still counts,
 * unless it cannot be parsed.
 */
export async function readConfigFile(
  file: ConfigFile,
  context: ConfigFileContext,
): Promise<ConfigReading> {
  try {
    const text = await readLimited(file.path, { followsLinks: file.layer === "user" });
    if (text === undefined && file.mustExist) throw new UnreadableFile("it does not exist");
    return await checkConfigText(text ?? "", file, context);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const place = { layer: file.layer, file: file.path };
    return {
      values: [],
      problems: [{ code: "unreadable", message: `Cannot read it: ${error.message}`, place }],
    };
  }
}

/** Like {@linkcode readConfigFile}, for a text that has been read. */
export async function checkConfigText(
  text: string,
  file: ConfigFile,
  context: ConfigFileContext,
): Promise<ConfigReading> {
  const checker = new ConfigChecker(text, file, context);
  await checker.check();
  return { values: checker.values, problems: checker.problems };
}

/** Walks through a file's tree and sorts what it says. */
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
    if (tree === undefined) this.#report("wrong-type", "It is no object", { offset: 0, length: 0 });
    else if (version > CONFIG_VERSION) this.#reportNewer(tree, version);
    else await this.#checkObject(tree, []);
  }

  #migrate(): MigratedText | undefined {
    try {
      const migrated = migrateText(this.#text);
      this.#originalOffset = migrated.originalOffset;
      return migrated;
    } catch (error) {
      if (!(error instanceof JsoncError)) throw error;
      this.#report("syntax", `Cannot parse it: ${error.message}`, { offset: error.offset, length: 0 });
      return undefined;
    }
  }

  #reportNewer(tree: JsoncObject, version: number): void {
    const { value } = tree.properties.find(({ key }) => key.value === "version")!;
    this.#report("newer-version", `Version ${version} is of a newer pluginary`, value, {
      hint: `This one knows version ${CONFIG_VERSION}`,
    });
  }

  async #checkObject(object: JsoncObject, command: readonly string[]): Promise<void> {
    const seen = new Set<string>();
    for (const { key, value } of object.properties) {
      const name = key.value;
      if (seen.has(name)) this.#report("duplicate-key", `"${name}" stands here twice`, key);
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
      const what = name === "version" ? "a whole number from 1 on" : "text";
      this.#report("wrong-type", `"${name}" is ${kindOf(value)} in place of ${what}`, value);
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
        `"${below.join(".")}" is ${kindOf(value)} in place of an object of options`,
        value,
      );
    } else this.#reportUnknown(name, key, command);
  }

  #reportUnknown(name: string, key: JsoncSpan, command: readonly string[]): void {
    const path = [...command, name].join(".");
    const forbidden = FORBIDDEN_NAMES.get(name);
    if (forbidden !== undefined) {
      const message = `"${path}" cannot be set in a file: ${forbidden}`;
      return this.#report("refused", message, key);
    }
    const words = [...this.#table.namesIn(command), ...(command.length === 0 ? OTHER_NAMES : [])];
    const keys = this.#table.keysOf(camelCase(name));
    const hint = keys.length === 0 ? {} : { hint: `There is ${keys.map((one) => `"${one}"`).join(" and ")}` };
    this.#report("unknown-key", `"${path}" is no setting`, key, {
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
      return this.#report("refused", `"${name}" cannot be set by a project: ${setting.refusal}`, key);
    }
    const { type } = setting;
    const nodes = type.list === undefined ? [value] : value.kind === "array" ? value.items : undefined;
    if (nodes === undefined) {
      return this.#report("wrong-type", `"${name}" is ${kindOf(value)} in place of a list`, value);
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

  /** The text of a right value; `undefined` when a problem has been reported. */
  async #readValue(setting: Setting, node: JsoncNode): Promise<string | undefined> {
    const { type } = setting;
    const name = settingKey(setting);
    if (node.kind !== "scalar" || typeof node.value !== JSON_TYPES[type.kind]) {
      const what = JSON_TYPE_NAMES[type.kind];
      this.#report("wrong-type", `"${name}" is ${kindOf(node)} in place of ${what}`, node);
      return undefined;
    }
    const text = type.isPath ? this.#resolvePath(String(node.value)) : String(node.value);
    const problem = await valueProblem(setting, text);
    if (problem === undefined) return text;
    this.#report("wrong-value", problem.message, node, problem);
    return undefined;
  }

  /** A file's paths mean the same in every current folder. */
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
