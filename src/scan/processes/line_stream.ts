/** Thrown when a line has more bytes than allowed. */
export class LineTooLongError extends Error {
  override readonly name = "LineTooLongError";
}

/**
 * Splits a stream into lines of UTF-8. Text after the last line feed is
 * dropped: its writer died before the line was complete.
 *
 * @throws {LineTooLongError} as soon as a line has grown beyond `maximumBytes`.
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array<ArrayBuffer>>,
  maximumBytes: number,
): AsyncGenerator<string> {
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      parts.push(chunk.subarray(from, end));
      if (size + end - from > maximumBytes) throw tooLong(maximumBytes);
      yield decode(parts);
      parts = [];
      size = 0;
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
    size += chunk.byteLength - from;
    if (size > maximumBytes) throw tooLong(maximumBytes);
  }
}

function decode(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}

function tooLong(maximumBytes: number): LineTooLongError {
  return new LineTooLongError(`Message is longer than ${maximumBytes} bytes`);
}
