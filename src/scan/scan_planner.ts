import type { Block } from "../model/block.ts";
import type { ScannedModule } from "../model/module.ts";
import type { KnownModule, ModuleState, ScanJournal } from "../model/scan_journal.ts";
import type { FoundModule } from "./found_module.ts";
import { type Fingerprint, fingerprint } from "./fingerprint.ts";
import { hasFailed, holds, isDue, isFreed, type RescanPolicy } from "./rescan_policy.ts";
import { statKey } from "./stat_key.ts";

/** What to do with a module that was found. */
export type Decision =
  /** It is the known one; nothing of it has to run. */
  | {
    readonly action: "keep";
    readonly known: KnownModule;
    readonly state: ModuleState;
    readonly change: ScannedModule["change"];
  }
  | {
    readonly action: "scan";
    readonly state: ModuleState;
    readonly change: ScannedModule["change"];
    /** Where it was before it moved here. */
    readonly movedFrom?: KnownModule;
    /** Its contents, where they had to be read to decide. */
    readonly contents?: Fingerprint;
    /** Plugins of it that are left alone, by their public ids. */
    readonly blocked: ReadonlyMap<string, Block>;
  }
  /** It is left alone, and that is to be written down. */
  | {
    readonly action: "block";
    readonly state: ModuleState;
    readonly change: ScannedModule["change"];
    readonly block: Block;
    readonly contents?: Fingerprint;
  }
  /** Not asked for. */
  | { readonly action: "leave-out" };

/** Compares what was found with what is known, reading contents only where nothing less can tell. */
export class ScanPlanner {
  readonly #journal: ScanJournal;
  readonly #policy: RescanPolicy;
  readonly #now: () => Date;
  readonly #byLocation = new Map<string, KnownModule[]>();
  readonly #recalled = new Set<FoundModule>();
  readonly #moved = new Set<KnownModule>();

  constructor(journal: ScanJournal, policy: RescanPolicy, now: () => Date) {
    this.#journal = journal;
    this.#policy = policy;
    this.#now = now;
    for (const known of journal.allKnown()) {
      this.#byLocation.set(known.location, [...this.#byLocation.get(known.location) ?? [], known]);
    }
  }

  /** Known modules that turned out to have moved. */
  get moved(): ReadonlySet<KnownModule> {
    return this.#moved;
  }

  /**
   * What an earlier search found at a location, where all of it is as it was;
   * the search then need not look inside.
   */
  recall(location: string): FoundModule | undefined {
    const [known, another] = this.#byLocation.get(location) ?? [];
    if (known?.binary === undefined || another !== undefined || known.statKey === undefined) return undefined;
    if (statKey(location, known.files) !== known.statKey) return undefined;
    const { format, architectures, binary, files } = known;
    const found: FoundModule = { format, location, architectures, binary, files };
    this.#recalled.add(found);
    return found;
  }

