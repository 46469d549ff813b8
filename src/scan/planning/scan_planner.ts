import type { Block } from "../../model/block.ts";
import type { ScannedModule } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import type { KnownModule, ModuleState, ScanMemory } from "../../model/scan_journal.ts";
import type { FoundModule } from "../formats/found_module.ts";
import type { Fingerprint } from "./fingerprint.ts";
import { getsMoreRights, hasFailed, holds, isDue, isFreed, type RescanPolicy } from "./rescan_policy.ts";
import { statKey } from "./stat_key.ts";

/** The treatment of a module that was found. */
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
  /** It is left alone, and the journal records that. */
  | {
    readonly action: "block";
    readonly state: ModuleState;
    readonly change: ScannedModule["change"];
    readonly block: Block;
    readonly contents?: Fingerprint;
  }
  /** Not asked for. */
  | { readonly action: "leave-out" };

/** How a module that was found compares with the known one. */
interface Comparison {
  readonly isSame: boolean;
  readonly state: ModuleState;
  /** Its contents, where they had to be read. */
  readonly contents?: Fingerprint;
}

/** Compares found modules with known ones, reading contents only where nothing less can tell. */
export class ScanPlanner {
  readonly #memory: ScanMemory;
  readonly #policy: RescanPolicy;
  readonly #now: () => Date;
  readonly #runsPluginCode: (format: PluginFormat) => boolean;
  readonly #byLocation = new Map<string, KnownModule[]>();
  readonly #recalled = new Set<FoundModule>();
  readonly #moved = new Set<KnownModule>();

  /** @param runsPluginCode Whether overrides of the confinement apply to a format. */
  constructor(
    memory: ScanMemory,
    policy: RescanPolicy,
    now: () => Date,
    runsPluginCode: (format: PluginFormat) => boolean,
  ) {
    this.#memory = memory;
    this.#policy = policy;
    this.#now = now;
    this.#runsPluginCode = runsPluginCode;
    for (const known of memory.allKnown()) {
      const others = this.#byLocation.get(known.location);
      if (others === undefined) this.#byLocation.set(known.location, [known]);
      else others.push(known);
    }
  }

  /** Known modules that turned out to have moved. */
  get moved(): ReadonlySet<KnownModule> {
    return this.#moved;
  }

  /**
   * The module that an earlier search found at a location, where nothing of it
   * has changed; the search then need not look inside.
   */
  recall(location: string): FoundModule | undefined {
    const there = this.#byLocation.get(location);
    if (there?.length !== 1) return undefined;
    const known = there[0]!;
    if (known.binary === undefined || known.statKey === undefined) return undefined;
    if (statKey(location, known.files) !== known.statKey) return undefined;
    const { format, architectures, binary, files } = known;
    const found: FoundModule = { format, location, architectures, binary, files };
    this.#recalled.add(found);
    return found;
  }

