import type { ScannedModule } from "../../src/model/module.ts";
import type { WorkerCommand } from "../../src/scan/workers/worker_session.ts";
import { makeBundle } from "./bundles.ts";
import { fakeWorker } from "./fake_workers.ts";
import type { TemporaryFolder } from "./temporary_folder.ts";

/**
 * How a list or a description goes: `o` well, `s` slowly, `l` very slowly, `a`
 * well but then the worker crashes, `p` well but the worker is damaged and
 * crashes with the next module, `c` crashes, `m` crashes for lack of memory,
 * `e` exits, `h` hangs, `g` breaks the protocol, `r` is refused, `k` is killed
 * as if from outside, `K` the same after a while.
 */
export type Act = "o" | "s" | "l" | "a" | "p" | "c" | "m" | "e" | "h" | "g" | "r" | "k" | "K";

/** The acts of one module. */
export interface Script {
  readonly list: Act;
  readonly plugins: readonly Act[];
}

/** Makes a module that the scripted worker treats as the script says; returns its location. */
export async function makeScripted(folder: TemporaryFolder, name: string, script: Script): Promise<string> {
  return await makeBundle(folder, `${name}.${script.list}.${packed(script.plugins)}.vst3`);
}

/** Writes repeated acts as one letter and a count, since file names must be short. */
function packed(acts: readonly Act[]): string {
  return acts.join("").replace(/(\w)\1{2,}/g, (run, act: string) => `${act}${run.length}`);
}

/** The command that starts the worker of `scripted_worker.ts`. */
export function scriptedWorker(): WorkerCommand {
  const command = fakeWorker("");
  const script = new URL("scripted_worker.ts", import.meta.url).href;
  return { ...command, args: [...command.args.slice(0, -2), script] };
}

/** The expected result of a module, without anything that depends on the worker that it got. */
export interface Expectation {
  readonly outcome: ScannedModule["outcome"];
  readonly code?: string;
  /** Ids of the plugins that are described, in their order. */
  readonly plugins: readonly string[];
  /** Plugins that are not described, each with the reason. */
  readonly failures: readonly (readonly [id: string, code: string])[];
}

/** The reason that each act leads to; successful acts have none. */
const REASONS: Partial<Record<Act, string>> = {
  c: "crashed",
  m: "out-of-memory",
  e: "exited",
  h: "timed-out",
  g: "protocol-error",
  r: "invalid-metadata",
  k: "crashed",
  K: "crashed",
};

const OUTCOMES: Readonly<Record<string, ScannedModule["outcome"]>> = {
  "crashed": "crashed",
  "exited": "crashed",
  "timed-out": "timed-out",
  "protocol-error": "failed",
  "invalid-metadata": "failed",
  "out-of-memory": "failed",
};

/** From the mildest to the worst. */
const SEVERITY: readonly string[] = ["failed", "timed-out", "crashed"];

/** The simple rule that every scan must follow, whatever the order, the workers and their ends. */
export function expectationOf({ list, plugins }: Script): Expectation {
  const listReason = REASONS[list];
  if (listReason !== undefined) {
    return { outcome: OUTCOMES[listReason]!, code: listReason, plugins: [], failures: [] };
  }
  const lost = plugins.flatMap((act, at) => REASONS[act] === undefined ? [] : [[at, REASONS[act]!] as const]);
  if (lost.length > 0 && lost.length === plugins.length) {
    const worst = lost.reduce((a, b) => severity(b[1]) > severity(a[1]) ? b : a);
    return { outcome: OUTCOMES[worst[1]]!, code: worst[1], plugins: [], failures: [] };
  }
  return {
    outcome: "scanned",
    plugins: plugins.flatMap((act, at) => REASONS[act] === undefined ? [`vst3:${at}`] : []),
    failures: lost.map(([at, code]) => [`vst3:${at}`, code] as const),
  };
}

function severity(code: string): number {
  return SEVERITY.indexOf(OUTCOMES[code]!);
}

/** The result of a scanned module in the same form. */
export function resultOf(module: ScannedModule): Expectation {
  const { outcome, reason } = module;
  return {
    outcome,
    ...(reason === undefined ? {} : { code: reason.code }),
    plugins: module.plugins.map(({ id }) => id),
    failures: module.failures.map((failure) => [failure.id, failure.reason.code] as const),
  };
}
