/** Exit codes by signal: 128 plus its number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Within this time a repeat of the first signal is the same request: `deno
 * task` forwards a Ctrl-C that the terminal has sent to the program as well. A
 * person takes longer to press again.
 */
const REPEAT_MS = 300;

/** A signal that asks a command to end. */
type InterruptSignal = keyof typeof EXIT_CODES;

/** Whether and how the program has been asked to end. */
export interface Interrupt {
  /** Aborted by the first signal, with the signal's name as its reason. */
  readonly signal: AbortSignal;
  /** The exit code for the signal; unset until one arrives. */
  readonly exitCode: number | undefined;
}

/** Whether the command handles signals itself. */
let isListening = false;

/**
 * From now on the first signal asks the command to end in order, and the second one ends the program at once,
 * unless it repeats the first within {@linkcode REPEAT_MS}.
 */
export function listenForInterrupts(): Interrupt {
  isListening = true;
  const controller = new AbortController();
  let exitCode: number | undefined;
  let first: { readonly name: InterruptSignal; readonly at: number } | undefined;
  const onSignal = (name: InterruptSignal) => {
    const at = performance.now();
    if (first === undefined) {
      first = { name, at };
      exitCode = EXIT_CODES[name];
      controller.abort(name);
    } else if (name !== first.name || at - first.at > REPEAT_MS) {
      Deno.exit(EXIT_CODES[name]);
    }
  };
  for (const name of Object.keys(EXIT_CODES) as InterruptSignal[]) listen(name, () => onSignal(name));
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
  };
}

/**
 * Makes a signal end the program after its clean-up ("unload"), unless the
 * command handles signals itself.
 */
export function exitOnInterrupt(): Disposable {
  if (isListening) return { [Symbol.dispose]: () => {} };
  const names = Object.keys(EXIT_CODES) as InterruptSignal[];
  const handlers = names.map((name) => [name, () => Deno.exit(EXIT_CODES[name])] as const);
  for (const [name, handler] of handlers) listen(name, handler);
  return {
    [Symbol.dispose]: () => {
      for (const [name, handler] of handlers) unlisten(name, handler);
    },
  };
}

/** Adds a handler for a signal, which Windows may not have. */
function listen(name: InterruptSignal, handler: () => void): void {
  try {
    Deno.addSignalListener(name, handler);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function unlisten(name: InterruptSignal, handler: () => void): void {
  try {
    Deno.removeSignalListener(name, handler);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
