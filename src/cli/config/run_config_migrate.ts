import { CONFIG_VERSION } from "../../config/migrations.ts";
import type { ProgramContext } from "../command_line/command_context.ts";
import type { ConfigFileFlags } from "./config_flags.ts";
import { printAnswer } from "../output/print_answer.ts";
import type { ConfigMigrateDocument } from "../../model/documents/config_documents.ts";
import { configurationError } from "../command_line/settings/config_problems.ts";
import { changeTarget, configTarget } from "./config_target.ts";

/** Runs `pluginary config migrate`. */
export async function runConfigMigrate(this: ProgramContext, flags: ConfigFileFlags): Promise<void> {
  const target = configTarget(flags, this.console);
  const { before, backup = null } = await changeTarget(
    target,
    this.console,
    (current) => current?.old === undefined ? undefined : current.text,
  );
  if (before === undefined) throw configurationError(`Cannot migrate "${target.path}": it does not exist`);
  const document: ConfigMigrateDocument = {
    schema: "config-migrate",
    schemaVersion: 1,
    path: target.path,
    from: before.version,
    to: CONFIG_VERSION,
    backup,
  };
  const line = backup === null
    ? `${target.path} is already at the newest version, ${CONFIG_VERSION}`
    : `${target.path} is now at version ${CONFIG_VERSION}; the previous file was saved as ${backup}`;
  await printAnswer({ document, text: [line] }, flags, this.console);
}
