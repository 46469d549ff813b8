import type { ConfinementReport } from "../../model/module.ts";
import type { PluginFormat } from "../../model/plugin_format.ts";
import { joinPath } from "../../platform/paths.ts";
import { measureFolder, removeFolder, type RunFolder } from "../../platform/private_folder.ts";
import type { ExpectedFile } from "../../platform/trusted_file.ts";
import {
  encodeLine,
  encodeMessage,
  PROTOCOL_VERSION,
  type WorkerMessage,
  type WorkerRequest,
  type WorkerStart,
} from "../../worker/protocol.ts";
import { allowedMemory, shimAllowances, type WorkerConfinement } from "./confinement.ts";
import { readDenials } from "./denials.ts";
import { type Arrival, Inbox } from "./inbox.ts";
import { isMemoryShort } from "./machine_error.ts";
import { Process, type ProcessCommand } from "../processes/process.ts";
import { FIRST_LIMITS, type RequestLimits } from "./time_limits.ts";

/** The command that starts a worker, and the library that the worker opens. */
export interface WorkerCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Path of the library; `null` for the one inside the program, which the worker then holds in memory. */
  readonly shim: string | null;
  /** The expected content of the library when the worker opens it; absent if unknown. */
  readonly shimContent?: ExpectedFile;
  /** Folders around the modules that the worker reads when it starts. */
  readonly surroundings?: readonly string[];
  /** Advice for a worker that does not start. */
  readonly repair?: string;
  /** Starts the process instead of the system, for tests that play the worker. */
  spawn?(command: ProcessCommand): WorkerProcess;
  /** Releases the command's resources once no worker is running. */
  release?(): Promise<void>;
}

/** The part of a process that a session needs. */
export type WorkerProcess = Pick<
  Process,
  "output" | "end" | "write" | "closeInput" | "errorTail" | "forgetErrors" | "kill"
>;

/** How long a worker may take, in milliseconds. */
export interface WorkerLimits extends RequestLimits {
  /** From its start to `ready`. */
  readonly startMs: number;
}

/** The limits of a scan, unless a test sets its own. */
export const DEFAULT_LIMITS: WorkerLimits = { startMs: 20_000, ...FIRST_LIMITS };

/** Most that a worker may keep in its private folder; measured at intervals, so it can be more for a moment. */
const PRIVATE_FOLDER_LIMIT = { bytes: 256 * 1024 * 1024, entries: 10_000 };

/** How often a private folder is measured. */
const MEASURE_INTERVAL_MS = 250;

/** The file in a private folder to which a worker that explains a failure writes its denials. */
const DENIALS_FILE = "denials";

/**
 * Which denials a worker notes: those of system calls by the filter, or also
 * files and memory that the kernel refused.
 */
export type NotedDenials = "calls" | "all";

/** Where and how a worker runs. */
export interface WorkerPlace {
  /** Creates its private folder. */
  readonly run: Pick<RunFolder, "makePrivate">;
  readonly confinement: WorkerConfinement;
  /** What it notes to explain a failure; doing so may kill it. */
  readonly notes?: NotedDenials;
  /** Ends it while it is starting. */
  readonly signal?: AbortSignal;
}

/** Why a worker is gone. */
export interface WorkerEnd {
  readonly cause: "crashed" | "exited" | "timed-out" | "protocol-error" | "too-large" | "stopped";
  /** How it ended, in words that follow the plugin's name. */
  readonly message: string;
  readonly signal?: string;
  readonly exitCode?: number;
  readonly stderrTail: string;
  /** Whether the computer was about to run out of memory, when systems kill processes. */
  readonly wasMemoryShort?: boolean;
}

/** The answers to a request. */
export type WorkerAnswer = Extract<
  WorkerMessage,
  { type: "listed" | "described" | "presets" | "state" | "preset-files" | "refused" }
>;

/**
 * The result of a request: an answer, the end of the worker, or an answer and
 * then the end of a worker that did not survive destroying the plugin. Answers
 * of a worker that broke the protocol do not count. Neither is there if the
 * worker ended before it came to the request.
 */
