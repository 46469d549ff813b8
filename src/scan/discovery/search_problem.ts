import type { Problem } from "../../model/documents/scan_document.ts";

/** Says why a place could not be searched. */
export function problemOf(location: string, error: unknown): Problem {
  if (error instanceof Deno.errors.PermissionDenied) {
    return { location, code: "permission-denied", message: `Cannot search "${location}": permission denied` };
  }
  if (error instanceof Deno.errors.NotFound) {
    return { location, code: "not-found", message: `Cannot search "${location}": it is gone` };
  }
  if (isLinkLoop(error)) {
    return { location, code: "link-loop", message: `Cannot search "${location}": its links form a loop` };
  }
  const why = error instanceof Error ? error.message : String(error);
  return { location, code: "read-error", message: `Cannot search "${location}": ${why}` };
}

/** Says where a search ended that has looked at too many files. */
export function walkLimit(location: string): Problem {
  const message = `Stopped searching in "${location}": too many files; name a smaller folder`;
  return { location, code: "walk-limit", message };
}

/** Whether links led back to themselves: Deno has a class for it since 1.39, and the system's own words in the message. */
export function isLinkLoop(error: unknown): boolean {
  return error instanceof Deno.errors.FilesystemLoop;
}
