import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import type { Console } from "../../terminal/console.ts";
import { jsonText } from "../../output/json_text.ts";
import { OutputClosed } from "../../terminal/output.ts";

/**
 * Prints each event of a scan as a line of JSON as it happens; a slow reader slows the scan.
 *
 * @param stop Ends the scan in order. Called when the reader is gone, as with
 *     `| head`; the remaining events are then taken without being printed.
 */
export async function printScanEvents(
  events: AsyncIterable<ScanEvent>,
  { stdout }: Pick<Console, "stdout">,
  stop: () => void,
): Promise<void> {
  let isClosed = false;
  for await (const event of events) {
    if (isClosed) continue;
    try {
      await stdout.write(`${jsonText(event)}\n`);
      await stdout.flush();
    } catch (error) {
      if (!(error instanceof OutputClosed)) throw error;
      isClosed = true;
      stop();
    }
  }
}
