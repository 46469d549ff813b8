import { catalogPath } from "../../catalog/catalog_path.ts";
import { checkCatalog, type Finding } from "../../catalog/maintenance/check.ts";
import { openForReading } from "../../catalog/open_catalog.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { CheckFlags } from "./catalog_flags.ts";
import { withProgress } from "../progress/with_progress.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { CacheDocument } from "../../model/documents/cache_documents.ts";

/** Runs `pluginary catalog check`. */
export async function runCatalogCheck(this: ProgramContext, flags: CheckFlags): Promise<void> {
  const path = catalogPath(this.console.environment);
  using catalog = await openForReading(path);
  const findings = await withProgress(
    flags,
    this.console,
    (listener) => checkCatalog(catalog, listener),
  );
  const isHealthy = findings.length === 0;
  const lines = isHealthy
    ? ["The catalog is healthy"]
    : [...findingLines(findings, flags), 'Run "pluginary catalog repair"'];
  const document: CacheDocument = { schema: "cache-check", schemaVersion: 1, path, isHealthy, findings };
  await printAnswer({ document, text: lines }, flags, this.console);
  if (!isHealthy) this.process.exitCode = 1;
}

/** One line for each kind of problem, with the number and the first one, or with `--all` one for each problem. */
function findingLines(findings: readonly Finding[], { all }: CheckFlags): string[] {
  if (all) return findings.map(lineOf);
  const kinds = [...Map.groupBy(findings, ({ code }) => code)];
  const lines = kinds.map(([code, ofKind]) => {
    const [first, ...others] = ofKind;
    if (others.length === 0) return lineOf(first!);
    return `${code}: ${ofKind.length} problems, the first one: ${shortened(first!.message)}`;
  });
  return lines.length === findings.length ? lines : [...lines, 'Use "--all" to see each problem'];
}

function lineOf({ code, message }: Finding): string {
  return `${code}: ${shortened(message)}`;
}

/** Columns of a message; SQLite names all the damage of a page in one. */
const MESSAGE_COLUMNS = 120;

/** The beginning of a long message, which says where the damage is; `--json` has all of it. */
function shortened(message: string): string {
  const text = message.replace("*** in database main *** ", "");
  return text.length <= MESSAGE_COLUMNS ? text : `${text.slice(0, MESSAGE_COLUMNS - 1)}…`;
}
