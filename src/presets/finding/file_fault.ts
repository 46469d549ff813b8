import { FileFormatError } from "../../file_formats/file_format_error.ts";
import { isFileError } from "../../platform/file_error.ts";
import { reasonOf } from "../../platform/reason_of.ts";

/** Why a file of presets could not be read, as the catalog keeps it. */
export interface PresetFault {
  readonly code: string;
  readonly message: string;
}

/**
 * Why a file cannot be read.
 *
 * @throws {unknown} An error that says nothing about the file.
 */
export function fileFault(error: unknown): PresetFault {
  if (error instanceof FileFormatError) return { code: error.fault, message: sentence(error.message) };
  if (error instanceof Deno.errors.PermissionDenied) {
    return { code: "permission-denied", message: "Cannot be read: permission denied" };
  }
  if (error instanceof Deno.errors.NotFound) return { code: "not-found", message: "Is gone" };
  if (isFileError(error)) return { code: "read-error", message: `Cannot be read: ${reasonOf(error)}` };
  throw error;
}

/** The message follows a file's name, and is shown without it. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
