/**
 * Things that exports have put into a file: each a kind, a key such as a
 * plugin's name there, and what was said of it.
 */
export class OwnedMarks {
  /** By kind and key, in the order in which they were added. */
  readonly #marks = new Map<string, Map<string, readonly string[]>>();

  constructor(texts: Iterable<string> = []) {
    for (const text of texts) this.add(...JSON.parse(text) as [string, string, ...string[]]);
  }

  add(kind: string, key: string, ...said: readonly string[]): void {
    const place = placeOf(kind, key);
    const marks = this.#marks.get(place) ?? new Map();
    this.#marks.set(place, marks.set(JSON.stringify(said), said));
  }

  has(kind: string, key: string, ...said: readonly string[]): boolean {
    return this.#marks.get(placeOf(kind, key))?.has(JSON.stringify(said)) === true;
  }

  /** @returns Whether it was there. */
  delete(kind: string, key: string, ...said: readonly string[]): boolean {
    const place = placeOf(kind, key);
    const marks = this.#marks.get(place);
    if (marks?.delete(JSON.stringify(said)) !== true) return false;
    if (marks.size === 0) this.#marks.delete(place);
    return true;
  }

  /** All that was said of a key. */
  said(kind: string, key: string): (readonly string[])[] {
    return [...this.#marks.get(placeOf(kind, key))?.values() ?? []];
  }

  /** The keys of a kind, each once. */
  keys(kind: string): string[] {
    return [...this.#marks.keys()].map((place) => JSON.parse(place) as [string, string])
      .filter(([one]) => one === kind).map(([, key]) => key);
  }

  /** All of them as texts, to be kept. */
  get texts(): string[] {
    return [...this.#marks].flatMap(([place, marks]) => {
      const [kind, key] = JSON.parse(place) as [string, string];
      return [...marks.values()].map((said) => JSON.stringify([kind, key, ...said]));
    });
  }
}

function placeOf(kind: string, key: string): string {
  return JSON.stringify([kind, key]);
}
