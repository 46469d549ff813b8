import { cpus, totalmem } from "node:os";
import program from "../../../deno.json" with { type: "json" };
import { projectPath } from "../../project_path.ts";
import { ask } from "../../run_command.ts";
import type { Row } from "./row.ts";

/** The computer of a run, as far as it decides the numbers. */
export interface Machine {
  readonly os: string;
  readonly kernel: string;
  readonly arch: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryMB: number;
  /** Average number of processes that wanted to run in the minute before: above 1, the numbers are those of a busy machine. */
  readonly loadBefore: number;
}

/** A row with its suite. */
export type ReportRow = Row & { readonly suite: string };

/** A whole run, as it is kept and compared. */
export interface Report {
  readonly schema: "bench";
  readonly schemaVersion: 1;
  readonly startedAt: string;
  readonly commit: string;
  readonly versions: { readonly pluginary: string; readonly deno: string; readonly v8: string };
  readonly machine: Machine;
  readonly isQuick: boolean;
  readonly rows: readonly ReportRow[];
}

/** Describes this run; taken before the first suite, whose load is our own. */
export async function beginReport(isQuick: boolean): Promise<Omit<Report, "rows">> {
  const git = (...args: string[]) => ask("git", ["-C", projectPath(""), ...args]);
  const commit = (await git("rev-parse", "--short", "HEAD")).stdout.trim() || "an unknown commit";
  const changes = (await git("status", "--porcelain", "--untracked-files=no")).stdout;
  return {
    schema: "bench",
    schemaVersion: 1,
    startedAt: new Date().toISOString(),
    commit: commit + (changes === "" ? "" : " with changes"),
    versions: { pluginary: program.version, deno: Deno.version.deno, v8: Deno.version.v8 },
    machine: {
      os: Deno.build.os,
      kernel: Deno.osRelease(),
      arch: Deno.build.arch,
      processor: cpus()[0]?.model ?? "unknown",
      cores: navigator.hardwareConcurrency,
      memoryMB: Math.round(totalmem() / 1e6),
      loadBefore: Deno.loadavg()[0]!,
    },
    isQuick,
  };
}

/** The machine and the versions in one line. */
export function describeRun({ machine, versions, commit }: Omit<Report, "rows">): string {
  const { os, kernel, arch, processor, cores, memoryMB, loadBefore } = machine;
  return `${os} ${kernel} ${arch}, ${cores} x ${processor}, ${(memoryMB / 1000).toFixed(0)} GB; load before ${
    loadBefore.toFixed(2)
  }; pluginary ${versions.pluginary} at ${commit}, Deno ${versions.deno}`;
}
