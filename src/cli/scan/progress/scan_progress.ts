import type { ScanActivity } from "../../../scan/scan_activity.ts";
import type { ScanEvent } from "../../../model/documents/scan_document.ts";

/** Shows a scan while it runs. */
export interface ScanProgress {
  /** Shows the view what the workers do; given to the scan. */
  readonly activity: ScanActivity;
  /** Takes an event of the scan. */
  see(event: ScanEvent): void;
  /** Shows a line that stays. */
  tell(line: string): void;
  /** Ends the view for good; everything told has then been written. */
  close(): Promise<void>;
}