export interface Exchange {
  readonly answer?: WorkerAnswer;
  readonly end?: WorkerEnd;
}

/** A request without its id, which is new each time it is sent. */
export type RequestBody = WorkerRequest extends infer R
  ? R extends WorkerRequest ? Omit<R, "requestId"> : never
  : never;

/** Thrown when a worker does not get as far as `ready`, for which no plugin is to blame. */
export class WorkerStartError extends Error {
  override readonly name = "WorkerStartError";
  /** The last text on the worker's standard error. */
  readonly stderrTail: string;

  constructor(message: string, stderrTail: string, options?: ErrorOptions) {
    super(message, options);
    this.stderrTail = stderrTail;
  }
}

const ANSWER_TYPES = {
  list: "listed",
  describe: "described",
  presets: "presets",
  state: "state",
  "preset-files": "preset-files",
} as const;

/**
 * One worker process, from its start to its end. It handles one request at a
 * time; others can be sent ahead, so that it goes on while its answers are read.
 */
export class WorkerSession {
  static #started = 0;

  /** The name of this worker in outcomes. */
  readonly id: string;
  /** The worker's own report on its confinement. */
  readonly confinement: ConfinementReport;
  /** Its place and rights, which are fixed when it starts. */
  readonly place: WorkerPlace;
  readonly #process: WorkerProcess;
  readonly #inbox: Inbox;
  readonly #limits: WorkerLimits;
  readonly #folder: string;
  readonly #measuring: ReturnType<typeof setInterval>;
  #measurement: Promise<void> = Promise.resolve();
  #overrun: string | undefined;
  #denials: readonly string[] = [];
  #leaving: Promise<void> | undefined;
  #end: WorkerEnd | undefined;
  #isStopped = false;
  #memoryBytes = 0;
  #wasMemoryShort = false;
  /** Requests without a result, and the end of the last of them. */
  #open = 0;
  #lastTurn: Promise<void> = Promise.resolve();
  /** Requests that are written together. */
  #outgoing: string[] = [];
  #writing: Promise<void> | undefined;
  /** Locations of the modules that it has run, with the types of their requests. */
  readonly #served = new Map<string, Set<RequestBody["type"]>>();

