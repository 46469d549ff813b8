import { CONFIG_VERSION } from "../../config/migrations.ts";
import type { ProgramContext } from "../command_context.ts";
import type { ConfigFileFlags } from "../commands/config_commands.ts";
import { printDocument } from "../print_document.ts";
import { printable } from "../terminal.ts";
import type { ConfigMigrateDocument } from "./config_documents.ts";
import { configurationError } from "./config_problems.ts";
import { backUp, configTarget, readTarget, writeTarget } from "./config_target.ts";

/** Runs `pluginary config migrate`. */
export async function runConfigMigrate(this: ProgramContext, flags: ConfigFileFlags): Promise<void> {
  const target = configTarget(flags, this.console);
  const current = await readTarget(target);
  if (current === undefined) throw configurationError(`There is no file "${target.path}"`);
  const backup = await backUp(target, current) ?? null;
  if (backup !== null) await writeTarget(target, current.text);
  const document: ConfigMigrateDocument = {
    schema: "config-migrate",
    schemaVersion: 1,
    path: target.path,
    from: current.version,
    to: CONFIG_VERSION,
    backup,
  };
  const line = backup === null
    ? `${target.path} has the newest version, ${CONFIG_VERSION}`
    : `${target.path} has version ${CONFIG_VERSION} now; what it was before is in ${backup}`;
  const print = async ({ stdout }: ProgramContext["console"]) => await stdout.write(`${printable(line)}\n`);
  await printDocument({ document, print }, flags, this.console);
}
