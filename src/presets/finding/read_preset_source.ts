import { FileFormatError } from "../../file_formats/file_format_error.ts";
import { readPresetFile } from "../../file_formats/presets/read_preset_file.ts";
import type { ReadPreset } from "../../model/presets/found_preset.ts";
import { isFileError } from "../../platform/file_error.ts";
import { reasonOf } from "../../platform/reason_of.ts";
import type { SourceReading } from "./preset_account.ts";
import type { PresetFault } from "./read_through_host.ts";

/** Reads a file of presets without any code of plugins; the states in it are left where they are. */
export function readPresetSource(path: string, isFactory: boolean | undefined): SourceReading {
  try {
    const { container, presets } = readPresetFile(path, { withStates: false });
    return { container, presets: presets.map((preset) => found(preset, isFactory)) };
  } catch (error) {
    return { fault: fileFault(error) };
  }
}

function found({ state: _state, ...preset }: ReadPreset, isFactory: boolean | undefined) {
  return isFactory === undefined || preset.isFactory !== undefined ? preset : { ...preset, isFactory };
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
