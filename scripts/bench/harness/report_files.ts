import { BenchUsageError } from "./bench_options.ts";
import type { Report } from "./report.ts";

/**
 * Reads a report that an earlier run has written.
 *
 * @throws {BenchUsageError} When the file cannot be read or holds something else.
 */
export async function readReport(file: string): Promise<Report> {
  const report = parsed(await textOf(file));
  if (report?.schema !== "bench" || report.schemaVersion !== 1 || !Array.isArray(report.rows)) {
    throw new BenchUsageError(`Cannot compare with "${file}": it is not a report of --json`);
  }
  return report as Report;
}

/**
 * Makes sure that a file can be written after a run that takes minutes.
 *
 * @throws {BenchUsageError} When its folder is missing or the path is that of a folder.
 */
export async function checkOutput(file: string): Promise<void> {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : ".";
  if (!await isFolder(folder)) {
    throw new BenchUsageError(`Cannot write "${file}": there is no folder "${folder}"`);
  }
  if (await isFolder(file)) throw new BenchUsageError(`Cannot write "${file}": it is a folder`);
}

async function textOf(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new BenchUsageError(`Cannot compare with "${file}": there is no such file`);
    }
    if (!(error instanceof Error)) throw error;
    throw new BenchUsageError(`Cannot compare with "${file}": ${error.message}`);
  }
}

function parsed(text: string): Partial<Report> | null {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
