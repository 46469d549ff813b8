import type { Host } from "../../scripts/host.ts";
import type { CommandResult } from "../../scripts/run_command.ts";

/** A computer as data, which remembers what was done to it. */
export class MadeUpHost implements Host {
  os: Host["os"] = "linux";
  isRoot = true;
  /** Commands on the PATH. */
  commands = new Set<string>();
  /** Files by path, with their text. */
  files = new Map<string, string>();
  /** Answers by command line; others fail. */
  answers = new Map<string, string | (() => string)>();
  /** What happens when a command line starts with a key; others do nothing. */
  effects = new Map<string, () => boolean>();
  /** Every command that was run, in order. */
  readonly runs: string[] = [];
  /** Every question that was asked, in order. */
  readonly questions: string[] = [];

  hasCommand(name: string): boolean {
    return this.commands.has(name);
  }

  hasFile(path: string): boolean {
    return this.files.has(path);
  }

  textOf(path: string): string {
    return this.files.get(path) ?? "";
  }

  ask(command: string, args: readonly string[]): Promise<CommandResult> {
    const line = [command, ...args].join(" ");
    this.questions.push(line);
    const answer = this.answers.get(line);
    if (answer === undefined) return Promise.resolve({ success: false, code: 127, stdout: "" });
    return Promise.resolve({
      success: true,
      code: 0,
      stdout: typeof answer === "string" ? answer : answer(),
    });
  }

  run(command: string, args: readonly string[]): Promise<CommandResult> {
    const line = [command, ...args].join(" ");
    this.runs.push(line);
    for (const [part, effect] of this.effects) {
      if (line.includes(part)) {
        const success = effect();
        return Promise.resolve({ success, code: success ? 0 : 100, stdout: "" });
      }
    }
    return Promise.resolve({ success: true, code: 0, stdout: "" });
  }
}
