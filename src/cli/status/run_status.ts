import type { StatusDocument } from "../../model/documents/health/status_document.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import { examine } from "../doctor/examination/examine.ts";
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

/** Like `1,143 plugins, 464 modules; 3 failed; health 92`. */
function statusLine({ plugins, modules, failures, score }: StatusDocument, exists: boolean): string {
  if (plugins === null || modules === null) {
    return `${exists ? "catalog not readable" : "no catalog yet"}; health ${score}`;
  }
  const known = `${grouped(plugins, "plugin")}, ${grouped(modules, "module")}`;
  const failed = failures === null || failures === 0 ? [] : [`${grouped(failures)} failed`];
  return [known, ...failed, `health ${score}`].join("; ");
}

/** A number with commas between its thousands, and the name of what it counts. */
function grouped(count: number, one = ""): string {
  const number = String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  if (one === "") return number;
  return `${number} ${one}${count === 1 ? "" : "s"}`;
}