  /**
   * Decides what to do with a module.
   *
   * @param root The searched folder through which the module was found.
   */
  async decide(found: FoundModule, root: string): Promise<Decision> {
    const known = this.#memory.known(found);
    if (known === undefined) return await this.#decideUnknown(found, root);
    if (this.#policy.onlyFailed === true && !hasFailed(known) && !this.#isFreed(known)) {
      return { action: "keep", known, state: known, change: "unchanged" };
    }
    const { isSame, state, contents } = await this.#compare(found, known, root);
    const change = known.isMissing ? "added" : isSame ? "unchanged" : "modified";
    const { block } = known;
    const policy = this.#policyFor(known);
    const fingerprint = isSame ? known.fingerprint : contents?.value;
    if (block !== undefined && holds(block, fingerprint, policy)) {
      const isTold = isSame && known.outcome === "blocked" && known.reasonCode === block.code;
      if (isTold) return { action: "keep", known, state, change };
      return await this.#block(found, { state, change, block }, contents);
    }
    if (isSame && !this.#isDue(known)) return { action: "keep", known, state, change };
    return this.#scan(found, { state, change, ...given(contents) }, fingerprint, policy);
  }

  /** A failure that gets more rights is tried again, even if it is blocked: it may have failed for want of them. */
  #policyFor(known: KnownModule): RescanPolicy {
    const own = this.#runsPluginCode(known.format) ? this.#memory.overrides(known) : {};
    if (!getsMoreRights(known, this.#policy, own)) return this.#policy;
    return { ...this.#policy, isForced: true, retriesBlocked: true };
  }

  async #block(
    found: FoundModule,
    decision: Pick<Extract<Decision, { action: "block" }>, "state" | "change" | "block">,
    contents?: Fingerprint,
  ): Promise<Decision> {
    return { action: "block", ...decision, ...given(contents ?? await fingerprintIfThere(found.files)) };
  }

  #scan(
    found: FoundModule,
    decision: Omit<Extract<Decision, { action: "scan" }>, "action" | "blocked">,
    fingerprint: string | undefined,
    policy: RescanPolicy = this.#policy,
  ): Decision {
    const { plugins } = this.#memory.blocks(found);
    const blocked = [...plugins].filter(([, block]) => holds(block, fingerprint, policy));
    return { action: "scan", ...decision, blocked: new Map(blocked) };
  }

  #holds(block: Block | undefined, fingerprint: string | undefined): boolean {
    return holds(block, fingerprint, this.#policy);
  }

  #isFreed(known: KnownModule): boolean {
    return isFreed(known, this.#memory.blocks(known), this.#policyFor(known));
  }

  #isDue(known: KnownModule): boolean {
    // A module without a binary costs no worker, and an interrupted job has no end of its own.
    if (known.binary === undefined) {
      return this.#policy.onlyFailed === true || this.#policy.isForced === true || this.#isFreed(known);
    }
    if (this.#memory.interruptions(known) > 0) return true;
    return isDue(known, this.#memory.blocks(known), this.#policyFor(known), this.#now());
  }

  async #compare(found: FoundModule, known: KnownModule, root: string): Promise<Comparison> {
    if (this.#recalled.has(found)) {
      return { isSame: true, state: known.root === root ? known : { ...known, root } };
    }
    const state = stateOf(found, root);
    if (found.binary === undefined || known.binary === undefined) {
      const isTold = known.outcome === "blocked" || known.reasonCode === found.reason?.code;
      return { isSame: known.binary === found.binary && isTold, state };
    }
    if (state.statKey !== undefined && state.statKey === known.statKey) return { isSame: true, state };
    const contents = await fingerprintIfThere(found.files);
    if (contents === undefined) return { isSame: false, state };
    return { isSame: contents.value === known.fingerprint, state, contents };
  }

  async #decideUnknown(found: FoundModule, root: string): Promise<Decision> {
    if (this.#policy.onlyFailed === true) return { action: "leave-out" };
    const state = stateOf(found, root);
    // A block on this location holds, whatever was decided elsewhere.
    const isBlocked = this.#memory.blocks(found).module !== undefined;
    const candidates = isBlocked ? [] : await this.#goneOfSameSize(found);
    const contents = candidates.length === 0 ? undefined : await fingerprintIfThere(found.files);
    const known = candidates.find((candidate) =>
      contents !== undefined && candidate.fingerprint === contents.value && !this.#moved.has(candidate)
    );
    if (known === undefined) return await this.#decideNew(found, state, contents);
    this.#moved.add(known);
    const staysBlocked = this.#holds(known.block, known.fingerprint);
    if (staysBlocked || !this.#isDue(known)) return { action: "keep", known, state, change: "moved" };
    const decision = { state, change: "moved", movedFrom: known, contents: contents! } as const;
    return this.#scan(found, decision, known.fingerprint);
  }

  /** A module that nobody has scanned yet can have been blocked. */
  async #decideNew(found: FoundModule, state: ModuleState, contents?: Fingerprint): Promise<Decision> {
    const block = this.#memory.blocks(found).module;
    if (block === undefined) {
      return this.#scan(found, { state, change: "added", ...given(contents) }, contents?.value);
    }
    const read = contents ?? await fingerprintIfThere(found.files);
    if (this.#holds(block, read?.value)) return this.#block(found, { state, change: "added", block }, read);
    return this.#scan(found, { state, change: "added", ...given(read) }, read?.value);
  }

  /** Known modules that may have moved here: of the same size, and gone from their locations. */
  async #goneOfSameSize(found: FoundModule): Promise<KnownModule[]> {
    if (found.binary === undefined || this.#byLocation.size === 0) return [];
    const sizeBytes = await totalSize(found.files);
    const candidates: KnownModule[] = [];
    for (const known of this.#memory.allKnown()) {
      if (known.format !== found.format || known.sizeBytes !== sizeBytes) continue;
      if (known.fingerprint !== undefined && await isNowhere(known.location)) candidates.push(known);
    }
    return candidates;
  }
}

/** Leaves out contents that have not been read. */
function given(contents: Fingerprint | undefined): { contents?: Fingerprint } {
  return contents === undefined ? {} : { contents };
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

/** A file that vanishes meanwhile is reported when the module is scanned. */
async function fingerprintIfThere(files: readonly string[]): Promise<Fingerprint | undefined> {
  const { fingerprint } = await import("./fingerprint.ts");
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

/** Whether nothing is left at a location; a location that cannot be looked at may still have something. */
async function isNowhere(location: string): Promise<boolean> {
  try {
    await Deno.lstat(location);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
