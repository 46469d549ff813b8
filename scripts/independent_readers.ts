// Fetches programs and a schema that share nothing with ours, so that tests can
// let them read what we have written: packages of PyPI in a folder of the build,
// and the schema of DAWproject. What cannot be had is missing; the tests say so
// in their names.
import { sha256 } from "../src/platform/trusted_file.ts";
import type { Host } from "./host.ts";
import { projectPath } from "./project_path.ts";

const FOLDER = projectPath("build/readers");

/** The Python that has the packages. */
export const READERS_PYTHON: string = `${FOLDER}/bin/python3`;

/** The schema of `project.xml`. */
export const DAWPROJECT_SCHEMA: string = `${FOLDER}/Project.xsd`;

/** Fixed versions; each is installed alone, so that one that cannot be had leaves the others. */
const PACKAGES = ["rpp==0.5", "pedalboard==0.9.26"];

/** The schema of DAWproject 1.0, at one commit. */
const SCHEMA = {
  url:
    "https://raw.githubusercontent.com/bitwig/dawproject/ee4dcdde75940f30e14e55401a26955a58b8322b/Project.xsd",
  sha256: "58e2fd9864772850aac3eab1f3de8693857dc5384df6d29fbc320ae1de2347cc",
};

/** Names what was tried, so that it is tried once only. */
const MARKER = `${FOLDER}/tried.txt`;
const TRIED = `${[...PACKAGES, SCHEMA.sha256].join("\n")}\n`;

/** Longest wait for the schema. */
const TIME_LIMIT_MS = 20_000;

/** Fetches what was not tried before, and returns whether anything was. */
export async function installReaders(host: Host, say: (text: string) => void): Promise<boolean> {
  if (host.textOf(MARKER) === TRIED) return false;
  await Deno.mkdir(FOLDER, { recursive: true });
  const missing = [...await installPackages(host), ...await fetchSchema()];
  if (missing.length > 0) {
    say(`Tests that need ${missing.join(", ")} will be skipped; remove "${FOLDER}" to try again`);
  }
  await Deno.writeTextFile(MARKER, TRIED);
  return true;
}

async function installPackages(host: Host): Promise<string[]> {
  if (!host.hasCommand("python3")) return ["python3"];
  if (!(await host.run("python3", ["-m", "venv", FOLDER])).success) return ["python3-venv"];
  const missing: string[] = [];
  for (const name of PACKAGES) {
    const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", name];
    if (!(await host.run(READERS_PYTHON, args)).success) missing.push(name);
  }
  return missing;
}

async function fetchSchema(): Promise<string[]> {
  const missing = ["the schema of DAWproject"];
  try {
    const response = await fetch(SCHEMA.url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok || await sha256(bytes) !== SCHEMA.sha256) return missing;
    await Deno.writeFile(DAWPROJECT_SCHEMA, bytes);
    return [];
  } catch (error) {
    // Without a network, or behind one that lets nothing through.
    if (error instanceof TypeError || error instanceof DOMException) return missing;
    throw error;
  }
}
