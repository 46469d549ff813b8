import { answerWithin, canRead, DRIVE_LIMIT_MS, NO_ANSWER } from "../discovery/silent_drive.ts";

/** How often to ask a drive while one of its modules takes long, in milliseconds. */
const ASK_EVERY_MS = 1000;

/** A module on a drive that may fall silent. */
export interface DriveModule {
  /** The searched folder through which the module was found. */
  readonly root: string;
  readonly found: { readonly binary: string };
}

/** Finds out during a scan which searched folders are on drives that no longer answer. */
export class DriveWatch {
  readonly #limitMs: number;
  readonly #onSilent: (root: string) => Promise<void>;
  readonly #silentRoots = new Set<string>();
  /** Modules whose drives have been asked and have not answered yet. */
  readonly #asked = new Set<DriveModule>();
  #isStopped = false;

  /**
   * @param limitMs How long a drive may take to answer; unset for the usual time.
   * @param onSilent Called once for each root that falls silent.
   */
  constructor(limitMs: number | undefined, onSilent: (root: string) => Promise<void>) {
    this.#limitMs = limitMs ?? DRIVE_LIMIT_MS;
    this.#onSilent = onSilent;
  }

  /** Whether the drive of a module has fallen silent. */
  isSilent({ root }: DriveModule): boolean {
    return this.#silentRoots.has(root);
  }

  /** Asks the drive of a module regularly, until the returned function is called. */
  watch(module: DriveModule): () => void {
    const timer = setInterval(() => this.#askOnce(module), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }

  /** Asks the drive of a module, and waits until it answers or the time is up. */
  async ask({ root, found }: DriveModule): Promise<void> {
    const answer = await answerWithin(canRead(found.binary), this.#limitMs);
    if (answer !== NO_ANSWER || this.#isStopped || this.#silentRoots.has(root)) return;
    this.#silentRoots.add(root);
    await this.#onSilent(root);
  }

  /** Ignores all further answers. */
  stop(): void {
    this.#isStopped = true;
  }

  async #askOnce(module: DriveModule): Promise<void> {
    if (this.#asked.has(module)) return;
    this.#asked.add(module);
    await this.ask(module);
    this.#asked.delete(module);
  }
}
