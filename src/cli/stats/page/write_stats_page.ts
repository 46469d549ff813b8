import type { StatsDocument } from "../../../model/documents/stats/stats_document.ts";
import { PROGRAM_VERSION } from "../../command_line/program_version.ts";
import { withOutput } from "../../output/with_output.ts";
import type { Console } from "../../terminal/console.ts";
import { type PageFacts, statsPage } from "./stats_page.ts";

/**
 * Writes the statistics as a page, complete or not at all, as `--output` does.
 *
 * @throws {PluginaryError} `output-not-writable`.
 */
export async function writeStatsPage(
  file: string,
  document: StatsDocument,
  facts: Pick<PageFacts, "choice" | "emptyNote">,
  console: Console,
): Promise<void> {
  await withOutput({ output: file, noPager: true }, console, async ({ stdout }) => {
    await stdout.write(await statsPage(document, { ...facts, version: PROGRAM_VERSION, madeAt: new Date() }));
  });
}
