import type { ProgramContext } from "../command_line/command_context.ts";
import type { Console } from "../terminal/console.ts";
import { machineFormat, type OutputFlags } from "../output/output_options.ts";
import { printAnswer } from "../output/print_answer.ts";
import { SCHEMAS } from "./schemas.ts";
import type { SchemaNamesDocument } from "../../model/documents/schema_names_document.ts";
import { didYouMean } from "../command_line/did_you_mean.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";

/** Runs `pluginary schema`. */
export async function runSchema(this: ProgramContext, flags: OutputFlags, name?: string): Promise<void> {
  if (name === undefined) await printNames(flags, this.console);
  else await printSchema(name, flags, this.console);
}

async function printNames(flags: OutputFlags, console: Console): Promise<void> {
  const names = Object.keys(SCHEMAS);
  const document: SchemaNamesDocument = { schema: "schema-names", schemaVersion: 1, names };
  await printAnswer({ document, text: names }, flags, console);
}

async function printSchema(name: string, flags: OutputFlags, console: Console): Promise<void> {
  const format = machineFormat(flags);
  if (format === "csv" || format === "ndjson") {
    throw usageError(
      `Cannot use "--${format}" with a NAME: a schema is not a ${format === "csv" ? "table" : "list"}`,
    );
  }
  const { findJsonSchema, schemaText } = await import("./json_schema.ts");
  const schema = await findJsonSchema(name);
  if (schema === undefined) {
    const hint = didYouMean(name, Object.keys(SCHEMAS)) ?? 'Run "pluginary schema" to list all schemas';
    throw usageError(`Unknown schema "${name}"`, hint);
  }
  await withOutput(flags, console, async ({ stdout }) => {
    if (format !== "yaml") return await stdout.write(schemaText(schema));
    const { yamlText } = await import("../output/yaml_text.ts");
    await stdout.write(yamlText(schema));
  });
}
