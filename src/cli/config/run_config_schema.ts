import { configSchema } from "../../config/config_schema.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigFileFlags } from "./config_flags.ts";
import { machineFormat } from "../output/output_options.ts";
import { usageError } from "../../model/usage_error.ts";
import { withOutput } from "../output/with_output.ts";
import { allSettings } from "./all_settings.ts";

/** Runs `pluginary config schema`. */
export async function runConfigSchema(this: ProgramContext, flags: ConfigFileFlags): Promise<void> {
  const format = machineFormat(flags);
  if (format === "csv" || format === "ndjson") {
    throw usageError(
      `Cannot use "--${format}" here: a schema is not a ${format === "csv" ? "table" : "list"}`,
    );
  }
  const { settings } = await allSettings(this);
  const schema = configSchema(
    flags.project ? settings.filter(({ refusal }) => refusal === undefined) : settings,
  );
  await withOutput(flags, this.console, async ({ stdout }) => {
    if (format !== "yaml") return await stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    const { yamlText } = await import("../output/yaml_text.ts");
    await stdout.write(yamlText(schema));
  });
}
