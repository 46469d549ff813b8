/** A value of a file of settings. */
export interface IniEntry {
  readonly key: string;
  readonly value: string;
  /** Counted from 1, in the text that was read. */
  readonly line: number;
}

/** A line as it is written, its end included. */
interface Line {
  text: string;
  /** In lower case; unset before the first section. */
  readonly section: string | undefined;
  readonly isTitle: boolean;
  entry?: IniEntry;
}

/** Where a new value goes. */
export interface IniPlace {
  /** The key after whose line it goes; unset for the end of the section. */
  readonly after?: string | undefined;
}

/**
 * A file of settings of REAPER that can be changed line by line. All other lines
 * keep their bytes and their order, also those that are not understood. A last
 * line without an end stays without one.
 */
export class ReaperIni {
  readonly #lines: Line[];
  readonly #end: string;
  readonly #isLastEnded: boolean;
  readonly #sections: Set<string>;
  /** Lines of values by section and key. */
  readonly #index: Map<string, Line[]>;
  /** The line of each section after which new values go; unset until one is added. */
  readonly #tails = new Map<string, Line>();
  /** Numbers of lines that are neither a section, a value, a comment nor empty, or have no section. */
  readonly faults: readonly number[];

  constructor(text: string) {
    const lines = text.split(/(?<=\n)/);
    this.#end = /\r\n/.test(lines[0] ?? "") ? "\r\n" : "\n";
    this.#isLastEnded = text === "" || text.endsWith("\n");
    if (!this.#isLastEnded) lines.push(lines.pop() + this.#end);
    const faults: number[] = [];
    let section: string | undefined;
    this.#lines = lines.filter((line) => line !== "").map((line, index): Line => {
      const plain = line.replace(/^\u{feff}/u, "").replace(/\r?\n$/, "");
      const title = titleOf(plain);
      if (title !== undefined) {
        section = title;
        return { text: line, section, isTitle: true };
      }
      const entry = entryOf(plain, index + 1);
      const isNothing = plain.trim() === "" || plain.startsWith(";");
      if (isNothing) return { text: line, section, isTitle: false };
      if (entry === undefined || section === undefined) faults.push(index + 1);
      return { text: line, section, isTitle: false, ...(entry === undefined ? {} : { entry }) };
    });
    this.#sections = new Set(this.#lines.flatMap((line) => line.section ?? []));
    this.#index = Map.groupBy(
      this.#lines.filter((line) => line.entry !== undefined && line.section !== undefined),
      (line) => indexKey(line.section!, line.entry!.key),
    );
    this.faults = faults;
  }

  /** The names of its sections in lower case, each once. */
  get sections(): ReadonlySet<string> {
    return this.#sections;
  }

  /** The key of the value behind another one, in lower case. */
  keyBehind(section: string, key: string): string | undefined {
    const line = this.#findLine(section, key);
    return line === undefined
      ? undefined
      : this.#lines[this.#lines.indexOf(line) + 1]?.entry?.key.toLowerCase();
  }

  /** The values of a section in their order. */
  entries(section: string): IniEntry[] {
    return this.#lines.flatMap((line) => line.section === section && line.entry ? [line.entry] : []);
  }

  /** The value of a key, in any case. */
  find(section: string, key: string): IniEntry | undefined {
    return this.#findLine(section, key)?.entry;
  }

  /** Sets a value; a key that is not there goes to `place`, in a section at the end of the file if need be. */
  set(section: string, key: string, value: string, { after }: IniPlace = {}): void {
    const line = this.#findLine(section, key);
    if (line?.entry !== undefined) {
      if (line.entry.value === value) return;
      line.text = replaceValue(line.text, line.entry.value, value);
      line.entry = { ...line.entry, value };
      return;
    }
    const anchor = after === undefined ? undefined : this.#findLine(section, after);
    const previous = anchor ?? this.#tailOf(section);
    const added: Line = {
      text: `${key}=${value}${this.#end}`,
      section,
      isTitle: false,
      entry: { key, value, line: 0 },
    };
    this.#lines.splice(this.#lines.indexOf(previous) + 1, 0, added);
    this.#index.set(indexKey(section, key), [added]);
    if (previous === this.#tails.get(section)) this.#tails.set(section, added);
  }

  /** Adds an empty section, before another one or at the end, and an empty line where others have one. */
  addSection(title: string, before?: string): void {
    const section = title.toLowerCase();
    if (this.#sections.has(section)) return;
    this.#sections.add(section);
    const next = this.#lines.findIndex((line) => line.isTitle && line.section === before);
    const at = next < 0 ? this.#lines.length : next;
    const line: Line = { text: `[${title}]${this.#end}`, section, isTitle: true };
    const isSeparated = this.#lines[at - 1]?.text.trim() === "";
    this.#lines.splice(at, 0, line, ...isSeparated ? [{ text: this.#end, section, isTitle: false }] : []);
  }

  /** Removes a value. */
  remove(section: string, key: string): void {
    const line = this.#findLine(section, key);
    if (line === undefined) return;
    this.#lines.splice(this.#lines.indexOf(line), 1);
    this.#index.get(indexKey(section, key))!.shift();
    this.#tails.delete(section);
  }

  /** Removes a section, unless it has more than its title and empty lines. */
  removeEmptySection(section: string): void {
    const lines = this.#lines.filter((line) => line.section === section);
    if (lines.some(({ text, isTitle }) => !isTitle && text.trim() !== "")) return;
    for (const line of lines) this.#lines.splice(this.#lines.indexOf(line), 1);
    this.#sections.delete(section);
    this.#tails.delete(section);
  }

  toString(): string {
    const text = this.#lines.map(({ text }) => text).join("");
    return this.#isLastEnded ? text : text.slice(0, -this.#end.length);
  }

  #findLine(section: string, key: string): Line | undefined {
    return this.#index.get(indexKey(section, key))?.[0];
  }

  /** The last value of a section, before empty lines that separate it from the next one. */
  #tailOf(section: string): Line {
    const known = this.#tails.get(section);
    if (known !== undefined) return known;
    this.addSection(section);
    const title = this.#lines.findIndex((line) => line.isTitle && line.section === section);
    let tail = this.#lines[title]!;
    for (let at = title + 1; at < this.#lines.length && !this.#lines[at]!.isTitle; at++) {
      if (this.#lines[at]!.text.trim() !== "") tail = this.#lines[at]!;
    }
    this.#tails.set(section, tail);
    return tail;
  }
}

function indexKey(section: string, key: string): string {
  return `${section}\n${key.toLowerCase()}`;
}

function titleOf(line: string): string | undefined {
  return /^\s*\[(.+)\]\s*$/.exec(line)?.[1]?.toLowerCase();
}

function entryOf(line: string, number: number): IniEntry | undefined {
  // Keys can contain the sign, as URIs do; categories and numbers do not.
  const at = /^\s*(Item|Name)\d+=/i.test(line) ? line.indexOf("=") : line.lastIndexOf("=");
  if (at < 1) return undefined;
  return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim(), line: number };
}

/** The value is the last thing of its line, before spaces. */
function replaceValue(line: string, old: string, value: string): string {
  const rest = /\s*$/.exec(line)![0];
  const end = line.length - rest.length;
  // Without a value, the spaces before the end of the line follow the sign.
  return line.slice(0, end - old.length) + value + rest;
}
