import * as v from "valibot";
import { PluginaryError } from "../model/pluginary_error.ts";
import { type ByteSource, LineReader } from "./line_reader.ts";
import { MAXIMUM_MESSAGE_BYTES, WORKER_ARGUMENT, type WorkerStart, workerStartSchema } from "./protocol.ts";

/** Where a worker's orders come from, like `Deno.stdin`. */
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
 * that a scanner speaks. Waits as long as nobody says anything: a timer would
 * cost more than all the rest of a worker's start, and a worker that waits
 * holds nothing.
 *
 * @throws {PluginaryError} `usage` when it is a person who has started this: on
 *     a terminal, or with anything else than a start message of this version.
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
  const message = `Cannot be a worker: "${WORKER_ARGUMENT}" is for the program itself, and ${why}`;
  return new PluginaryError("usage", message, 'Run "pluginary --help"');
}
