import assert from "node:assert/strict";
import type { ScanDocument } from "../../../src/model/documents/scan_document.ts";
import { type ProgramOptions, runProgram } from "../../support/program.ts";

/** Scans without a catalog and returns the document, whatever the outcomes in it. */
export async function scanJson(args: readonly string[], options?: ProgramOptions): Promise<ScanDocument> {
  const { stdout, stderr } = await runProgram(["scan", "--json", "--no-catalog", ...args], options);
  const document = JSON.parse(stdout);
  assert.equal(document.schema, "scan", stdout + stderr);
  return document;
}
