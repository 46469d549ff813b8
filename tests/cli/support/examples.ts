import type { CommandPage } from "../../../scripts/write_docs.ts";

/** The command lines that a help page shows, as they are typed. */
export function examplesOf({ target }: CommandPage): string[] {
  const [, examples = ""] = (target.fullDescription ?? "").split("\n\nExamples:\n");
  return examples.split("\n").filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/ {2,}/)[0]!);
}

/** The words that a shell makes of a command line; what it does with `>` and what follows is its own. */
export async function shellWords(line: string): Promise<string[]> {
  const script = `pluginary() { printf '%s\\0' pluginary "$@"; }; ${line.replace(/ [>|].*/, "")}`;
  const { stdout, success } = await new Deno.Command("sh", { args: ["-c", script] }).output();
  if (!success) throw new Error(`The shell does not understand ${line}`);
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}
