import type { ScanEvent } from "../../../model/documents/scan_document.ts";
import type { Console } from "../../terminal/console.ts";
import { jsonText } from "../../output/json_text.ts";

/** Prints each event of a scan as a line of JSON as it happens; a slow reader slows the scan. */
export async function printScanEvents(
  events: AsyncIterable<ScanEvent>,
  { stdout }: Pick<Console, "stdout">,
): Promise<void> {
  for await (const event of events) {
    await stdout.write(`${jsonText(event)}\n`);
    await stdout.flush();
  }
}
