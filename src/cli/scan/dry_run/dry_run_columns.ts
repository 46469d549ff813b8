import type { PlannedModule } from "../../../model/documents/dry_run_document.ts";
import { fileName } from "../../../platform/paths.ts";
import type { Column } from "../../output/column.ts";
import type { StyleName } from "../../terminal/terminal.ts";

/** A line of the table and of the CSV of `scan --dry-run`: a module that is there, or one that is gone. */
export interface DryRunRow extends Partial<Omit<PlannedModule, "plan">> {
  readonly location: string;
  readonly plan: PlannedModule["plan"] | "gone";
}

const PLAN_STYLES: Readonly<Record<DryRunRow["plan"], StyleName>> = {
  scan: "green",
  unchanged: "dim",
  blocked: "yellow",
  unscannable: "red",
  gone: "yellow",
};

/** Columns of the table and of the CSV of `scan --dry-run`. */
export const DRY_RUN_COLUMNS: readonly Column<DryRunRow>[] = [
  {
    name: "plan",
    title: "PLAN",
    cell: ({ plan }) => plan,
    align: "left",
    priority: 10,
    minimumWidth: 7,
    style: ({ plan }) => PLAN_STYLES[plan],
  },
  {
    name: "module",
    title: "MODULE",
    cell: ({ location }) => fileName(location),
    align: "left",
    priority: 9,
    minimumWidth: 16,
    appears: "table",
  },
  {
    name: "format",
    title: "FORMAT",
    cell: ({ format }) => format,
    align: "left",
    priority: 5,
    minimumWidth: 6,
  },
  {
    name: "why",
    title: "WHY",
    cell: whyText,
    align: "left",
    priority: 8,
    minimumWidth: 16,
    appears: "table",
  },
  ofPrograms("change", ({ change }) => change),
  ofPrograms("outcome", ({ outcome }) => outcome),
  ofPrograms("reason", ({ reason }) => reason?.code),
  ofPrograms("message", ({ reason }) => reason?.message),
  ofPrograms("location", ({ location }) => location),
];

function ofPrograms(name: string, cell: Column<DryRunRow>["cell"]): Column<DryRunRow> {
  const title = name.toUpperCase();
  return { name, title, cell, align: "left", priority: 1, minimumWidth: 8, appears: "wide" };
}

/** The reason for a plan in a few words. */
function whyText({ plan, change, outcome, reason }: DryRunRow): string {
  if (reason !== undefined) return reason.message || reason.code;
  if (change === "added") return "new";
  if (change === "modified") return "changed";
  if (change === "moved") return "moved";
  if (outcome !== undefined && outcome !== "scanned") return `${outcome} last time`;
  return plan === "scan" ? "due again" : "";
}
