/** Exit codes by signal: 128 and its number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A signal that ends a command in order. */
type InterruptSignal = keyof typeof EXIT_CODES;

/** Whether and how the program has been asked to end. */
export interface Interrupt {
  /** Aborted by the first signal, with the signal's name as its reason. */
  readonly signal: AbortSignal;
  /** The exit code that goes with the signal; unset as long as there was none. */
  readonly exitCode: number | undefined;
}

/** From now on the first signal asks the command to end in order, and a second one ends the program at once. */
export function listenForInterrupts(): Interrupt {
  const controller = new AbortController();
  let exitCode: number | undefined;
  const onSignal = (name: InterruptSignal) => {
    if (exitCode !== undefined) Deno.exit(EXIT_CODES[name]);
    exitCode = EXIT_CODES[name];
    controller.abort(name);
  };
  for (const name of Object.keys(EXIT_CODES) as InterruptSignal[]) listen(name, () => onSignal(name));
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
  };
}

/** Windows does not have all of them. */
function listen(name: InterruptSignal, handler: () => void): void {
  try {
    Deno.addSignalListener(name, handler);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}
