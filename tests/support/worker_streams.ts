/**
 * Standard input and output of workers of tests: synchronous, line by line.
 */
const encoder = new TextEncoder();

/** Writes all bytes. */
export function writeBytes(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/** Writes a message of the protocol, or another value that a test sends in its place. */
export function send(message: unknown): void {
  writeBytes(encoder.encode(JSON.stringify(message) + "\n"));
}

/** The lines that the scanner writes, until it closes the stream. */
export function* lines(): Generator<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(65536);
  let text = "";
  for (let size = Deno.stdin.readSync(chunk); size !== null; size = Deno.stdin.readSync(chunk)) {
    text += decoder.decode(chunk.subarray(0, size), { stream: true });
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
      yield text.slice(0, end);
      text = text.slice(end + 1);
    }
  }
}

/** Blocks this thread, including its timers. */
export function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
