import { readBuildRecord } from "../../scan/shim/build_record.ts";
import { type ShimInfo, shimInfo } from "../../scan/shim/shim.ts";
import type { Console } from "../terminal/console.ts";
import { PROGRAM_VERSION } from "../command_line/program_version.ts";
import type { VersionDocument } from "../../model/documents/version_document.ts";

/** Prints the program's version and how its parts were built, without starting a worker. */
export async function printVersion(console: Console, options: { isJson: boolean }): Promise<void> {
  const shim = shimInfo(console.environment);
  if (!options.isJson) return await console.stdout.write(`${await harmless(versionLine(shim))}\n`);
  const json = `${JSON.stringify(await versionDocument(shim))}\n`;
  if (!console.stdout.isTerminal) return await console.stdout.write(json);
  const { printLaidOut } = await import("../output/json_layout.ts");
  await printLaidOut(console, ({ stdout }) => stdout.write(json));
}

/** The document that `--json` prints. */
export async function versionDocument(shim: ShimInfo | undefined): Promise<VersionDocument> {
  const { ABI_VERSION } = await import("../../model/abi_version.ts");
  const commit = readBuildRecord()?.commit;
  return {
    schema: "version",
    schemaVersion: 1,
    version: PROGRAM_VERSION,
    ...(commit === undefined ? {} : { commit }),
    abi: ABI_VERSION,
    deno: Deno.version.deno,
    shim: shim === undefined ? null : await shimDocument(shim),
  };
}

async function shimDocument(shim: ShimInfo): Promise<NonNullable<VersionDocument["shim"]>> {
  const { path, info } = shim;
  return { ...(path === undefined ? {} : { path }), sha256: await shim.sha256(), ...asObject(info) };
}

/** One line to paste into a bug report. */
export function versionLine(shim: ShimInfo | undefined): string {
  const shimText = shim === undefined ? ["no shim"] : shimParts(asObject(shim.info));
  const parts = [`deno ${Deno.version.deno}`, ...shimText];
  return `pluginary ${PROGRAM_VERSION} (${parts.join(", ")})`;
}

/** The code that makes text harmless is loaded only where it is needed. */
async function harmless(text: string): Promise<string> {
  return /^[ -~]*$/.test(text) ? text : (await import("../terminal/terminal.ts")).printable(text);
}

/** The contents of the file beside the library, which may lack fields in another build. */
function shimParts(shim: Record<string, unknown>): string[] {
  const parts = [`shim abi ${shim["abi"] ?? "unknown"}`];
  if (shim["juce"] !== undefined) parts.push(`JUCE ${shim["juce"]}`);
  if (Array.isArray(shim["formats"])) parts.push(`formats: ${shim["formats"].join(" ")}`);
  return parts;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
