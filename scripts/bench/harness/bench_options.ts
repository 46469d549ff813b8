/** The options of `deno task bench`. */
export interface BenchOptions {
  /** The suites to run; all where none is named. */
  readonly suites: readonly string[];
  readonly isQuick: boolean;
  readonly isHelp: boolean;
  readonly json?: string;
  readonly svg?: string;
  readonly markdown?: string;
  readonly compare?: string;
}

const FILE_OPTIONS = ["json", "svg", "markdown", "compare"] as const;

/** A wrong argument; the message is for the user. */
export class BenchUsageError extends Error {}

/**
 * Reads the arguments.
 *
 * @throws {BenchUsageError} For an unknown option or suite, or an option without its file.
 */
export function parseBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const suites: string[] = [];
  const files: Partial<Record<typeof FILE_OPTIONS[number], string>> = {};
  let isQuick = false;
  let isHelp = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    const option = FILE_OPTIONS.find((name) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    if (option !== undefined) {
      const file = arg.includes("=") ? arg.slice(arg.indexOf("=") + 1) : args[++i];
      if (file === undefined || file === "") throw new BenchUsageError(`Option "--${option}" needs a file`);
      files[option] = file;
    } else if (arg === "--quick") isQuick = true;
    else if (arg === "--help" || arg === "-h") isHelp = true;
    else if (known.includes(arg)) suites.push(arg);
    else if (arg.startsWith("-")) throw new BenchUsageError(`Unknown option "${arg}"; see --help`);
    else throw new BenchUsageError(`Unknown suite "${arg}"; expected ${known.join(", ")}`);
  }
  return { suites, isQuick, isHelp, ...files };
}
