/** Kinds of things that exports put into files, with the key of each and what is said of it. */
export type MarkKind =
  /** A category or tag of REAPER or Ardour: a plugin; part and word. */
  | "word"
  /** An item of a folder of REAPER: a folder; part, type and item. */
  | "item"
  /** A folder of REAPER: its name. */
  | "folder"
  /** A plugin that had no line: its key there. */
  | "key"
  /** A section of REAPER: its title. */
  | "section"
  /** A plugin that Ardour had no tags of the user for: its key. */
  | "plugin"
  /** A tag that came with Ardour and stands among ours: a plugin; the tag. */
  | "supplied"
  /** A plugin whose tags were not the user's: its key; Ardour's sign of that, if it had one. */
  | "set"
  /** A line of a status in Ardour: a plugin; the status. */
  | "line"
  /** A line that had another status: a plugin; that status. */
  | "was"
  /** A tag of Logic: the tag; its part, or how many plugins have it from us. */
  | "tag"
  /** A dictionary that Logic's file did not have: its name. */
  | "dictionary"
  /** A file, or the form of one, that an export has made. */
  | "file"
  | "text"
  | "root";

/** Things that exports have put into a file. */
export class OwnedMarks {
  /** By kind and key, in the order in which they were added. */
  readonly #marks = new Map<string, Map<string, readonly string[]>>();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(...JSON.parse(text) as [MarkKind, string, ...string[]]);
  }

  add(kind: MarkKind, key: string, ...said: readonly string[]): void {
    const place = placeOf(kind, key);
    const marks = this.#marks.get(place) ?? new Map();
    this.#marks.set(place, marks.set(JSON.stringify(said), said));
  }

  has(kind: MarkKind, key: string, ...said: readonly string[]): boolean {
    return this.#marks.get(placeOf(kind, key))?.has(JSON.stringify(said)) === true;
  }

  /** @returns Whether it was there. */
  delete(kind: MarkKind, key: string, ...said: readonly string[]): boolean {
    const place = placeOf(kind, key);
    const marks = this.#marks.get(place);
    if (marks?.delete(JSON.stringify(said)) !== true) return false;
    if (marks.size === 0) this.#marks.delete(place);
    return true;
  }

  /** All that was said of a key. */
  said(kind: MarkKind, key: string): (readonly string[])[] {
    return [...this.#marks.get(placeOf(kind, key))?.values() ?? []];
  }

  /** The keys of a kind, each once. */
  keys(kind: MarkKind): string[] {
    return [...this.#marks.keys()].map((place) => JSON.parse(place) as [MarkKind, string])
      .filter(([one]) => one === kind).map(([, key]) => key);
  }

  /** All of them as texts, to be kept. */
  get texts(): string[] {
    return [...this.#marks].flatMap(([place, marks]) => {
      const [kind, key] = JSON.parse(place) as [MarkKind, string];
      return [...marks.values()].map((said) => JSON.stringify([kind, key, ...said]));
    });
  }
}

function placeOf(kind: MarkKind, key: string): string {
  return JSON.stringify([kind, key]);
}
