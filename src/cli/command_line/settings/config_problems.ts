import { type ConfigProblem, placeText } from "../../../config/problem.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { type Console, writeMessage } from "../../terminal/console.ts";
import { printable } from "../../terminal/terminal.ts";
import { didYouMean } from "../did_you_mean.ts";

/** Somebody else's folder must not fill the terminal. */
const MAXIMUM_WARNINGS = 5;

const SHOW_ALL = '"pluginary config validate" shows all';

/** An error of the configuration, which ends the program with exit code 2. */
export function configurationError(message: string, hint?: string): PluginaryError {
  return new PluginaryError("configuration", message, hint);
}

/** Whether a problem stops every command: a mistake of the user does, one of a project does not. */
export function isFatal({ place }: Pick<ConfigProblem, "place">): boolean {
  return place.layer === "user" || place.layer === "environment";
}

/**
 * Warns of problems in a project's files.
 *
 * @param isTolerant Whether the user's mistakes are warnings also.
 * @throws {PluginaryError} `configuration` for the first one of the user's.
 */
export async function tellProblems(
  problems: readonly ConfigProblem[],
  console: Pick<Console, "stderr" | "environment">,
  isTolerant = false,
): Promise<void> {
  const { stderr } = console;
  const fatal = isTolerant ? [] : problems.filter(isFatal);
  if (fatal.length > 0) {
    const hints = [
      problemHint(fatal[0]!) ?? await cureHint(fatal[0]!, console),
      fatal.length > 1 ? SHOW_ALL : undefined,
    ];
    const hint = hints.filter((one) => one !== undefined).join("; ");
    throw configurationError(problemText(fatal[0]!), hint === "" ? undefined : hint);
  }
  const lines = problems.slice(0, MAXIMUM_WARNINGS).map((problem) => `warning: ${problemLine(problem)}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`warning: ${more} more in the project's files; ${SHOW_ALL}`);
  for (const line of lines) await writeMessage(stderr, `${printable(line)}\n`);
}

/** A value of a variable was typed, and its message says which ones are accepted. */
async function cureHint(
  problem: ConfigProblem,
  console: Pick<Console, "environment">,
): Promise<string | undefined> {
  if (problem.place.layer === "environment") return undefined;
  // Loaded only for errors.
  const { problemCure } = await import("./problem_cure.ts");
  return `Run "${problemCure(problem, console)}"`;
}

/** The place and the message, in the form that compilers use. */
export function problemText(problem: ConfigProblem): string {
  return `${placeText(problem.place)}: ${problem.message}`;
}

/** The advice for a problem, if there is any. */
export function problemHint({ hint, misspelt }: ConfigProblem): string | undefined {
  const nearest = misspelt === undefined ? undefined : didYouMean(misspelt.typed, misspelt.words);
  return nearest ?? hint;
}

/** Place, message and advice on one line. */
export function problemLine(problem: ConfigProblem): string {
  const hint = problemHint(problem);
  return hint === undefined ? problemText(problem) : `${problemText(problem)} (${hint})`;
}
