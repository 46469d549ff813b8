import { findShim } from "../../../src/scan/shim.ts";
import type { ConfinementReport } from "../../../src/model/module.ts";
import { ABI_VERSION } from "../../../src/worker/protocol.ts";
import { type HostileModule, INHERITED_DESCRIPTOR, type User } from "./hostile_module.ts";

const PROJECT = new URL("../../../", import.meta.url).pathname;

/** What the host came to: the report and the attempts' results by name, or its end without them. */
export interface HostResult {
  readonly report?: ConfinementReport;
  readonly results: ReadonlyMap<string, string>;
  readonly status: Deno.CommandStatus;
  readonly errors: string;
}

/** Loads a hostile module in a process that is confined as the request of `pluginary_confine()` says. */
export async function runHost(
  module: HostileModule,
  request: Readonly<Record<string, unknown>>,
  user?: User,
): Promise<HostResult> {
  const isOther = user !== undefined;
  const root = isOther ? `${module.program}/` : PROJECT;
  const confinement = { readable: [module.root], writable: [module.privateFolder], ...request };
  const command = [
    isOther ? `${root}deno` : Deno.execPath(),
    "run",
    "--quiet",
    "-A",
    "--no-check",
    "--no-config",
    "--no-lock",
    "--no-npm",
    `${root}tests/confinement/support/confined_host.ts`,
    String(ABI_VERSION),
    isOther ? `${root}shim.so` : await findShim(() => undefined),
    JSON.stringify(confinement),
    module.location,
    module.binary,
  ];
  const env = { ...Deno.env.toObject(), TMPDIR: module.privateFolder, HOME: module.privateFolder };
  const { stdout, stderr, ...status } = await new Deno.Command("/bin/sh", {
    args: ["-c", `exec ${INHERITED_DESCRIPTOR}<"$0"; exec "$@"`, module.secret, ...command],
    env: isOther ? { ...env, DENO_DIR: `${module.privateFolder}/deno` } : env,
    cwd: root,
    stdin: "null",
    ...user,
  }).output();
  const [report, names] = new TextDecoder().decode(stdout).split("\n");
  const results = names === undefined || names === "" ? [] : JSON.parse(names) as string[];
  return {
    ...(names === undefined ? {} : { report: JSON.parse(report!) }),
    results: readResults(results),
    status,
    errors: new TextDecoder().decode(stderr),
  };
}

/** Reads results where the module puts them, in the names of its plugins. */
export function readResults(names: readonly string[]): Map<string, string> {
  return new Map(
    names.filter((name) => name.includes("=")).map((line) => line.split("=") as [string, string]),
  );
}
