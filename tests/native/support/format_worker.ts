import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import type { DescribedPlugin, ListedPlugin } from "../../../src/model/plugin.ts";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { temporaryFolder } from "../../../src/platform/temporary_folder.ts";
import { NO_MODULES } from "../../../src/scan/workers/confinement.ts";
import { workerCommand } from "../../../src/scan/workers/worker_command.ts";
import { type Exchange, WorkerSession } from "../../../src/scan/workers/worker_session.ts";
import { TEST_PLACE } from "../../support/worker_place.ts";

/** Where the fixtures of a format have been built. */
export function fixturesFolder(format: PluginFormat): string {
  return projectPath(`build/fixtures/${format}`);
}

/** What a module's list came to. */
export interface ModuleList {
  readonly plugins: ListedPlugin[];
  readonly presetLocations?: string[] | undefined;
}

/** A real worker that is asked for one format's modules by path, without a scan around it. */
export class FormatWorker implements AsyncDisposable {
  readonly #session: WorkerSession;
  readonly #format: PluginFormat;

  private constructor(session: WorkerSession, format: PluginFormat) {
    this.#session = session;
    this.#format = format;
  }

  /** Starts the worker. */
  static async start(format: PluginFormat): Promise<FormatWorker> {
    const command = await workerCommand((name) => Deno.env.get(name));
    return new FormatWorker(
      await WorkerSession.start(command, [format], {
        ...TEST_PLACE,
        confinement: { ...NO_MODULES, readable: [projectPath("build/fixtures"), temporaryFolder()] },
      }),
      format,
    );
  }

  /** Whether the worker has survived what it was asked. */
  get isAlive(): boolean {
    return this.#session.isAlive;
  }

  /** Sends a request, however it ends; `describe` when there is a plugin. */
  async ask(path: string, nativeId?: string): Promise<Exchange> {
    const module = { format: this.#format, location: path, binary: path };
    return await this.#session.request(
      nativeId === undefined ? { type: "list", ...module } : { type: "describe", ...module, nativeId },
    );
  }

  /** The list of a module that must have one. */
  async list(path: string): Promise<ModuleList> {
    const { answer } = await this.ask(path);
    assert.equal(answer?.type, "listed", `${path}: ${JSON.stringify(answer)}`);
    return answer as ModuleList & typeof answer;
  }

  /** The description of a plugin that must have one. */
  async describe(path: string, nativeId: string): Promise<DescribedPlugin> {
    const { answer } = await this.ask(path, nativeId);
    if (answer?.type !== "described") assert.fail(`${path} ${nativeId}: ${JSON.stringify(answer)}`);
    return answer.plugin;
  }

  /** All plugins of a module, described one by one. */
  async describeAll(path: string): Promise<DescribedPlugin[]> {
    const described: DescribedPlugin[] = [];
    for (const { nativeId } of (await this.list(path)).plugins) {
      described.push(await this.describe(path, nativeId));
    }
    return described;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.close();
  }
}
