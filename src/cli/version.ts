import { shimInfo } from "../scan/shim.ts";
import type { ABI_VERSION } from "../worker/protocol.ts";
import type { Console } from "./console.ts";
import { PROGRAM_VERSION } from "./program_version.ts";
import { printable } from "./terminal.ts";
import type { VersionDocument } from "./version_document.ts";

/** The type makes the compiler compare it with the protocol's, whose module is slow to load. */
const abi: typeof ABI_VERSION = 1;

/** Prints the program's version and how its parts were built, without starting a worker. */
export async function printVersion(console: Console, options: { isJson: boolean }): Promise<void> {
  const document = await versionDocument(console);
  await console.stdout.write(options.isJson ? `${JSON.stringify(document)}\n` : versionLine(document));
}

async function versionDocument(console: Console): Promise<VersionDocument> {
  const shim = await shimInfo(console.environment);
  return {
    schema: "version",
    schemaVersion: 1,
    version: PROGRAM_VERSION,
    abi,
    deno: Deno.version.deno,
    shim: shim === undefined ? null : { path: shim.path, ...asObject(shim.info) },
  };
}

/** One line, made to be pasted into a bug report. */
function versionLine({ version, deno, shim }: VersionDocument): string {
  const parts = [`deno ${deno}`, ...(shim === null ? ["no shim"] : shimParts(shim))];
  return `pluginary ${version} (${printable(parts.join(", "))})\n`;
}

/** Says what the file beside the library says; another build may say less. */
function shimParts(shim: NonNullable<VersionDocument["shim"]>): string[] {
  const parts = [`shim abi ${shim["abi"] ?? "unknown"}`];
  if (shim["juce"] !== undefined) parts.push(`JUCE ${shim["juce"]}`);
  if (Array.isArray(shim["formats"])) parts.push(`formats: ${shim["formats"].join(" ")}`);
  return parts;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
