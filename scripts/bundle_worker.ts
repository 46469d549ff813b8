import { readModuleGraph } from "./module_graph.ts";
import { projectPath } from "./project_path.ts";
import { SetupError } from "./setup_error.ts";

const ENTRY = "src/worker/main.ts";

/** The inputs of the last bundle, recorded next to it. */
interface BundleRecord {
  /** Of {@linkcode sources}' content, of the lock file and of Deno's version. */
  hash: string;
  /** The project's files in the worker's graph, sorted. */
  sources: string[];
}

/** The location of the bundle; tests have their own. */
export interface BundlePlace {
  folder: string;
}

const DEFAULT_PLACE: BundlePlace = { folder: projectPath("build/worker") };

/**
 * Makes `build/worker/worker.js`, the worker with all that it imports as one
 * file, and returns whether a new bundle was needed.
 *
 * The files appear complete or not at all, so that a scan can run meanwhile.
 *
 * @throws {SetupError} When the sources cannot be bundled.
 */
export async function bundleWorker(place: BundlePlace = DEFAULT_PLACE): Promise<boolean> {
  if (await isWorkerBundleCurrent(place)) return false;
  await Deno.mkdir(place.folder, { recursive: true });
  const sources = await workerSources();
  const hash = await hashOf(sources);
  const unfinished = `${place.folder}/worker.${Deno.pid}.unfinished.js`;
  await runBundler(unfinished);
  await Deno.rename(unfinished, `${place.folder}/worker.js`);
  await Deno.writeTextFile(`${unfinished}on`, JSON.stringify({ hash, sources }, null, 2) + "\n");
  await Deno.rename(`${unfinished}on`, `${place.folder}/worker.json`);
  return true;
}

/** Whether the bundle exists and was made from the current sources. */
export async function isWorkerBundleCurrent(place: BundlePlace = DEFAULT_PLACE): Promise<boolean> {
  try {
    await Deno.stat(`${place.folder}/worker.js`);
    const record: BundleRecord = JSON.parse(await Deno.readTextFile(`${place.folder}/worker.json`));
    // A new source can only be added by a change to a recorded one.
    return record.hash === await hashOf(record.sources);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return false;
    throw error;
  }
}

async function workerSources(): Promise<string[]> {
  return [...(await readModuleGraph(ENTRY)).keys()].sort();
}

async function hashOf(sources: readonly string[]): Promise<string> {
  const parts = [Deno.version.deno];
  for (const source of ["deno.lock", ...sources]) {
    parts.push(source, await Deno.readTextFile(projectPath(source)));
  }
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function runBundler(unfinished: string): Promise<void> {
  const output = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--frozen",
      "--platform=deno",
      `--output=${unfinished}`,
      projectPath(ENTRY),
    ],
    cwd: projectPath(""),
    stdin: "null",
  }).output();
  if (output.success) return;
  throw new SetupError(`Cannot bundle the worker:\n${new TextDecoder().decode(output.stderr).trim()}`);
}
