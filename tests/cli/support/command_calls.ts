import { projectPath } from "../../../scripts/project_path.ts";

const PLUGIN = "clap:org.pluginary.fixture.effect";

const INSTRUMENT = "clap:org.pluginary.fixture.synth";

/** Built on Linux only. */
const GOOD_MODULE = projectPath("build/fixtures/clap/good.clap");

/**
 * A call of each command, one after the other with one catalog, so that each
 * has something to do: the call's name, then more arguments.
 */
export const COMMAND_CALLS: readonly (readonly [call: string, ...args: string[]])[] = [
  ["--version"],
  ["--help"],
  // What the machine can confine would decide what is loaded.
  ["scan", GOOD_MODULE, "--confinement", "off"],
  ["scan --json", GOOD_MODULE, "--confinement", "off"],
  ["scan", GOOD_MODULE, "--confinement", "off"],
  ["scan history"],
  ["scan show"],
  ["list"],
  ["list --json"],
  ["search", "fixture"],
  ["search --json", "fixture"],
  ["info", PLUGIN],
  ["info --json", PLUGIN],
  ["vendors"],
  ["vendors list", "--json"],
  ["vendors rename", "pluginary", "Fixtures"],
  ["vendors split", "Fixtures", "--dry-run"],
  ["vendors reset", "Fixtures"],
  ["similar", PLUGIN],
  ["similar --json", PLUGIN],
  ["duplicates"],
  ["duplicates --json"],
  ["duplicates merge", PLUGIN, INSTRUMENT],
  ["duplicates split", PLUGIN],
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
  ["catalog path"],
  ["catalog stats"],
  ["catalog check"],
  ["catalog backup", "backup.db"],
  ["catalog restore", "backup.db", "--yes"],
  ["catalog repair"],
  ["catalog vacuum"],
  ["catalog prune"],
  ["catalog clear", "--yes"],
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
