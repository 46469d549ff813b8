import { configSchema } from "../../config/config_schema.ts";
import type { ProgramContext } from "../command_context.ts";
import type { ConfigFileFlags } from "../commands/config_commands.ts";
import { machineFormat } from "../output_options.ts";
import { usageError } from "../usage_error.ts";
import { withOutput } from "../with_output.ts";
import { allSettings } from "./all_settings.ts";

/** Runs `pluginary config schema`. */
export async function runConfigSchema(this: ProgramContext, flags: ConfigFileFlags): Promise<void> {
  const format = machineFormat(flags);
  if (format === "csv") throw usageError('Cannot use "--csv" here: a schema is no table');
  const { settings } = await allSettings();
  const schema = configSchema(
    flags.project ? settings.filter(({ refusal }) => refusal === undefined) : settings,
  );
  await withOutput(flags, this.console, async ({ stdout }) => {
    if (format !== "yaml") return await stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
    const { yamlText } = await import("../yaml_text.ts");
    await stdout.write(yamlText(schema));
  });
}
