import type { RemovedModule, ScannedModule } from "../../../model/module.ts";
import type { Problem, ScanDocument, ScanEvent } from "../../../model/documents/scan_document.ts";
import { compareBytes } from "../../../platform/paths.ts";
import type { Console } from "../../terminal/console.ts";
import { jsonText } from "../../output/json_text.ts";
import type { Output } from "../../terminal/output.ts";
import { packText, unpackText } from "./packed_text.ts";

/** All fields except the two long lists, in output order. */
type DocumentHead = Omit<ScanDocument, "modules" | "removed">;

/** A module's JSON, kept small until its turn comes. */
interface PackedModule {
  readonly location: string;
  readonly format: string;
  readonly json: Uint8Array<ArrayBuffer>;
}

/** Writes a document part by part. */
interface DocumentWriter {
  begin(head: DocumentHead): Promise<void>;
  module(json: Uint8Array<ArrayBuffer>): Promise<void>;
  end(removed: readonly RemovedModule[]): Promise<void>;
}

/**
 * Prints a scan as one document.
 *
 * The modules are sorted and the counts come first, so nothing can be printed
 * before the scan ends. Until then each module is kept as compressed text, so
 * that memory use hardly grows with the number of parameters.
 *
 * @param columns The fields of plugins to keep; unset for all.
 */
export async function printScanDocument(
  events: AsyncIterable<ScanEvent>,
  format: "json" | "yaml",
  { stdout }: Pick<Console, "stdout">,
  columns?: readonly string[],
): Promise<void> {
  const chosen = columns === undefined ? undefined : await chosenModule(columns);
  const writer = format === "json" ? jsonWriter(stdout) : await yamlWriter(stdout);
  const modules: PackedModule[] = [];
  const removed: RemovedModule[] = [];
  const problems: Problem[] = [];
  let started: Extract<ScanEvent, { event: "started" }> | undefined;
  for await (const event of events) {
    if (event.event === "started") started = event;
    else if (event.event === "problem") problems.push(event.problem);
    else if (event.event === "removed") removed.push(event.removed);
    else if (event.event === "module") modules.push(await packModule(event.module, chosen));
    else if (event.event === "finished" && started !== undefined) {
      const head = documentHead(started, event, problems);
      await writeDocument(
        columns === undefined ? head : { ...head, columns: [...columns] },
        modules,
        removed,
        writer,
      );
    }
  }
}

function documentHead(
  started: Extract<ScanEvent, { event: "started" }>,
  finished: Extract<ScanEvent, { event: "finished" }>,
  problems: Problem[],
): DocumentHead {
  const { startedAt, tool, host, paths, formats } = started;
  const { durationMs, complete, interruptedBy, confinement, presets, summary } = finished;
  return {
    schema: "scan",
    schemaVersion: 1,
    startedAt,
    durationMs,
    complete,
    interruptedBy,
    tool,
    host,
    paths,
    formats,
    confinement,
    ...(presets === undefined ? {} : { presets }),
    problems: problems.sort((a, b) => compareBytes(a.location, b.location)),
    summary,
  };
}

/** Gives each module with only the named fields of its plugins. */
async function chosenModule(columns: readonly string[]): Promise<(module: ScannedModule) => object> {
  const { withChosenFields } = await import("./scan_columns.ts");
  return (module) => withChosenFields(module, columns);
}

async function packModule(
  module: ScannedModule,
  chosen: (module: ScannedModule) => object = (whole) => whole,
): Promise<PackedModule> {
  const { location, format } = module;
  return { location, format, json: await packText(jsonText(chosen(module))) };
}

async function writeDocument(
  head: DocumentHead,
  modules: PackedModule[],
  removed: RemovedModule[],
  writer: DocumentWriter,
): Promise<void> {
  await writer.begin(head);
  for (const module of modules.sort(compareLocations)) await writer.module(await unpackText(module.json));
  await writer.end(removed.sort(compareLocations));
}

function jsonWriter(stdout: Output): DocumentWriter {
  let separator = "";
  return {
    begin: (head) => stdout.write(`${jsonText(head).slice(0, -1)},"modules":[`),
    module: async (json) => {
      await stdout.write(separator);
      await stdout.write(json);
      separator = ",";
    },
    end: (removed) => stdout.write(`],"removed":${jsonText(removed)}}\n`),
  };
}

async function yamlWriter(stdout: Output): Promise<DocumentWriter> {
  const { yamlText } = await import("../../output/yaml_text.ts");
  const decoder = new TextDecoder();
  let isEmpty = true;
  return {
    begin: (head) => stdout.write(`${yamlText(head)}modules:`),
    module: async (json) => {
      if (isEmpty) await stdout.write("\n");
      isEmpty = false;
      await stdout.write(yamlText([JSON.parse(decoder.decode(json))]));
    },
    end: (removed) => stdout.write((isEmpty ? " []\n" : "") + yamlText({ removed })),
  };
}

function compareLocations(
  a: { location: string; format: string },
  b: { location: string; format: string },
): number {
  return compareBytes(a.location, b.location) || compareBytes(a.format, b.format);
}
