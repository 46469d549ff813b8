import type { WorkListener } from "../../model/work_step.ts";
import type { Console } from "../terminal/console.ts";
import type { LongFlags } from "../output/output_options.ts";

/**
 * Does work that can take long, and shows its steps as the options say. Work
 * that is not shown loads no code for it.
 *
 * @param options `sharesTerminal` says that the answer is printed meanwhile.
 */
export async function withProgress<T>(
  { progress = "auto", verbose: isVerbose = false }: LongFlags,
  console: Console,
  work: (listener?: WorkListener) => Promise<T>,
  { sharesTerminal = false }: { readonly sharesTerminal?: boolean } = {},
): Promise<T> {
  const isSilent = progress === "none" || (progress === "auto" && !console.stderr.isTerminal);
  if (isSilent && !isVerbose) return await work();
  const { StepProgress } = await import("./step_progress.ts");
  await using steps = await StepProgress.start(progress, console, { sharesTerminal, isVerbose });
  return await work((step) => steps.see(step));
}
