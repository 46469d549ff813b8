import { SOURCE_TARGET } from "../../support/program.ts";
import type { Sandbox } from "../../support/sandbox.ts";
import { SHELL_SCRIPTS } from "../../../src/cli/completions/shell_scripts.ts";

/** Shells in which tests complete lines. */
export type TestedShell = "bash" | "zsh" | "fish";

/** How long a shell may take for anything. */
const PATIENCE_MS = 15_000;

/** Appears before the shell waits for a line, and in no line that is typed. */
const PROMPT = "ready> ";

/** A real shell in a terminal, in which our script is loaded. */
export class ShellSession implements AsyncDisposable {
  readonly #sandbox: Sandbox;
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #shown: Promise<void>;
  #screen = "";

  private constructor(sandbox: Sandbox, child: Deno.ChildProcess) {
    this.#sandbox = sandbox;
    this.#child = child;
    this.#keys = child.stdin.getWriter();
    this.#shown = this.#read();
  }

  /**
   * Starts a shell in a sandbox, whose `pluginary` answers completions and records the arguments of other calls.
   *
   * @param load The line of the shell's start file that loads the completions.
   */
  static async start(
    shell: TestedShell,
    sandbox: Sandbox,
    load: string = "source ~/script",
  ): Promise<ShellSession> {
    await sandbox.write("bin/pluginary", recorder(sandbox));
    await Deno.chmod(sandbox.join("bin/pluginary"), 0o755);
    await sandbox.write("script", SHELL_SCRIPTS[shell]);
    const command = await START[shell](sandbox, load);
    const child = new Deno.Command("script", {
      args: ["-qec", `stty cols 200 rows 50; exec ${command}`, "/dev/null"],
      cwd: sandbox.path,
      clearEnv: true,
      env: {
        HOME: sandbox.path,
        PATH: `${sandbox.join("bin")}:/usr/bin:/bin`,
        TERM: "xterm",
        LANG: "C.UTF-8",
        DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`,
        PLUGINARY_CATALOG: sandbox.catalog,
        XDG_CONFIG_HOME: sandbox.join("config"),
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const session = new ShellSession(sandbox, child);
    await session.until(() => session.#screen.includes(PROMPT), "its prompt");
    return session;
  }

  /** Types a line, with Tab as `\t`, then Enter; returns the arguments with which `pluginary` was called. */
  async enter(line: string): Promise<string[]> {
    const record = this.#sandbox.join("arguments");
    await this.#type(`${line}\r`);
    await this.until(() => isThere(record), `the call of "${line}"`);
    const text = await Deno.readTextFile(record);
    await Deno.remove(record);
    return text.split("\0").slice(0, -1);
  }

  /** Types keys and waits until the terminal shows a text. */
  async show(keys: string, text: string): Promise<void> {
    this.#screen = "";
    await this.#type(keys);
    await this.until(() => this.#screen.includes(text), `"${text}" after "${keys}"`);
  }

  /** Drops the line that is being typed. */
  async drop(): Promise<void> {
    this.#screen = "";
    await this.#type("\x03");
    await this.until(() => this.#screen.includes(PROMPT), "a new prompt");
  }

  async until(isDone: () => boolean, what: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!isDone()) {
      if (Date.now() > end) {
        throw new Error(`The shell did not show ${what}:\n${JSON.stringify(this.#screen)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #type(keys: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  async #read(): Promise<void> {
    for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) this.#screen += text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // In order, since fish writes its history.
    await this.#type("\x15exit\r");
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), PATIENCE_MS);
    await this.#child.status;
    clearTimeout(patience);
    await this.#shown;
    this.#keys.releaseLock();
    await this.#child.stdin.close();
    await this.#child.stderr.cancel();
  }
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The program as a person has it in PATH, except that it runs no command. */
function recorder(sandbox: Sandbox): string {
  const { program, args } = SOURCE_TARGET;
  const record = sandbox.join("arguments");
  return `#!/bin/sh
if [ "$1" = __complete ]; then exec ${[program, ...args].map((word) => `'${word}'`).join(" ")} "$@"; fi
printf '%s\\0' "$@" >'${record}.new' && mv '${record}.new' '${record}'
`;
}

/** Files that a shell reads at its start, and the command that starts it. */
const START: Readonly<Record<TestedShell, (sandbox: Sandbox, load: string) => Promise<string>>> = {
  bash: async (sandbox, load) => {
    const start = [
      "bind 'set bell-style none'",
      "bind 'set show-all-if-ambiguous on'",
      "bind 'set enable-bracketed-paste off'",
      `PS1='${PROMPT}'`,
      load,
    ];
    await sandbox.write("start", start.join("\n"));
    return "bash --noprofile --rcfile start -i";
  },
  zsh: async (sandbox, load) => {
    const start = [
      "unsetopt beep zle_bracketed_paste",
      ...load.startsWith("fpath") ? [load] : [],
      "autoload -Uz compinit && compinit -u -d ~/dump",
      `PS1='${PROMPT}' PROMPT_EOL_MARK=`,
      ...load.startsWith("fpath") ? [] : [load],
    ];
    await sandbox.write(".zshrc", start.join("\n"));
    await sandbox.write(".zshenv", "unsetopt global_rcs");
    return "zsh -i";
  },
  fish: async (sandbox, load) => {
    const start = [
      "set -g fish_greeting",
      `function fish_prompt; echo -n '${PROMPT}'; end`,
      "set -g fish_autosuggestion_enabled 0",
      load,
    ];
    await sandbox.write("config/fish/config.fish", start.join("\n"));
    return "fish -i";
  },
};
