import { openCatalog, openForReading } from "../../catalog/open_catalog.ts";
import type { Catalog } from "../../catalog/sqlite/catalog.ts";

/** How long a change waits for another program, while somebody looks at the screen. */
const BUSY_TIMEOUT_MS = 2000;

/** The catalog, opened for reading, and for writing with the first change. */
export class OpenCatalogs implements Disposable {
  readonly #path: string;
  #reading: Catalog;
  #writing: Catalog | undefined;

  private constructor(path: string, reading: Catalog) {
    this.#path = path;
    this.#reading = reading;
  }

  static async at(path: string): Promise<OpenCatalogs> {
    return new OpenCatalogs(path, await openForReading(path, { busyTimeoutMs: BUSY_TIMEOUT_MS }));
  }

  get reading(): Catalog {
    return this.#reading;
  }

  async writing(): Promise<Catalog> {
    // A catalog that was removed is not made anew, without plugins.
    this.#reading.requireInPlace();
    this.#writing ??= await openCatalog(this.#path, { busyTimeoutMs: BUSY_TIMEOUT_MS });
    this.#writing.requireInPlace();
    return this.#writing;
  }

  /** Opens the file again, which may be new or another one. */
  async reopen(): Promise<void> {
    const reading = await openForReading(this.#path, { busyTimeoutMs: BUSY_TIMEOUT_MS });
    this[Symbol.dispose]();
    this.#reading = reading;
    this.#writing = undefined;
  }

  [Symbol.dispose](): void {
    this.#reading[Symbol.dispose]();
    this.#writing?.[Symbol.dispose]();
  }
}
