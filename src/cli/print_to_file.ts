import { PluginaryError } from "../model/pluginary_error.ts";
import { absolutePath } from "../platform/paths.ts";
import { ReplacingFile } from "../platform/replacing_file.ts";
import type { Console } from "./console.ts";
import { exitOnInterrupt } from "./interrupt.ts";
import { Output } from "./output.ts";
import { reasonOf } from "../platform/reason_of.ts";

/** Names of descriptors that are not standard output. */
const OTHER_DESCRIPTOR = /^\/(dev\/(stdin|stderr|fd\/.*)|proc\/[^/]+\/fd\/.*)$/;

/**
 * Prints into a file in place of standard output. What was there stays until
 * all has been written; a pipe or a device is written as it is.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function printToFile(
  name: string,
  console: Console,
  print: (console: Console) => Promise<void>,
): Promise<void> {
  const file = await open(name);
  // Also when a signal or an error ends the program in between.
  const discard = () => file.discard();
  globalThis.addEventListener("unload", discard);
  using _interrupt = exitOnInterrupt();
  try {
    const stdout = new Output({ write: (bytes) => file.write(bytes), isTerminal: () => false }, `"${name}"`);
    await print({ ...console, stdout });
    await stdout.flush();
    await named(name, () => file.commit());
  } finally {
    file.discard();
    globalThis.removeEventListener("unload", discard);
  }
}

async function open(name: string): Promise<ReplacingFile> {
  if (OTHER_DESCRIPTOR.test(name)) {
    throw new PluginaryError(
      "output-not-writable",
      `Cannot write to "${name}": of the open descriptors only standard output can be used`,
      'Name it "-", or redirect standard output',
    );
  }
  return await named(name, () => ReplacingFile.open(absolutePath(name)));
}

async function named<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw notWritable(name, error);
  }
}

function notWritable(name: string, error: unknown): PluginaryError {
  const reason = reasonOf(error);
  const message = `Cannot write to "${name}": ${reason}`;
  return new PluginaryError("output-not-writable", message, undefined, { cause: error });
}
