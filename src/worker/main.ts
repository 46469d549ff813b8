import * as v from "valibot";
import { Shim } from "../../ffi/shim.ts";
import { confinementReportSchema } from "../model/module.ts";
import { LineReader } from "./line_reader.ts";
import {
  ABI_VERSION,
  encodeMessage,
  MAXIMUM_MESSAGE_BYTES,
  PROTOCOL_VERSION,
  type WorkerMessage,
  workerStartSchema,
} from "./protocol.ts";
import { serve } from "./serve.ts";

/** Every kind of right that Deno knows; given up for good before plugin code runs. */
const PERMISSIONS = ["run", "read", "write", "net", "env", "sys", "ffi", "import"] as const;

/**
 * Runs this process as a worker: reads requests on standard input and answers
 * on a private copy of standard output, until the scanner closes the channel.
 *
 * The order of the first steps is what makes the rest safe. What plugins print
 * must not reach the protocol, no plugin may outlive the scanner, and all
 * rights are gone before `ready` is said; without `ready` the scanner sends no
 * request.
 */
export function runWorker(): never {
  const lines = new LineReader(Deno.stdin, MAXIMUM_MESSAGE_BYTES);
  const start = v.parse(workerStartSchema, JSON.parse(lines.next() ?? "null"));
  const shim = Shim.open(start.shim, ABI_VERSION);
  shim.openChannel();
  shim.dieWithParent(start.parentPid);
  const confinement = v.parse(confinementReportSchema, shim.confine(start.confinement));
  for (const name of PERMISSIONS) Deno.permissions.revokeSync({ name });
  shim.open(start.formats);

  const send = (message: WorkerMessage) => shim.send(encodeMessage(message));
  send({ type: "ready", protocol: PROTOCOL_VERSION, abi: ABI_VERSION, confinement });
  serve({ next: () => lines.next(), send, memoryBytes: () => Deno.memoryUsage().rss }, shim);
  return shim.exit(0);
}

if (import.meta.main) runWorker();
