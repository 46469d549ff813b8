import type { ReadOutcome } from "../catalog/projects/project_rows.ts";
import { FileFormatError } from "../file_formats/file_format_error.ts";
import { readProject } from "../file_formats/projects/read_project.ts";

/** Reads a project, or says why it cannot be read. */
export function readOutcome(path: string): ReadOutcome {
  try {
    return { project: readProject(path) };
  } catch (error) {
    if (error instanceof FileFormatError) return { problem: { code: error.fault, message: error.message } };
    if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
      return { problem: { code: "permission-denied", message: "may not be read" } };
    }
    if (error instanceof Deno.errors.NotFound) return { problem: { code: "not-found", message: "is gone" } };
    if (error instanceof Deno.errors.InvalidData) {
      return { problem: { code: "invalid", message: "is not a regular file" } };
    }
    if (error instanceof Error && "code" in error && typeof error.code === "string") {
      return { problem: { code: "not-readable", message: `cannot be read: ${error.message}` } };
    }
    throw error;
  }
}
