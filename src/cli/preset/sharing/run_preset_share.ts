import { catalogPath } from "../../../catalog/catalog_path.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import { parseName } from "../../../model/curation/names.ts";
import { parseNote } from "../../../model/curation/note.ts";
import type { PresetShareDocument } from "../../../model/documents/presets/sharing_documents.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import { MOST_LICENSE_BYTES, SHARED_ENDING } from "../../../model/presets/shared_presets.ts";
import { usageError } from "../../../model/usage_error.ts";
import { absolutePath } from "../../../platform/paths.ts";
import { reasonOf } from "../../../platform/reason_of.ts";
import { statIfThere } from "../../../platform/stat_if_there.ts";
import { sharePresets, type ShareReport } from "../../../presets/sharing/share_presets.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { PROGRAM_VERSION } from "../../command_line/program_version.ts";
import { formatSize } from "../../output/byte_size.ts";
import { countText } from "../../output/count_text.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { printToFile } from "../../output/print_to_file.ts";
import type { PresetShareFlags } from "./sharing_flags.ts";

/** Runs `pluginary preset share`. */
export async function runPresetShare(
  this: ProgramContext,
  { all = false, history = false, license, author = "", note = "", force = false, ...flags }:
    PresetShareFlags,
  file: string,
  ...references: string[]
): Promise<void> {
  if (all === references.length > 0) {
    throw all
      ? usageError('Option "--all" and the argument PRESET cannot be combined')
      : usageError("Missing argument PRESET", 'Name presets of the library, or use "--all"');
  }
  const request = {
    references,
    withHistory: history,
    author: author === "" ? "" : parseName(author, "author"),
    note: parseNote(note),
    license: license === undefined ? "" : readLicense(license),
    toolVersion: PROGRAM_VERSION,
  };
  const path = absolutePath(file.endsWith(SHARED_ENDING) ? file : `${file}${SHARED_ENDING}`);
  if (!force && statIfThere(path) !== undefined) throw isThere(path);
  using catalog = await openForReading(catalogPath(this.console.environment));
  let report: ShareReport | undefined;
  await printToFile(path, this.console, async ({ stdout }) => {
    report = await sharePresets(catalog, request, (bytes) => stdout.write(bytes));
  });
  const { presets, versions } = report!;
  const { size: sizeBytes } = await Deno.stat(path);
  const document: PresetShareDocument = {
    ...{ schema: "preset-share", schemaVersion: 1, path, presets, versions, sizeBytes },
  };
  const counts = `${countText(presets, "preset")}, ${countText(versions, "version")}, ${
    formatSize(sizeBytes)
  }`;
  await printAnswer({ document, text: [`Wrote ${path}: ${counts}`] }, flags, this.console);
}

function readLicense(file: string): string {
  const path = absolutePath(file);
  try {
    const { isFile, size } = Deno.statSync(path);
    if (!isFile) throw new Deno.errors.InvalidData("it is not a regular file");
    if (size > MOST_LICENSE_BYTES) {
      throw new Deno.errors.InvalidData(`it has ${size} bytes, of at most ${MOST_LICENSE_BYTES}`);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(Deno.readFileSync(path));
  } catch (error) {
    throw usageError(`Cannot read the license "${file}": ${reasonOf(error)}`);
  }
}

function isThere(path: string): PluginaryError {
  return new PluginaryError(
    "output-not-writable",
    `Cannot write "${path}": there is another file`,
    'Use "--force" to replace it',
  );
}
