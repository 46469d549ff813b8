import * as v from "valibot";
import { PluginaryError } from "../model/pluginary_error.ts";
import { type ByteSource, LineReader } from "./line_reader.ts";
import { MAXIMUM_MESSAGE_BYTES, WORKER_ARGUMENT, type WorkerStart, workerStartSchema } from "./protocol.ts";

/** The source of a worker's orders, like `Deno.stdin`. */
export interface OrderSource extends ByteSource {
  isTerminal(): boolean;
}

/** The first message of a scanner, and the reader of the following ones. */
export interface Orders {
  readonly start: WorkerStart;
  readonly lines: LineReader;
}

/**
 * Reads a scanner's first line, so that nothing is opened before it is clear
 * that a scanner started this process. Waits without a limit: a timer would
 * cost more than the rest of a worker's start, and a waiting worker holds no
 * resources.
 *
 * @throws {PluginaryError} `usage` when a person started this: on a terminal,
 *     or with anything but a start message of this version.
 */
export function readStart(source: OrderSource): Orders {
  if (source.isTerminal()) throw refusal("standard input is a terminal");
  const lines = new LineReader(source, MAXIMUM_MESSAGE_BYTES);
  const line = firstLine(lines);
  if (line === undefined) throw refusal("standard input has no first line");
  const start = v.safeParse(workerStartSchema, parseJson(line));
  if (!start.success) throw refusal("standard input does not begin with a start message of this version");
  return { start: start.output, lines };
}

function firstLine(lines: LineReader): string | undefined {
  try {
    return lines.next();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function refusal(why: string): PluginaryError {
  const message = `Cannot run as a worker: "${WORKER_ARGUMENT}" is for internal use, and ${why}`;
  return new PluginaryError("usage", message, 'Run "pluginary --help"');
}
