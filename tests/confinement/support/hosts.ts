import { findShim } from "../../../src/scan/shim/shim.ts";
import { ABI_VERSION } from "../../../src/model/abi_version.ts";
import { copyFolder } from "../../support/copy_folder.ts";

const PROJECT = new URL("../../../", import.meta.url).pathname;
const SUPPORT = "tests/confinement/support";

/** The programs of this folder that confine themselves. */
export type Host = "confined_host" | "describing_host";

/** Copies what the hosts take, since a home folder is closed to other users. */
export async function copyHosts(folder: string): Promise<void> {
  await copyFolder(`${PROJECT}ffi`, `${folder}/ffi`);
  await Deno.mkdir(`${folder}/${SUPPORT}`, { recursive: true });
  for (const host of ["confined_host", "describing_host"] satisfies Host[]) {
    await Deno.copyFile(`${PROJECT}${SUPPORT}/${host}.ts`, `${folder}/${SUPPORT}/${host}.ts`);
  }
  await Deno.copyFile(findShim(() => undefined), `${folder}/shim.so`);
  await Deno.copyFile(Deno.execPath(), `${folder}/deno`);
}

/** How a host is run from the project, or from a copy of it. */
export function hostCommand(
  host: Host,
  confinement: Readonly<Record<string, unknown>>,
  args: readonly string[],
  copy?: string,
): string[] {
  const root = copy === undefined ? PROJECT : `${copy}/`;
  return [
    copy === undefined ? Deno.execPath() : `${root}deno`,
    "run",
    "--quiet",
    "-A",
    "--no-check",
    "--no-config",
    "--no-lock",
    "--no-npm",
    `${root}${SUPPORT}/${host}.ts`,
    String(ABI_VERSION),
    copy === undefined ? findShim(() => undefined) : `${root}shim.so`,
    JSON.stringify(confinement),
    ...args,
  ];
}
