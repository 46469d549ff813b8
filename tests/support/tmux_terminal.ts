import { type ProgramTarget, programTarget } from "./program.ts";
import { denoFolder } from "./deno_folder.ts";

/**
 * The program in a terminal of its own, with a screen as a person sees it:
 * tmux obeys the control sequences, and wraps lines anew when it is resized.
 */
export class TmuxTerminal implements AsyncDisposable {
  readonly #socket: string;

  private constructor(socket: string) {
    this.#socket = socket;
  }

  /**
   * Runs a shell script there; `"$@"` is the program with its arguments. The
   * terminal stays open when the script has ended.
   */
  static async start(
    args: readonly string[],
    { columns, rows, script = '"$@"; echo "exit $?"', env = {}, target = programTarget() }: {
      readonly columns: number;
      readonly rows: number;
      readonly script?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly target?: ProgramTarget;
    },
  ): Promise<TmuxTerminal> {
    const terminal = new TmuxTerminal(`pluginary-${crypto.randomUUID()}`);
    const all = { DENO_DIR: denoFolder(), PAGER: "cat", PS1: "", ...env };
    await terminal.#tmux([
      ...["-f", "/dev/null", "new-session", "-d", "-x", `${columns}`, "-y", `${rows}`],
      ...Object.entries(all).flatMap(([name, value]) => ["-e", `${name}=${value}`]),
      // The shell gets Ctrl-C as well, and stays.
      ...[
        "sh",
        "-c",
        `trap : INT\n${script}\ntrap "" INT\nexec sleep 600`,
        "sh",
        target.program,
        ...target.args,
        ...args,
      ],
    ]);
    return terminal;
  }

  /** The lines of the screen, without spaces at their ends and empty lines at its end. */
  async screen(): Promise<string> {
    return (await this.#tmux(["capture-pane", "-p"])).trimEnd();
  }

  /** Waits until the screen shows a text, and returns the screen. */
  async shows(text: string | RegExp, limitMs = 60_000): Promise<string> {
    const until = performance.now() + limitMs;
    for (;;) {
      const screen = await this.screen();
      if (typeof text === "string" ? screen.includes(text) : text.test(screen)) return screen;
      if (performance.now() > until) throw new Error(`The terminal does not show ${text}:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux(["resize-window", "-x", `${columns}`, "-y", `${rows}`]);
  }

  /** Presses a key, in tmux's words: `C-c`, `s`. */
  async press(key: string): Promise<void> {
    await this.#tmux(["send-keys", key]);
  }

  /** Whether the cursor is shown, and where. */
  async cursor(): Promise<{ readonly isShown: boolean; readonly column: number; readonly row: number }> {
    const text = await this.#tmux(["display-message", "-p", "#{cursor_flag} #{cursor_x} #{cursor_y}"]);
    const [flag, column, row] = text.trim().split(" ").map(Number);
    return { isShown: flag === 1, column: column!, row: row! };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux(["kill-server"]);
  }

  async #tmux(args: readonly string[]): Promise<string> {
    const command = new Deno.Command("tmux", {
      args: ["-L", this.#socket, ...args],
      env: { LC_ALL: "C.UTF-8", TERM: "xterm-256color" },
    });
    const { success, stdout, stderr } = await command.output();
    if (!success) throw new Error(`tmux ${args[0]}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }
}
