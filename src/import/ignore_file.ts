import { PluginaryError } from "../model/pluginary_error.ts";
import { parentFolder } from "../platform/paths.ts";
import { ReplacingFile } from "../platform/replacing_file.ts";
import { reasonOf } from "../platform/reason_of.ts";

/** Written above the first pattern that is added. */
const HEADING = "# Imported from an earlier version:";

/** The longest list that the scanner reads. */
const MAXIMUM_BYTES = 1024 * 1024;

/** The user's ignore list, to which patterns are added. */
export class IgnoreFile {
  readonly #path: string;
  readonly #text: string;
  readonly #known: Set<string>;
  readonly #added: string[] = [];
  #bytes: number;

  private constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
    this.#known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
    this.#bytes = new TextEncoder().encode(text).length;
  }

  /** Reads the list, which need not exist yet. */
  static async read(path: string): Promise<IgnoreFile> {
    try {
      return new IgnoreFile(path, await Deno.readTextFile(path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return new IgnoreFile(path, "");
      throw failed(path, error);
    }
  }

  /** Adds a pattern; `undefined` when the list would become too long for a scan. */
  add(pattern: string): "imported" | "merged" | undefined {
    if (this.#known.has(pattern)) return "merged";
    const bytes = new TextEncoder().encode(pattern).length + 1;
    if (this.#bytes + bytes + HEADING.length + 2 > MAXIMUM_BYTES) return undefined;
    this.#bytes += bytes;
    this.#known.add(pattern);
    this.#added.push(pattern);
    return "imported";
  }

  /** Writes the list if a pattern was added. Earlier content is kept. */
  async save(): Promise<void> {
    if (this.#added.length === 0) return;
    try {
      await Deno.mkdir(parentFolder(this.#path), { recursive: true, mode: 0o700 });
      await ReplacingFile.replaceText(this.#path, this.#content());
    } catch (error) {
      throw failed(this.#path, error);
    }
  }

  #content(): string {
    const before = this.#text === "" || this.#text.endsWith("\n") ? this.#text : `${this.#text}\n`;
    const heading = this.#known.has(HEADING) ? [] : [HEADING];
    return before + [...heading, ...this.#added, ""].join("\n");
  }
}

function failed(path: string, cause: unknown): PluginaryError {
  const reason = reasonOf(cause);
  return new PluginaryError("ignore-list", `Cannot add to the ignore list "${path}": ${reason}`, undefined, {
    cause,
  });
}
