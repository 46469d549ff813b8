import { projectPath } from "../../../scripts/project_path.ts";
import type { ProgramOptions } from "../../support/program.ts";

const PLUGIN = "clap:org.pluginary.fixture.effect";

const INSTRUMENT = "clap:org.pluginary.fixture.synth";

/** Modules of two vendors; built on Linux only. */
const GOOD_MODULES = [
  projectPath("build/fixtures/clap/good.clap"),
  projectPath("build/samples/clap/sample_filter.clap"),
];

/**
 * A call of each command, one after the other with one catalog, so that each
 * has something to do: the call's name, then more arguments.
 */
export const COMMAND_CALLS: readonly (readonly [call: string, ...args: string[]])[] = [
  ["--version"],
  ["--help"],
  // What the machine can confine would decide what is loaded.
  ["scan", ...GOOD_MODULES, "--confinement", "off"],
  ["scan --json", ...GOOD_MODULES, "--confinement", "off"],
  ["scan", ...GOOD_MODULES, "--confinement", "off"],
  ["scan history"],
  ["scan show"],
  ["list"],
  ["list --json"],
  ["search", "fixture"],
  ["search --json", "fixture"],
  ["browse", "fixture"],
  ["info", PLUGIN],
  ["info --json", PLUGIN],
  ["vendors"],
  ["vendors list", "--json"],
  ["vendors rename", "pluginary", "Fixtures"],
  ["vendors merge", "Fixtures", "pluginary samples"],
  ["vendors split", "Fixtures", "--dry-run"],
  ["vendors reset", "Fixtures"],
  ["similar", PLUGIN],
  ["similar --json", PLUGIN],
  ["duplicates"],
  ["duplicates --json"],
  ["duplicates merge", PLUGIN, INSTRUMENT],
  ["duplicates split", PLUGIN],
  ["stats"],
  ["stats --json"],
  ["stats", "--html", "stats.html"],
  ["open", PLUGIN, "--print"],
  ["export --json", "--output", "export.json"],
  ["import", "export.json"],
  ["categories"],
  ["categorize", PLUGIN, "eq"],
  ["blocklist add", PLUGIN],
  ["blocklist list"],
  ["blocklist remove", PLUGIN],
  ["blocklist clear", "--yes"],
  ["override set", PLUGIN, "timeout=2m"],
  ["override list"],
  ["override unset", PLUGIN],
  ["doctor"],
  ["status"],
  ["catalog path"],
  ["catalog stats"],
  ["catalog check"],
  ["catalog backup", "backup.db"],
  ["catalog restore", "backup.db", "--yes"],
  ["catalog repair"],
  ["catalog vacuum"],
  ["catalog prune"],
  ["catalog clear", "--yes"],
  ["logs"],
  ["logs --json"],
  ["logs --failures"],
  ["logs --path"],
  ["completions", "bash"],
  ["completions install", "bash"],
  ["completions uninstall", "bash"],
  ["__complete", "zsh", "s"],
  ["__complete zsh", "list", "--format", "v"],
  ["__complete zsh list", "--vendor", "p"],
  ["__complete zsh info", "f"],
  ["__complete zsh search", "vendor:p"],
  ["__complete zsh config", "get", "s"],
  ["schema"],
  ["schema version"],
  ["config set", "scan.jobs", "2"],
  ["config get", "scan.jobs"],
  ["config list"],
  ["config edit"],
  ["config path"],
  ["config validate"],
  ["config schema"],
  ["config migrate"],
  ["config unset", "scan.jobs"],
  ["help", "formats"],
  ["version"],
];

/** How a call is run: a view of the whole screen needs a terminal, and keys that quit. */
export function optionsOfCall(call: string): ProgramOptions {
  return call === "browse" ? { terminal: { columns: 80 }, stdin: "\tq" } : {};
}