  /** @param root The searched folder through which the module was found. */
  async decide(found: FoundModule, root: string): Promise<Decision> {
    const known = this.#journal.known(found);
    if (known === undefined) return await this.#decideUnknown(found, root);
    if (this.#policy.onlyFailed === true && !hasFailed(known) && !this.#isFreed(known)) {
      return { action: "keep", known, state: known, change: "unchanged" };
    }
    const state = this.#recalled.has(found) ? { ...known, root } : stateOf(found, root);
    const { isSame, contents } = await this.#compare(found, known, state);
    const change = known.isMissing ? "added" : isSame ? "unchanged" : "modified";
    const { block } = known;
    if (block !== undefined && this.#holds(block, isSame ? known.fingerprint : contents?.contents.value)) {
      const isTold = isSame && known.outcome === "blocked" && known.reasonCode === block.code;
      if (isTold) return { action: "keep", known, state, change };
      return { action: "block", state, change, block, ...contents ?? await this.#contentsOf(found) };
    }
    if (isSame && !this.#isDue(known)) return { action: "keep", known, state, change };
    return this.#scan(found, { state, change, ...contents }, isSame ? known.fingerprint : undefined);
  }

  #scan(
    found: FoundModule,
    decision: Omit<Extract<Decision, { action: "scan" }>, "action" | "blocked">,
    knownFingerprint?: string,
  ): Decision {
    const { plugins } = this.#journal.blocks(found);
    const fingerprint = decision.contents?.value ?? knownFingerprint;
    const blocked = [...plugins].filter(([, block]) => this.#holds(block, fingerprint));
    return { action: "scan", ...decision, blocked: new Map(blocked) };
  }

  #holds(block: Block | undefined, fingerprint: string | undefined): boolean {
    return holds(block, fingerprint, this.#policy);
  }

  #isFreed(known: KnownModule): boolean {
    return isFreed(known, this.#journal.blocks(known), this.#policy);
  }

  #isDue(known: KnownModule): boolean {
    // What has no binary costs no worker, and an interrupted job has no end of its own.
    if (known.binary === undefined) {
      return this.#policy.onlyFailed === true || this.#policy.isForced === true || this.#isFreed(known);
    }
    if (this.#journal.interruptions(known) > 0) return true;
    return isDue(known, this.#journal.blocks(known), this.#policy, this.#now());
  }

  async #contentsOf(found: FoundModule): Promise<{ contents?: Fingerprint }> {
    const contents = await fingerprintIfThere(found.files);
    return contents === undefined ? {} : { contents };
  }

  async #compare(
    found: FoundModule,
    known: KnownModule,
    state: ModuleState,
  ): Promise<{ isSame: boolean; contents?: { contents: Fingerprint } }> {
    if (found.binary === undefined || known.binary === undefined) {
      return { isSame: known.binary === found.binary && known.reasonCode === found.reason?.code };
    }
    if (state.statKey !== undefined && state.statKey === known.statKey) return { isSame: true };
    const contents = await fingerprintIfThere(found.files);
    if (contents === undefined) return { isSame: false };
    return { isSame: contents.value === known.fingerprint, contents: { contents } };
  }

  async #decideUnknown(found: FoundModule, root: string): Promise<Decision> {
    if (this.#policy.onlyFailed === true) return { action: "leave-out" };
    const state = stateOf(found, root);
    // What was blocked where it is now stays so, whatever it was elsewhere.
    const isBlocked = this.#journal.blocks(found).module !== undefined;
    const candidates = isBlocked ? [] : await this.#goneOfSameSize(found);
    const contents = candidates.length === 0 ? undefined : await fingerprintIfThere(found.files);
    const known = candidates.find((candidate) =>
      contents !== undefined && candidate.fingerprint === contents.value && !this.#moved.has(candidate)
    );
    if (known === undefined) return await this.#decideNew(found, state, contents);
    this.#moved.add(known);
    const staysBlocked = this.#holds(known.block, known.fingerprint);
    if (staysBlocked || !this.#isDue(known)) return { action: "keep", known, state, change: "moved" };
    return this.#scan(found, { state, change: "moved", movedFrom: known, contents: contents! });
  }

  /** What nobody has scanned yet can have been blocked all the same. */
  async #decideNew(found: FoundModule, state: ModuleState, contents?: Fingerprint): Promise<Decision> {
    const block = this.#journal.blocks(found).module;
    const read = contents === undefined && block !== undefined ? await this.#contentsOf(found) : { contents };
    const known = read.contents === undefined ? {} : { contents: read.contents };
    if (block === undefined || !this.#holds(block, read.contents?.value)) {
      return this.#scan(found, { state, change: "added", ...known });
    }
    return { action: "block", state, change: "added", block, ...known };
  }

  /** Known modules that this one can be, moved: of its size, and not where they were. */
  async #goneOfSameSize(found: FoundModule): Promise<KnownModule[]> {
    if (found.binary === undefined || this.#byLocation.size === 0) return [];
    const sizeBytes = await totalSize(found.files);
    const candidates: KnownModule[] = [];
    for (const known of this.#journal.allKnown()) {
      if (known.format !== found.format || known.sizeBytes !== sizeBytes) continue;
      if (known.fingerprint !== undefined && await isNowhere(known.location)) candidates.push(known);
    }
    return candidates;
  }
}

function stateOf(found: FoundModule, root: string): ModuleState {
  const key = statKey(found.location, found.files);
  return {
    root,
    files: found.files,
    ...(found.binary === undefined ? {} : { binary: found.binary }),
    ...(key === undefined ? {} : { statKey: key }),
  };
}

/** A file that vanishes meanwhile is met again when the module is scanned. */
async function fingerprintIfThere(files: readonly string[]): Promise<Fingerprint | undefined> {
  try {
    return await fingerprint(files);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
      return undefined;
    }
    throw error;
  }
}

async function totalSize(files: readonly string[]): Promise<number | undefined> {
  let sum = 0;
  for (const file of files) {
    try {
      sum += (await Deno.stat(file)).size;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied) {
        return undefined;
      }
      throw error;
    }
  }
  return sum;
}

/** A place that cannot be looked at may still have it. */
async function isNowhere(location: string): Promise<boolean> {
  try {
    await Deno.lstat(location);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
