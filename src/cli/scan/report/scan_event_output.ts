import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import type { Console } from "../../terminal/console.ts";
import { jsonText } from "../../output/json_text.ts";
import { OutputClosed } from "../../terminal/output.ts";

/**
 * Prints each event of a scan as a line of JSON as it happens; a slow reader slows the scan.
 *
 * @param stop Ends the scan in order. Called when the reader is gone, as with
 *     `| head`; the remaining events are then taken without being printed.
 * @param columns The fields of plugins to keep; unset for all.
 */
export async function printScanEvents(
  events: AsyncIterable<ScanEvent>,
  { stdout }: Pick<Console, "stdout">,
  stop: () => void,
  columns?: readonly string[],
): Promise<void> {
  const chosen = columns === undefined ? undefined : await chosenEvent(columns);
  let isClosed = false;
  for await (const event of events) {
    if (isClosed) continue;
    try {
      await stdout.write(`${jsonText(chosen === undefined ? event : chosen(event))}\n`);
      await stdout.flush();
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
      isClosed = true;
      stop();
    }
  }
}

/** Gives each event with only the named fields of plugins, which the first event lists. */
async function chosenEvent(columns: readonly string[]): Promise<(event: ScanEvent) => object> {
  const { withChosenFields } = await import("./scan_columns.ts");
  return (event) => {
    if (event.event === "started") return { ...event, columns };
    return event.event === "module" ? { ...event, module: withChosenFields(event.module, columns) } : event;
  };
}
