import type { Console } from "../terminal/console.ts";
import type { ProgressChoice } from "../output/output_options.ts";
import { isKnownTerminal, printable } from "../terminal/terminal.ts";

/** How progress is shown, and why not as it was asked for. */
export interface ProgressForm {
  readonly form: "live" | "plain" | "none";
  /** A sentence to say once; unset where the form is what one expects. */
  readonly notice?: string;
}

/**
 * Decides how progress is shown: live on a terminal that can redraw, as plain
 * lines on one that may not be able to, and elsewhere only if that is asked for.
 *
 * @param sharesTerminal Whether the answer is printed while the progress is
 *     shown; on the same terminal they would overwrite each other.
 */
export function progressForm(
  choice: ProgressChoice,
  { stdout, stderr, environment }: Pick<Console, "stdout" | "stderr" | "environment">,
  { sharesTerminal }: { readonly sharesTerminal: boolean },
): ProgressForm {
  if (choice === "none" || choice === "plain") return { form: choice };
  const isForced = choice === "live";
  if (!stderr.isTerminal) {
    return isForced ? plainBecause("standard error is not a terminal") : { form: "none" };
  }
  if (sharesTerminal && stdout.isTerminal) {
    if (!isForced) return { form: "none" };
    return { form: "none", notice: "Progress is not shown: the answer is printed on the same terminal" };
  }
  const term = environment("TERM") ?? "";
  if (term === "dumb") return isForced ? plainBecause('TERM is "dumb"') : { form: "none" };
  if (isForced || isKnownTerminal(environment)) return { form: "live" };
  return plainBecause(
    term === "" ? "TERM is not set" : `TERM is "${printable(term)}", which is unknown`,
  );
}

function plainBecause(reason: string): ProgressForm {
  return { form: "plain", notice: `Progress is shown as plain lines: ${reason}` };
}
