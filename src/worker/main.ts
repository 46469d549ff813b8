import * as v from "valibot";
import { libraryInMemory } from "../../ffi/library_in_memory.ts";
import { Shim } from "../../ffi/shim.ts";
import { verifyLibrary } from "../../ffi/verify_library.ts";
import { ABI_VERSION } from "../model/abi_version.ts";
import { confinementReportSchema } from "../model/module.ts";
import { resourceUrl } from "../platform/resources.ts";
import { encodeLine, encodeMessage, PROTOCOL_VERSION, type WorkerStart } from "./protocol.ts";
import { readStart } from "./read_start.ts";
import { serve } from "./serve.ts";

/** Every kind of right that Deno has; given up for good before plugin code runs. */
const PERMISSIONS = ["run", "read", "write", "net", "env", "sys", "ffi", "import"] as const;

/** Only Linux opens libraries from memory. */
const PACKED_SHIM = resourceUrl("shim/libpluginary.so");

/**
 * Runs this process as a worker: reads requests on standard input and answers
 * on a private copy of standard output, until the scanner closes the channel.
 *
 * The order of the first steps makes the rest safe: output of plugins cannot
 * reach the protocol, no plugin outlives the scanner, and all rights are gone
 * before `ready` is sent. Until then the scanner sends no request.
 *
 * @throws {PluginaryError} `usage` when standard input is not a scanner; nothing has been opened then.
 */
export async function runWorker(): Promise<never> {
  const { start, lines } = readStart(Deno.stdin);
  const shim = await openShim(start);
  shim.openChannel();
  shim.dieWithParent(start.parentPid);
  const confinement = v.parse(confinementReportSchema, shim.confine(start.confinement));
  for (const name of PERMISSIONS) Deno.permissions.revokeSync({ name });
  shim.open(start.formats, start.lv2Bundles);

  shim.send(encodeMessage({ type: "ready", protocol: PROTOCOL_VERSION, abi: ABI_VERSION, confinement }));
  const send = (line: string) => shim.send(encodeLine(line));
  serve({
    next: () => lines.next(),
    hasNext: () => lines.hasNext(),
    send,
    memoryBytes: () => Deno.memoryUsage().rss,
  }, shim);
  return shim.exit(0);
}

async function openShim({ shim, shimContent }: WorkerStart): Promise<Shim> {
  if (shim === null) return Shim.open(libraryInMemory(await Deno.readFile(PACKED_SHIM)), ABI_VERSION);
  if (shimContent !== undefined) await verifyLibrary(shim, shimContent);
  return Shim.open(shim, ABI_VERSION);
}

if (import.meta.main) await runWorker();
