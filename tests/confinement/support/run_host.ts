import type { ConfinementReport } from "../../../src/model/module.ts";
import { type HostileModule, INHERITED_DESCRIPTOR } from "./hostile_module.ts";
import { hostCommand } from "./hosts.ts";
import type { User } from "./ordinary_user.ts";

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
  const confinement = { readable: [module.root], writable: [module.privateFolder], ...request };
  const copy = user === undefined ? undefined : module.program;
  const command = hostCommand("confined_host", confinement, [module.location, module.binary], copy);
  const env = { ...Deno.env.toObject(), TMPDIR: module.privateFolder, HOME: module.privateFolder };
  const { stdout, stderr, ...status } = await new Deno.Command("/bin/sh", {
    args: ["-c", `exec ${INHERITED_DESCRIPTOR}<"$0"; exec "$@"`, module.secret, ...command],
    env: user !== undefined ? { ...env, DENO_DIR: `${module.privateFolder}/deno` } : env,
    cwd: module.privateFolder,
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
