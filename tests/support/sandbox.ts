import { type ProgramOptions, type ProgramRun, runProgram, startProgram } from "./program.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

type Environment = NonNullable<ProgramOptions["env"]>;

/** A home of its own for the program: a temporary folder with its own catalog and configuration. */
export class Sandbox extends TemporaryFolder {
  readonly #env: Environment;

  protected constructor(path: string, env: Environment) {
    super(path);
    this.#env = env;
  }

  /** Makes the folder; the program sees these variables of the environment in every run. */
  static override async make(env: Environment = {}): Promise<Sandbox> {
    return new Sandbox(await Sandbox.makeFolder(), env);
  }

  /** The catalog file, which exists once the program or a test has made it. */
  get catalog(): string {
    return this.join("catalog.db");
  }

  /** The folder of the user's configuration. */
  get config(): string {
    return this.join("config/pluginary");
  }

  /** Runs the program to its end, in the folder unless another is named. */
  async run(args: readonly string[], options: ProgramOptions = {}): Promise<ProgramRun> {
    return await runProgram(args, this.options(options));
  }

  /** Starts the program as {@linkcode startProgram} does. */
  start(args: readonly string[], options: ProgramOptions = {}): Deno.ChildProcess {
    return startProgram(args, this.options(options));
  }

  /** Options of a run in this home. */
  options({ env, ...options }: ProgramOptions = {}): ProgramOptions {
    const own = {
      HOME: this.path,
      PLUGINARY_CATALOG: this.catalog,
      XDG_CONFIG_HOME: this.join("config"),
      XDG_CACHE_HOME: undefined,
    };
    return { cwd: this.path, ...options, env: { ...own, ...this.#env, ...env } };
  }
}
