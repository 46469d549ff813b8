import type { StatusDocument } from "../../model/documents/health/status_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { examine } from "../doctor/examination/examine.ts";
import { countText } from "../output/count_text.ts";
import type { OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";

/** Runs `pluginary status`. */
export async function runStatus(this: ProgramContext, flags: OutputFlags): Promise<void> {
  const { score, checks, catalog } = await examine(this);
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const health = catalog?.health;
  const lastScanAt = health?.lastScan?.startedAt;
  const document: StatusDocument = {
    schema: "status",
    schemaVersion: 1,
    plugins: health?.plugins ?? null,
    modules: health?.modules ?? null,
    failures: health?.failures ?? null,
    score,
    errors: count("error"),
    warnings: count("warning"),
    ...(lastScanAt === undefined ? {} : { lastScanAt }),
  };
  await printAnswer(
    { document, text: [statusLine(document, catalog?.exists ?? false)] },
    flags,
    this.console,
  );
  if (document.errors > 0) this.process.exitCode = 1;
}

/** Like `1143 plugins, 464 modules; 3 failed; health 92`, with the reason for an exit code of 1. */
function statusLine({ plugins, modules, failures, score, errors }: StatusDocument, exists: boolean): string {
  const known = plugins === null || modules === null
    ? exists ? "catalog not readable" : "no catalog yet"
    : `${countText(plugins, "plugin")}, ${countText(modules, "module")}`;
  const failed = failures === null || failures === 0 ? [] : [`${failures} failed`];
  const broken = errors === 0 ? [] : [`${countText(errors, "error")}: run "pluginary doctor"`];
  return [known, ...failed, `health ${score}`, ...broken].join("; ");
}
