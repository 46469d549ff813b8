import type { WorkerActivity } from "../model/documents/scan_document.ts";

/** A window on the workers of a running scan, which do far more than its events tell. */
export class ScanActivity {
  #read: () => WorkerActivity[] = () => [];

  /** What the workers are doing at this moment; empty before and after the scan. */
  get workers(): WorkerActivity[] {
    return this.#read();
  }

  /** @param read Called for each look. */
  follow(read: () => WorkerActivity[]): void {
    this.#read = read;
  }
}
