import type { DoctorDocument } from "../../model/documents/health/doctor_document.ts";
import type { HealthCheck } from "../../model/health/health_check.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { Column } from "../output/column.ts";
import { printAnswer } from "../output/print_answer.ts";
import { DOCTOR_COLUMNS, type DoctorFlags } from "./doctor_flags.ts";
import { examine } from "./examination/examine.ts";

/** Runs `pluginary doctor`. */
export async function runDoctor(
  this: ProgramContext,
  { bundle: file, ...flags }: DoctorFlags,
): Promise<void> {
  const examination = await examine(this);
  const { score, checks, versions } = examination;
  const report: DoctorDocument = {
    schema: "doctor",
    schemaVersion: 1,
    score,
    checks: checks.map((check) => ({ ...check })),
    versions,
  };
  const table = { columns: COLUMNS, rows: checks };
  if (file !== undefined) {
    const { writeBundle } = await import("./bundle/write_bundle.ts");
    const { bundleLines } = await import("./bundle/bundle_lines.ts");
    const bundle = await writeBundle(file, { report, examination }, this.console);
    const document: DoctorDocument = { ...report, bundle };
    return await printAnswer({ document, text: bundleLines(bundle), table }, flags, this.console);
  }
  const { doctorPage } = await import("./doctor_page.ts");
  await printAnswer(
    { document: report, text: (console) => doctorPage(report, console), table },
    flags,
    this.console,
  );
  if (checks.some(({ status }) => status === "error")) this.process.exitCode = 1;
}

const COLUMNS: readonly Column<HealthCheck>[] = DOCTOR_COLUMNS.map((name) => ({
  name,
  title: name,
  cell: (check) => check[name] ?? null,
  align: "left",
  priority: 0,
  minimumWidth: 1,
}));
