import { catalogPath } from "../../../catalog/catalog_path.ts";
import { countBlobs } from "../../../catalog/library/blobs.ts";
import { openForReading } from "../../../catalog/open_catalog.ts";
import type {
  PresetVerifyDocument,
  VersionProblem,
} from "../../../model/documents/presets/library_documents.ts";
import { verifyLibrary } from "../../../presets/library/verify_library.ts";
import type { ProgramContext } from "../../command_line/command_context.ts";
import { formatSize } from "../../output/byte_size.ts";
import type { Column } from "../../output/column.ts";
import { countText } from "../../output/count_text.ts";
import { printAnswer } from "../../output/print_answer.ts";
import { withProgress } from "../../progress/with_progress.ts";
import { comparedVersion } from "./listed_preset.ts";
import type { PresetVerifyFlags } from "./preset_flags.ts";

/** Runs `pluginary preset verify`. */
export async function runPresetVerify(
  this: ProgramContext,
  { load: isLoading = false, confinement, ...flags }: PresetVerifyFlags,
): Promise<void> {
  const { environment } = this.console;
  using catalog = await openForReading(catalogPath(environment));
  const { versions, loaded, problems } = await withProgress(
    flags,
    this.console,
    (listener) => verifyLibrary(catalog, { isLoading, loading: { environment, confinement }, listener }),
  );
  const document: PresetVerifyDocument = {
    schema: "preset-verify",
    schemaVersion: 1,
    ...await catalog.read(countBlobs),
    versions,
    loaded: loaded ?? null,
    problems: problems.map(({ preset, version, code, message }) => ({
      ...comparedVersion(preset, version),
      code,
      message,
    })),
  };
  if (problems.length > 0) this.process.exitCode = 1;
  await printAnswer<VersionProblem>(
    { document, text: lines(document), table: { columns: PROBLEM_COLUMNS, rows: document.problems } },
    flags,
    this.console,
  );
}

function lines({ blobs, sizeBytes, versions, loaded, problems }: PresetVerifyDocument): string[] {
  const read = `${countText(versions, "version")} in ${countText(blobs, "blob")} (${formatSize(sizeBytes)})`;
  const what = loaded === null
    ? `Verified ${read}`
    : `Verified ${read}, ${loaded} of them loaded by their plugins`;
  if (problems.length === 0) return [`${what}: all are as they were stored`];
  return [
    `${what}: ${countText(problems.length, "problem")}`,
    ...problems.map(({ name, version, code, message }) => `  ${name}@${version}: ${code}: ${message}`),
  ];
}

const PROBLEM_COLUMNS: readonly Column<VersionProblem>[] =
  (["id", "name", "pluginId", "version", "code", "message"] as const).map((name) => ({
    name,
    title: name.toUpperCase(),
    cell: (problem) => problem[name],
    align: "left",
    priority: 1,
    minimumWidth: 4,
  }));