  private constructor(
    process: WorkerProcess,
    inbox: Inbox,
    limits: WorkerLimits,
    folder: string,
    place: WorkerPlace,
    confinement: ConfinementReport,
  ) {
    this.id = `w${++WorkerSession.#started}`;
    this.#process = process;
    this.#inbox = inbox;
    this.#limits = limits;
    this.#folder = folder;
    this.place = place;
    this.confinement = confinement;
    this.#measuring = setInterval(() => {
      this.#measurement = this.#measurement.then(() => this.#measure());
    }, MEASURE_INTERVAL_MS);
  }

  /**
   * Starts a worker and waits until it is confined and ready.
   *
   * @throws {WorkerStartError} when it does not get there.
   */
  static async start(
    command: WorkerCommand,
    formats: readonly PluginFormat[],
    place: WorkerPlace,
    limits: WorkerLimits = DEFAULT_LIMITS,
  ): Promise<WorkerSession> {
    const folder = await makePrivate(place.run);
    let process: WorkerProcess;
    try {
      const own = processCommand(command, folder, place.confinement);
      process = command.spawn?.(own) ?? new Process(own);
    } catch (error) {
      await removeFolder(folder);
      const why = error instanceof Error ? error.message : String(error);
      throw new WorkerStartError(`Cannot start "${command.program}": ${why}`, "", { cause: error });
    }
    const inbox = new Inbox(process.output);
    await process.write(encodeMessage({
      type: "start",
      protocol: PROTOCOL_VERSION,
      shim: command.shim,
      ...(command.shimContent === undefined ? {} : { shimContent: command.shimContent }),
      parentPid: Deno.pid,
      formats: [...formats],
      lv2Bundles: [...command.surroundings ?? []],
      confinement: confinementRequest(folder, place),
    }));
    const arrival = await nextUnlessAborted(inbox, process, limits.startMs, place.signal);
    const report = reportOf(arrival);
    if (report !== undefined && isConfinedEnough(place.confinement, report)) {
      return new WorkerSession(process, inbox, limits, folder, place, report);
    }
    process.kill();
    const end = await process.end;
    await removeFolder(folder);
    const why = report === undefined ? startFailure(arrival, end, limits) : laxity(report);
    throw new WorkerStartError(why, process.errorTail());
  }

  /** Whether it can take another request. */
  get isAlive(): boolean {
    return this.#end === undefined && (this.#open > 0 || !this.#inbox.hasArrivals);
  }

  /** How many modules it has run. */
  get servedModules(): number {
    return this.#served.size;
  }

  /** Resident memory after the last request, in bytes. */
  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  /**
   * Whether only the given module can be to blame for a crash now: this worker
   * has run no other, and has described none of its plugins.
   */
  isCleanFor(location: string): boolean {
    for (const [served, types] of this.#served) {
      if (served !== location || types.has("describe") || types.has("state")) return false;
    }
    return true;
  }

  /** The denials that were noted, complete when the worker has ended. */
  get denials(): readonly string[] {
    return this.#denials;
  }

  /** The last text on its standard error since the last request. */
  get errorTail(): string {
    return this.#process.errorTail();
  }

  /**
   * Sends a request and waits for its result; the worker takes it up after those that were sent before.
   *
   * @param limits Those of the worker unless the request has its own; they count from its turn.
   */
  async request(body: RequestBody, limits: RequestLimits = this.#limits): Promise<Exchange> {
    const requestId = randomRequestId();
    const types = this.#served.get(body.location) ?? new Set();
    this.#served.set(body.location, types.add(body.type));
    if (this.#open === 0) {
      this.#process.forgetErrors();
      this.#wasMemoryShort = false;
    }
    const turn = this.#lastTurn;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#lastTurn = ended;
    this.#open++;
    try {
      await Promise.all([this.#write({ ...body, requestId }), turn]);
      if (this.#end !== undefined) return {};
      const exchange = await this.#converse(requestId, ANSWER_TYPES[body.type], limits);
      if (exchange.end !== undefined) this.#end = exchange.end;
      return exchange;
    } finally {
      this.#open--;
      end();
    }
  }

  /** Writes all requests of this turn at once: each write wakes the worker. */
  #write(request: WorkerRequest): Promise<void> {
    this.#outgoing.push(JSON.stringify(request));
    return this.#writing ??= Promise.resolve().then(async () => {
      this.#writing = undefined;
      await this.#process.write(encodeLine(this.#outgoing.splice(0).join("\n")));
    });
  }

  /** Lets the worker end by itself, and kills it if it does not. */
  async close(graceMs = 1000): Promise<void> {
    await this.#process.closeInput();
    const timer = setTimeout(() => this.#process.kill(), graceMs);
    await this.#process.end;
    clearTimeout(timer);
    await this.#leaveFolder();
  }

  /** Ends the worker at once, also in the middle of a request. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#process.kill();
    await this.#process.end;
    await this.#leaveFolder();
  }

  /** Follows a request from `entering` through its answer to `idle`; anything else ends the worker. */
  async #converse(
    requestId: number,
    wanted: WorkerAnswer["type"],
    { silenceMs, totalMs }: RequestLimits,
  ): Promise<Exchange> {
    const startedAt = performance.now();
    let hasEntered = false;
    let answer: WorkerAnswer | undefined;
    for (;;) {
      const leftMs = totalMs - (performance.now() - startedAt);
      const arrival = await this.#inbox.next(Math.max(0, Math.min(silenceMs, leftMs)));
      if (arrival.kind === "fault") return { end: await this.#conclude(arrival) };
      if (arrival.kind !== "message") return { ...given(answer), end: await this.#conclude(arrival) };
      const { message } = arrival;
      if (message.type === "ready" || message.requestId !== requestId) {
        return { end: await this.#breakOff("Answered a request that was not made") };
      }
      if (message.type === "entering" && !hasEntered) hasEntered = true;
      else if (message.type === "idle" && answer !== undefined) {
        this.#memoryBytes = message.memoryBytes;
        return { answer };
      } else if (isAnswer(message, wanted) && hasEntered && answer === undefined) answer = message;
      else return { end: await this.#breakOff(`Sent "${message.type}" out of order`) };
    }
  }

  /** Measures this worker's memory and disk use; one that fills the disk is killed, which ends its request. */
  async #measure(): Promise<void> {
    this.#wasMemoryShort ||= isMemoryShort();
    const use = await measureFolder(this.#folder, PRIVATE_FOLDER_LIMIT);
    const isTooMuch = use.bytes > PRIVATE_FOLDER_LIMIT.bytes || use.entries > PRIVATE_FOLDER_LIMIT.entries;
    if (!isTooMuch || this.#overrun !== undefined) return;
    this.#overrun = "Filled its private folder: more than 256 MiB or 10,000 files";
    this.#process.kill();
  }

  /** Removes the private folder at the first call; all callers wait until it is gone. */
  #leaveFolder(): Promise<void> {
    return this.#leaving ??= this.#readAndRemoveFolder();
  }

  async #readAndRemoveFolder(): Promise<void> {
    clearInterval(this.#measuring);
    await this.#measurement;
    if (this.place.notes !== undefined) {
      const { signal } = await this.#process.end;
      const ofCalls = this.place.notes === "calls" ? signal : undefined;
      const memory = allowedMemory(this.place.confinement.allowances);
      this.#denials = await readDenials(joinPath(this.#folder, DENIALS_FILE), ofCalls, memory);
    }
    await removeFolder(this.#folder);
  }

  async #conclude(arrival: Exclude<Arrival, { kind: "message" }>): Promise<WorkerEnd> {
    switch (arrival.kind) {
      case "late":
        return await this.#kill("timed-out", "Did not respond in time and was stopped");
      case "fault":
        return await this.#kill(arrival.isTooLarge ? "too-large" : "protocol-error", arrival.message);
      case "closed":
        return await this.#endOfItself();
    }
  }

  async #breakOff(message: string): Promise<WorkerEnd> {
    return await this.#kill("protocol-error", message);
  }

  async #kill(cause: WorkerEnd["cause"], message: string): Promise<WorkerEnd> {
    this.#process.kill();
    await this.#process.end;
    await this.#leaveFolder();
    return { cause, message, stderrTail: this.#process.errorTail() };
  }

  /** Waits for a worker whose channel is closed: it may still hang in an exit handler. */
  async #endOfItself(): Promise<WorkerEnd> {
    let hasStayed = false;
    const timer = setTimeout(() => {
      hasStayed = true;
      this.#process.kill();
    }, CLOSED_CHANNEL_GRACE_MS);
    const { code, signal } = await this.#process.end;
    clearTimeout(timer);
    await this.#leaveFolder();
    const stderrTail = this.#process.errorTail();
    if (this.#overrun !== undefined) return { cause: "too-large", message: this.#overrun, stderrTail };
    if (this.#isStopped) return { cause: "stopped", message: "Was stopped", stderrTail };
    if (hasStayed) {
      return { cause: "protocol-error", message: "Closed its channel but did not end", stderrTail };
    }
    if (signal !== undefined) {
      const wasMemoryShort = this.#wasMemoryShort;
      return { cause: "crashed", message: `Crashed with ${signal}`, signal, stderrTail, wasMemoryShort };
    }
    return {
      cause: "exited",
      message: `Ended its process with code ${code}`,
      stderrTail,
      ...(code === undefined ? {} : { exitCode: code }),
    };
  }
}

async function nextUnlessAborted(
  inbox: Inbox,
  process: WorkerProcess,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<Arrival> {
  const kill = () => process.kill();
  if (signal?.aborted) kill();
  signal?.addEventListener("abort", kill);
  try {
    return await inbox.next(limitMs);
  } finally {
    signal?.removeEventListener("abort", kill);
  }
}

/** Creates the private folder; no plugin is blamed for a full disk, even if plugins filled it. */
async function makePrivate(run: WorkerPlace["run"]): Promise<string> {
  try {
    return await run.makePrivate();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkerStartError(`Cannot create its private folder: ${why}`, "", { cause: error });
  }
}

/** How long a worker may take to end after its channel is closed. */
const CLOSED_CHANNEL_GRACE_MS = 2000;

function given(answer: WorkerAnswer | undefined): Exchange {
  return answer === undefined ? {} : { answer };
}

function isAnswer(message: WorkerMessage, wanted: WorkerAnswer["type"]): message is WorkerAnswer {
  return message.type === wanted || message.type === "refused";
}

/**
 * A path where no folder can be created: Deno then keeps its caches in memory,
 * where plugins cannot leave anything for a later run, and does not create
 * their databases, which saves a fifth of a worker's start.
 */
const NO_FOLDER = "/dev/null/none";

/**
 * The process of a worker. It inherits only the variables that plugins need to
 * start, and they write to its private folder. Qt aborts without a display
 * unless it is told that there is none.
 */
function processCommand(
  command: WorkerCommand,
  folder: string,
  confinement: WorkerConfinement,
): ProcessCommand {
  const environment: Record<string, string> = {
    HOME: folder,
    TMPDIR: folder,
    XDG_CACHE_HOME: joinPath(folder, ".cache"),
    DENO_DIR: Deno.build.os === "windows" ? joinPath(folder, "deno") : NO_FOLDER,
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
    LANG: "C.UTF-8",
    ...(confinement.allowances.includes("home") ? {} : {
      XDG_CONFIG_HOME: joinPath(folder, ".config"),
      XDG_DATA_HOME: joinPath(folder, ".local", "share"),
      XDG_STATE_HOME: joinPath(folder, ".local", "state"),
    }),
    ...(confinement.allowances.includes("display") ? {} : { QT_QPA_PLATFORM: "offscreen" }),
    ...confinement.environment,
  };
  if (Deno.build.os === "windows") {
    for (const name of ["SystemRoot", "PATH"]) environment[name] = Deno.env.get(name) ?? "";
    environment["TEMP"] = environment["TMP"] = folder;
  }
  return { program: command.program, args: command.args, environment };
}

function confinementRequest(
  folder: string,
  { confinement, notes }: WorkerPlace,
): WorkerStart["confinement"] {
  const memory = allowedMemory(confinement.allowances);
  return {
    level: confinement.level,
    readable: [...confinement.readable],
    writable: [folder, ...confinement.writable],
    overrides: shimAllowances(confinement.allowances),
    ...(memory === undefined ? {} : { memory }),
    ...(notes === undefined ? {} : { denials: joinPath(folder, DENIALS_FILE), refusals: notes === "all" }),
  };
}

/** The report of a ready worker on its confinement. */
function reportOf(arrival: Arrival): ConfinementReport | undefined {
  if (arrival.kind !== "message" || arrival.message.type !== "ready") return undefined;
  return arrival.message.confinement;
}

/** A worker already refuses to be less confined than required; this check holds even if it does not. */
function isConfinedEnough({ level, allowances }: WorkerConfinement, report: ConfinementReport): boolean {
  if (level !== "require") return true;
  return report.level === "full" || (report.level === "partial" && allowances.length > 0);
}

function laxity({ level, layers }: ConfinementReport): string {
  return `Worker is not confined as required: ${[level, ...layers].join(", ")}`;
}

function startFailure(
  arrival: Arrival,
  end: { code?: number; signal?: string },
  limits: WorkerLimits,
): string {
  switch (arrival.kind) {
    case "late":
      return `Worker was not ready after ${limits.startMs / 1000} s`;
    case "fault":
      return `Worker did not report that it is ready: ${arrival.message}`;
    case "message":
      return `Worker sent "${arrival.message.type}" before it was ready`;
    case "closed":
      return `Worker ended before it was ready, with ${end.signal ?? `code ${end.code}`}`;
  }
}

/** 53 random bits, as many as a number in JSON holds exactly. */
function randomRequestId(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number];
  return (high & 0x1fffff) * 2 ** 32 + low;
}
