import { type Block, reasonOfBlock } from "../../model/block.ts";
import type { ReasonCode } from "../../model/reason_code.ts";
import type { Reason, Warning } from "../../model/module.ts";
import { type DescribedPlugin, type ListedPlugin, MAXIMUM_TEXT_BYTES, pluginId } from "../../model/plugin.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { cleanText } from "../../model/text.ts";
import type { WorkerActivity } from "../../model/documents/scan_document.ts";
import type { ListedPreset } from "../../worker/protocol.ts";
import { deniedLibraries } from "./library_search.ts";
import {
  cleanLines,
  explainedReason,
  isExplainable,
  reasonOfEnd,
  reasonOfRefusal,
} from "./explained_reason.ts";
import type { LoadableModule } from "../formats/found_module.ts";
import { memoryError } from "./machine_error.ts";
import { FIRST_LIMITS, limitsAfterHangs, type RequestLimits } from "./time_limits.ts";
import type { Exchange, RequestBody, WorkerAnswer, WorkerEnd, WorkerSession } from "./worker_session.ts";
import type { WorkerSlot } from "./worker_slot.ts";

/** A plugin that was listed but could not be described. */
export interface LostPlugin {
  readonly listed: ListedPlugin;
  readonly reason: Reason;
}

/** The result of running a module. */
export interface ModuleResult {
  /** Why the module's plugins could not be listed. */
  readonly reason?: Reason;
  readonly described: DescribedPlugin[];
  readonly lost: LostPlugin[];
  /** The presets of its plugins, by their native ids. */
  readonly presets: ReadonlyMap<string, readonly ListedPreset[]>;
  /** Locations of presets that the module reports. */
  readonly presetLocations?: string[] | undefined;
  readonly warnings: Warning[];
  readonly worker: Pick<WorkerSession, "id" | "confinement" | "place"> | undefined;
}

/** The circumstances of a module's scan. */
export interface ModuleScanOptions {
  /** How long its requests may take; unset for the usual time. */
  readonly limits?: RequestLimits;
  /** Plugins to leave out, by their public ids. */
  readonly blocked?: ReadonlyMap<string, Block>;
  /** Whether workers can list the presets of its plugins. */
  readonly listsPresets?: boolean;
  /** Called when other workers start or stop being of use. */
  readonly onChange?: () => void;
}

/** An answer that says what was asked for. */
type ClearAnswer = Exclude<WorkerAnswer, { type: "refused" }>;

/** The outcome of a request: an answer, or the reason for its absence. */
type Reply = { readonly answer: ClearAnswer } | { readonly reason: Reason };

/** A request about one of the listed plugins. */
interface PluginRequest {
  readonly index: number;
  readonly body: RequestBody;
}

/** The result of a request, and the circumstances that it depends on. */
interface Tried {
  readonly exchange: Exchange;
  readonly worker: WorkerSession;
  /** Whether the module alone can be to blame. */
  readonly isProof: boolean;
  /** Whether the worker has run other modules. */
  readonly isShared: boolean;
}

/** The request that a worker is busy with. */
interface Turn {
  readonly body: RequestBody;
  readonly since: number;
}

/** A reply with its warnings and presets. */
interface Asked {
  readonly reply: Reply;
  readonly warnings: readonly Warning[];
  readonly presets?: readonly ListedPreset[];
}

/** Presets to ask for at once: some 100 KB. */
const PRESETS_AT_ONCE = 1000;

/** Most presets to keep of one plugin; the largest collections have a tenth of that. */
const MAXIMUM_PRESETS = 20_000;

/**
 * Requests that a worker gets before it has answered the first of them. It then
 * never waits for the scanner, which reads an answer while the next is made.
 * More are sent when half of them are answered, several in one write.
 */
const REQUESTS_AHEAD = 8;

/** With this many waiting plugins, another worker is worth its start at once. */
const MANY_PLUGINS = 8;

/** A module that takes longer than this is also worth another worker. */
const LONG_MS = 100;

/**
 * The scan of one module: a worker lists its plugins, then all workers that have
 * nothing else to do describe them one by one. A plugin that crashes or hangs
 * does not affect the others.
 */
