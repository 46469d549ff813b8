import * as v from "valibot";
import { PluginaryError } from "../model/pluginary_error.ts";
import { type ByteSource, LineReader } from "./line_reader.ts";
import { MAXIMUM_MESSAGE_BYTES, WORKER_ARGUMENT, type WorkerStart, workerStartSchema } from "./protocol.ts";

/** Where a worker's orders come from, like `Deno.stdin`. */
export interface OrderSource extends ByteSource {
  isTerminal(): boolean;
  read(into: Uint8Array): Promise<number | null>;
}

/** What a scanner has said first, and the reader of what it says next. */
export interface Orders {
  readonly start: WorkerStart;
  readonly lines: LineReader;
}

/** A scanner sends its first line as soon as the process exists. */
const PATIENCE_MS = 15_000;

/** More than any first line has; one with the folders of 5,000 LV2 bundles has half a megabyte. */
const MAXIMUM_START_BYTES = 8 * 1024 * 1024;

const LINE_FEED = 0x0a;

/**
 * Reads a scanner's first line, so that nothing is opened before it is clear
 * that a scanner speaks.
 *
 * @throws {PluginaryError} `usage` when it is a person who has started this: on
 *     a terminal, or with anything else than a start message of this version.
 */
export async function readStart(source: OrderSource, patienceMs: number = PATIENCE_MS): Promise<Orders> {
  if (source.isTerminal()) throw refusal("standard input is a terminal");
  const head = await readHead(source, patienceMs);
  const lines = new LineReader(source, MAXIMUM_MESSAGE_BYTES, head);
  if (head.indexOf(LINE_FEED) < 0) throw refusal("standard input has no first line");
  const start = v.safeParse(workerStartSchema, parseJson(lines.next() ?? ""));
  if (!start.success) throw refusal("standard input does not begin with a start message of this version");
  return { start: start.output, lines };
}

/** Reads up to the first line feed and whatever has come with it, or to the end. */
async function readHead(source: OrderSource, patienceMs: number): Promise<Uint8Array<ArrayBuffer>> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(refusal("standard input says nothing")), patienceMs);
  try {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for (let bytes = 0; bytes < MAXIMUM_START_BYTES;) {
      const chunk = new Uint8Array(64 * 1024);
      const size = await Promise.race([source.read(chunk), late.promise]);
      if (size === null) break;
      bytes += size;
      chunks.push(chunk.subarray(0, size));
      if (chunk.subarray(0, size).includes(LINE_FEED)) break;
    }
    return joined(chunks);
  } finally {
    clearTimeout(timer);
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((bytes, chunk) => bytes + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
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
