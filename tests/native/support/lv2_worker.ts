import { temporaryFolder } from "../../../src/platform/temporary_folder.ts";
import { projectPath } from "../../../scripts/project_path.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { TEST_PLACE } from "../../support/worker_place.ts";
import { workerCommand } from "../../../src/scan/workers/worker_command.ts";
import { type Exchange, type WorkerAnswer, WorkerSession } from "../../../src/scan/workers/worker_session.ts";

/** The bundles of `native/fixtures/lv2`, by name. */
export const FIXTURES = new URL("../../../native/fixtures/lv2/", import.meta.url).pathname;

/** Limits that fit a busy machine; what takes longer hangs. */
const LIMITS = { startMs: 20_000, silenceMs: 20_000, totalMs: 40_000 };

/** A real worker that reads LV2, with requests by bundle. */
export class Lv2Worker implements AsyncDisposable {
  readonly #session: WorkerSession;

  private constructor(session: WorkerSession) {
    this.#session = session;
  }

  /** Starts a worker that knows of some bundles. */
  static async start(lv2Bundles: readonly string[]): Promise<Lv2Worker> {
    const command = await workerCommand((name) => Deno.env.get(name));
    return new Lv2Worker(
      await WorkerSession.start({ ...command, surroundings: lv2Bundles }, ["lv2"], {
        ...TEST_PLACE,
        confinement: {
          ...NO_MODULES,
          readable: [
            ...lv2Bundles,
            projectPath("native/fixtures"),
            projectPath("build/fixtures"),
            temporaryFolder(),
          ],
        },
      }, LIMITS),
    );
  }

  /** Its resident memory after the last request. */
  get memoryBytes(): number {
    return this.#session.memoryBytes;
  }

  /** Lists a bundle; the whole exchange, so that a test sees how the worker ended. */
  list(bundle: string): Promise<Exchange> {
    return this.#session.request({ type: "list", ...moduleOf(bundle) });
  }

  /** Describes a plugin of a bundle. */
  describe(bundle: string, nativeId: string): Promise<Exchange> {
    return this.#session.request({ type: "describe", ...moduleOf(bundle), nativeId });
  }

  /** Asks for a part of a plugin's presets. */
  presets(bundle: string, nativeId: string, offset: number, limit: number): Promise<Exchange> {
    return this.#session.request({ type: "presets", ...moduleOf(bundle), nativeId, offset, limit });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.close();
  }
}

/** Of LV2 the bundle is everything: no binary is ever loaded. */
function moduleOf(bundle: string) {
  return { format: "lv2", location: bundle, binary: bundle } as const;
}

/**
 * The answer of an exchange, of the type that is wanted.
 *
 * @throws {Error} when the worker ended or gave another.
 */
export function answerOf<T extends WorkerAnswer["type"]>(
  exchange: Exchange,
  type: T,
): Extract<WorkerAnswer, { type: T }> {
  const { answer, end } = exchange;
  if (end !== undefined) throw new Error(`The worker ended: ${end.message}\n${end.stderrTail}`);
  if (answer?.type !== type) throw new Error(`Expected "${type}", got ${JSON.stringify(answer)}`);
  return answer as Extract<WorkerAnswer, { type: T }>;
}