export class ModuleScan {
  readonly #found: LoadableModule;
  readonly #limits: RequestLimits;
  readonly #blocked: ReadonlyMap<string, Block>;
  readonly #listsPresets: boolean;
  readonly #onChange: () => void;
  /** The slots at work for it, in the order in which they joined. */
  readonly #turns = new Map<WorkerSlot, Turn>();
  readonly #helping = new Set<Promise<void>>();
  #listed: readonly ListedPlugin[] = [];
  /** In the order of the list. */
  readonly #asked: (Asked | undefined)[] = [];
  /** The first page of each plugin's presets, by its place in the list. */
  readonly #firstPresets = new Map<number, Asked | undefined>();
  #next = 0;
  #listedAt = 0;
  #hangs = 0;
  readonly #cancelled = Promise.withResolvers<undefined>();
  readonly #leftWorker = Promise.withResolvers<void>();
  #isCancelled = false;
  #denied: Promise<readonly string[]> | undefined;
  #worker: WorkerSession | undefined;

  constructor(found: LoadableModule, options: ModuleScanOptions = {}) {
    this.#found = found;
    this.#limits = options.limits ?? FIRST_LIMITS;
    this.#blocked = options.blocked ?? new Map();
    this.#listsPresets = options.listsPresets ?? false;
    this.#onChange = options.onChange ?? (() => {});
  }

  /** The module that is scanned. */
  get found(): LoadableModule {
    return this.#found;
  }

  /** Whether {@linkcode cancel} has been called. */
  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** What its workers are doing. */
  get activities(): WorkerActivity[] {
    if (this.#isCancelled) return [];
    const now = performance.now();
    return [...this.#turns].map(([slot, { body, since }]) => ({
      ...slot.workerId === undefined ? {} : { worker: slot.workerId },
      location: this.#found.location,
      format: this.#found.format,
      ...this.#namesFor(body),
      forMs: Math.round(now - since),
    }));
  }

  /** Settles when {@linkcode cancel} has been called; reads of the module's files may never finish. */
  get cancelled(): Promise<undefined> {
    return this.#cancelled.promise;
  }

  /** Settles when {@linkcode run} needs its slot no more. */
  get hasLeftWorker(): Promise<void> {
    return this.#leftWorker.promise;
  }

  /**
   * Scans the module.
   *
   * @returns `undefined` when it was cancelled or the slot was stopped, which says nothing about the module.
   * @throws {PluginaryError} `worker-does-not-start` when no worker can be had.
   */
  async run(slot: WorkerSlot): Promise<ModuleResult | undefined> {
    try {
      return await this.#run(slot);
    } finally {
      this.#leftWorker.resolve();
    }
  }

  async #run(slot: WorkerSlot): Promise<ModuleResult | undefined> {
    const list = await this.#ask(slot, { type: "list", ...this.#module() });
    if (list === undefined) return undefined;
    const { reply, warnings } = list;
    if ("reason" in reply) return this.#result(warnings, { reason: reply.reason });
    const { plugins, presetLocations } = reply.answer.type === "listed" ? reply.answer : { plugins: [] };
    const { first, hidden } = withoutDuplicates(this.#found.format, plugins);
    await this.#describeAll(slot, first);
    if (this.#isEnded(slot)) return undefined;
    return this.#result([...warnings, ...hidden], { presetLocations });
  }

  /** Whether another worker is of use; starting one takes longer than a few plugins. */
  wantsHelp(hasWorker: boolean): boolean {
    const waiting = this.#listed.length - this.#next;
    if (waiting === 0 || this.#isCancelled) return false;
    const isLong = performance.now() - this.#listedAt >= LONG_MS;
    return isLong || waiting >= (hasWorker ? 2 : MANY_PLUGINS);
  }

  /**
   * Describes plugins with another worker until none is waiting.
   *
   * @throws {PluginaryError} `worker-does-not-start` when none can be had.
   */
  async help(slot: WorkerSlot): Promise<void> {
    const helping = this.#describeWaiting(slot);
    this.#helping.add(helping);
    await helping;
  }

  /** Ends the scan without a result, together with its workers. */
  async cancel(): Promise<void> {
    this.#isCancelled = true;
    this.#cancelled.resolve(undefined);
    await Promise.all([...this.#turns.keys()].map((slot) => slot.endWorker()));
  }

  async #describeAll(slot: WorkerSlot, plugins: readonly ListedPlugin[]): Promise<void> {
    this.#listed = plugins;
    this.#listedAt = performance.now();
    this.#onChange();
    const timer = plugins.length > 1 ? setTimeout(this.#onChange, LONG_MS) : undefined;
    try {
      await this.#describeWaiting(slot);
      await Promise.all(this.#helping);
    } finally {
      clearTimeout(timer);
      // No worker can join any more.
      this.#next = this.#listed.length;
    }
  }

  async #describeWaiting(slot: WorkerSlot): Promise<void> {
    const withPresets: number[] = [];
    await this.#askAll(slot, this.#claimWaiting(), ({ index }, asked) => {
      this.#asked[index] = asked;
      if (this.#listsPresets && presetCountOf(asked) > 0) withPresets.push(index);
    });
    await this.#askAll(slot, this.#firstPages(withPresets), ({ index }, asked) => {
      this.#firstPresets.set(index, asked);
    });
    for (const index of withPresets) await this.#completePresets(slot, index);
  }

  /** Claims one waiting plugin after the other, and leaves out those that are blocked. */
  *#claimWaiting(): Generator<PluginRequest> {
    while (this.#next < this.#listed.length) {
      const index = this.#next++;
      const { nativeId } = this.#listed[index]!;
      const block = this.#blocked.get(listedId(this.#found.format, nativeId));
      if (block !== undefined) this.#asked[index] = { reply: { reason: reasonOfBlock(block) }, warnings: [] };
      else yield { index, body: { type: "describe", ...this.#module(), nativeId } };
    }
  }

  *#firstPages(indexes: readonly number[]): Generator<PluginRequest> {
    for (const index of indexes) yield { index, body: this.#presetRequest(index, 0) };
  }

  #presetRequest(index: number, offset: number): RequestBody {
    const { nativeId } = this.#listed[index]!;
    return { type: "presets", ...this.#module(), nativeId, offset, limit: PRESETS_AT_ONCE };
  }

  /** Reads a plugin's presets page by page after the first; if some cannot be read, the plugin only gets a warning. */
  async #completePresets(slot: WorkerSlot, index: number): Promise<void> {
    const asked = this.#asked[index];
    if (asked === undefined) return;
    const { presets, warnings } = await this.#presetsOf(slot, index, this.#firstPresets.get(index));
    this.#asked[index] = { ...asked, presets, warnings: [...asked.warnings, ...warnings] };
  }

  async #presetsOf(
    slot: WorkerSlot,
    index: number,
    firstPage: Asked | undefined,
  ): Promise<{ presets: ListedPreset[]; warnings: Warning[] }> {
    const { nativeId } = this.#listed[index]!;
    const presets: ListedPreset[] = [];
    for (let asked = firstPage; asked !== undefined;) {
      if ("reason" in asked.reply) {
        return { presets, warnings: [presetWarning(nativeId, asked.reply.reason)] };
      }
      const { answer } = asked.reply;
      if (answer.type !== "presets" || answer.presets.length === 0) break;
      presets.push(...answer.presets.slice(0, PRESETS_AT_ONCE));
      if (presets.length >= MAXIMUM_PRESETS && answer.total > presets.length) {
        return { presets, warnings: [cutPresets(nativeId, answer.total)] };
      }
      if (presets.length >= answer.total) break;
      asked = await this.#ask(slot, this.#presetRequest(index, presets.length));
    }
    return { presets, warnings: [] };
  }

  /**
   * Makes requests, each a few ahead of the answers. When one goes wrong, no
   * more are sent until the worker is done with the others; then those without
   * a clear result are made alone.
   */
  async #askAll(
    slot: WorkerSlot,
    requests: Generator<PluginRequest>,
    take: (request: PluginRequest, asked: Asked | undefined) => void,
  ): Promise<void> {
    const sent: { request: PluginRequest; tried: Promise<Tried | undefined> }[] = [];
    const unclear: { request: PluginRequest; tried: Tried | undefined }[] = [];
    let worker: WorkerSession | undefined;
    let isFilling = true;
    const canSend = () => unclear.length === 0 && (sent.length === 0 || isFilling && slot.hasWorker);
    try {
      for (;;) {
        const next = canSend() && !this.#isEnded(slot) ? requests.next() : undefined;
        if (next?.done === false) {
          const { value: request } = next;
          if (sent.length === 0) {
            this.#beginTurn(slot, request.body);
            worker = await slot.get();
          }
          sent.push({ request, tried: this.#exchange(worker, slot, request.body) });
          isFilling = sent.length < REQUESTS_AHEAD;
        } else if (sent.length > 0) {
          isFilling = sent.length - 1 <= REQUESTS_AHEAD / 2;
          const { request, tried } = sent.shift()!;
          this.#beginTurn(slot, request.body);
          const result = await tried;
          if (isClear(result)) take(request, askedOf(result.exchange.answer));
          else unclear.push({ request, tried: result });
        } else if (unclear.length > 0 && !this.#isEnded(slot)) {
          const { request, tried } = unclear.shift()!;
          // What a worker that has been replaced refused is asked of the new one.
          const first = tried !== undefined && slot.isCurrent(tried.worker) ? tried : undefined;
          take(request, await this.#ask(slot, request.body, first));
        } else return;
      }
    } finally {
      this.#turns.delete(slot);
    }
  }

  #beginTurn(slot: WorkerSlot, body: RequestBody): void {
    this.#turns.set(slot, { body, since: performance.now() });
  }

  /** The names that the module lists for the plugin of a request. */
  #namesFor(body: RequestBody): Pick<WorkerActivity, "plugin" | "vendor"> {
    if (!("nativeId" in body)) return {};
    const listed = this.#listed.find(({ nativeId }) => nativeId === body.nativeId);
    const plugin = cleanText(listed?.name ?? "", MAXIMUM_TEXT_BYTES).text;
    const vendor = cleanText(listed?.vendor ?? "", MAXIMUM_TEXT_BYTES).text;
    return { ...plugin === "" ? {} : { plugin }, ...vendor === "" ? {} : { vendor } };
  }

  #isEnded(slot: WorkerSlot): boolean {
    return this.#isCancelled || slot.isStopped;
  }

  #result(
    warnings: readonly Warning[],
    more: Pick<ModuleResult, "reason" | "presetLocations">,
  ): ModuleResult {
    const described: DescribedPlugin[] = [];
    const lost: LostPlugin[] = [];
    const presets = new Map<string, readonly ListedPreset[]>();
    for (const [index, asked] of this.#asked.entries()) {
      const listed = this.#listed[index]!;
      if (asked === undefined) continue;
      if ("reason" in asked.reply) lost.push({ listed, reason: asked.reply.reason });
      else if (asked.reply.answer.type === "described") {
        described.push({ ...listed, ...asked.reply.answer.plugin, nativeId: listed.nativeId });
        if (asked.presets !== undefined) presets.set(listed.nativeId, asked.presets);
      }
    }
    const all = [...warnings, ...this.#asked.flatMap((asked) => asked?.warnings ?? [])];
    return { described, lost, presets, warnings: all, worker: this.#worker, ...more };
  }

  #module() {
    const { format, location, binary } = this.#found;
    return { format, location, binary };
  }

  /**
   * Sends a request. When a worker ends that has run other code before, or that
   * something else may have killed, the request is repeated in a fresh one.
   *
   * @param first The first try, if there has been one.
   * @returns `undefined` when the scan ended meanwhile.
   * @throws {PluginaryError} `memory-full` when the system keeps killing workers because memory is short.
   */
  async #ask(slot: WorkerSlot, body: RequestBody, first?: Tried): Promise<Asked | undefined> {
    this.#beginTurn(slot, body);
    try {
      let tried = first ?? await this.#exchange(await slot.get(), slot, body);
      for (let attempts = 1;; attempts++) {
        if (this.#isEnded(slot) || tried === undefined) return undefined;
        const { exchange, isProof, isShared } = tried;
        if (exchange.answer === undefined && wasKilled(exchange.end) && attempts < MAXIMUM_KILLS) {
          await pause(attempts);
        } else if (isProof || !needsConfirmation(exchange, isShared)) {
          return await this.#conclude(slot, body, tried, attempts);
        }
        tried = await this.#exchange(await slot.getFresh(), slot, body);
      }
    } finally {
      this.#turns.delete(slot);
    }
  }

  /** @returns `undefined` when the scan or the worker ended before the request's turn. */
  async #exchange(
    worker: WorkerSession | undefined,
    slot: WorkerSlot,
    body: RequestBody,
  ): Promise<Tried | undefined> {
    // The scan may have ended while the worker was starting.
    if (worker === undefined || this.#isEnded(slot)) return undefined;
    this.#worker = worker;
    const isProof = worker.isCleanFor(body.location);
    const exchange = await worker.request(body, limitsAfterHangs(this.#limits, this.#hangs));
    if (exchange.answer === undefined && exchange.end === undefined) return undefined;
    return { exchange, isProof, isShared: worker.servedModules > 1, worker };
  }

  async #conclude(
    slot: WorkerSlot,
    body: RequestBody,
    { exchange: { answer, end }, worker }: Tried,
    attempts: number,
  ): Promise<Asked> {
    if (end?.cause === "timed-out") this.#hangs++;
    if (answer === undefined && wasKilled(end) && end?.wasMemoryShort) throw memoryError();
    if (answer === undefined) {
      const reason = reasonOfEnd(end!, attempts);
      return { reply: { reason: await this.#explain(slot, body, reason) }, warnings: [] };
    }
    // The process never releases that memory.
    if (answer.type === "refused" && answer.failure.code === "out-of-memory") await slot.close();
    const warnings = end === undefined ? [] : [warningOfEnd(end)];
    if (answer.type !== "refused") return { reply: { answer }, warnings };
    const reason = await this.#explain(slot, body, reasonOfRefusal(answer.failure), worker);
    return { reply: { reason }, warnings };
  }

  /**
   * Adds the confinement's denials to a failure, found once per module: they may be its cause, and can be allowed.
   *
   * @param refusing The worker of a refusal, whose output belongs to the reason.
   */
  async #explain(
    slot: WorkerSlot,
    body: RequestBody,
    reason: Reason,
    refusing?: WorkerSession,
  ): Promise<Reason> {
    if (!isExplainable(reason)) return reason;
    this.#denied ??= slot.explain(body, this.#limits);
    const observed = await this.#denied;
    // Complete only now that the worker has ended
    const output = cleanLines(refusing?.errorTail ?? "");
    const withOutput = output === "" ? reason : { ...reason, stderrTail: output };
    return explainedReason(withOutput, observed, await this.#deniedLibraries(slot, reason));
  }

  async #deniedLibraries(slot: WorkerSlot, { code, message }: Reason): Promise<string[]> {
    if (code !== "missing-dependency" || !slot.isConfined) return [];
    return await deniedLibraries(this.#found.binary, message);
  }
}

/** The public id of a plugin as its module lists it. */
export function listedId(format: PluginFormat, nativeId: string): string {
  return pluginId(format, cleanText(nativeId, MAXIMUM_TEXT_BYTES).text);
}

/** Ids are unique: a module describes the first of two plugins with the same id, so the other is out of reach. */
function withoutDuplicates(
  format: PluginFormat,
  plugins: readonly ListedPlugin[],
): { first: ListedPlugin[]; hidden: Warning[] } {
  const first = new Map<string, ListedPlugin>();
  const hidden: Warning[] = [];
  for (const plugin of plugins) {
    const id = listedId(format, plugin.nativeId);
    const known = first.get(id);
    if (known === undefined) first.set(id, plugin);
    else hidden.push(duplicateWarning(id, known.name, plugin.name));
  }
  return { first: [...first.values()], hidden };
}

function duplicateWarning(id: string, known: string, hidden: string): Warning {
  const [shownName, hiddenName] = [known, hidden].map((name) => cleanText(name, MAXIMUM_TEXT_BYTES).text);
  const message = `"${hiddenName}" is hidden: "${shownName}" has the same id "${id}"`;
  return { code: "duplicate-id", message };
}

function presetWarning(nativeId: string, { message }: Reason): Warning {
  const { text } = cleanText(nativeId, MAXIMUM_TEXT_BYTES);
  return { code: "presets-unreadable", message: `Cannot list the presets of "${text}": ${message}` };
}

function cutPresets(nativeId: string, total: number): Warning {
  const { text } = cleanText(nativeId, MAXIMUM_TEXT_BYTES);
  return { code: "presets-cut", message: `Kept ${MAXIMUM_PRESETS} of the ${total} presets of "${text}"` };
}

function warningOfEnd(end: WorkerEnd): Warning {
  const code = end.cause === "timed-out" ? "hung-after-answer" : "crashed-after-answer";
  return { code, message: `${end.message} after its answer was complete` };
}

/** Whether something else ended a worker: perhaps the system for lack of memory, perhaps a person. */
function wasKilled(end: WorkerEnd | undefined): boolean {
  return end?.signal === "SIGKILL";
}

/** A plugin that is killed this often, each time alone in a fresh worker, causes it itself. */
const MAXIMUM_KILLS = 3;

/** Waits, since the cause of a killed worker may soon be gone. */
async function pause(attempts: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** (attempts - 1)));
}

/** Confirming a timeout would take all its time again; a refusal counts at once where no other module ran. */
function needsConfirmation({ answer, end }: Exchange, isShared: boolean): boolean {
  if (answer?.type === "refused") return isShared && INHERITED_REFUSALS.includes(answer.failure.code);
  return answer === undefined && end !== undefined && end.cause !== "timed-out";
}

/** Whether a request has an answer with nothing to be found out about it. */
function isClear(tried: Tried | undefined): tried is Tried & { exchange: { answer: ClearAnswer } } {
  const { answer, end } = tried?.exchange ?? {};
  return answer !== undefined && answer.type !== "refused" && end === undefined;
}

function askedOf(answer: ClearAnswer): Asked {
  return { reply: { answer }, warnings: [] };
}

function presetCountOf(asked: Asked | undefined): number {
  if (asked === undefined || "reason" in asked.reply || asked.reply.answer.type !== "described") return 0;
  return asked.reply.answer.plugin.presetCount ?? 0;
}

/** Refusals that an earlier module may have caused by using up or changing the process. */
const INHERITED_REFUSALS: readonly ReasonCode[] = ["load-error", "missing-dependency", "out-of-memory"];
