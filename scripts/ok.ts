// The whole gate. Runs every check, also after one has failed, so that one run
// tells all; then says which failed.
import { setup } from "./setup.ts";

/** A check by the name that people know it by, and Deno's arguments for it. */
interface Check {
  name: string;
  args: string[];
}

/** What other code may call, whose documentation must be complete. */
const ENTRY_POINTS = [
  "main.ts",
  "src/model/scan_document.ts",
  "src/scan/scanner.ts",
  "src/worker/protocol.ts",
  "ffi/shim.ts",
];

const COVERAGE_FOLDER = "coverage";

const CHECKS: Check[] = [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
  { name: "types", args: ["check"] },
  { name: "documentation", args: ["doc", "--lint", ...ENTRY_POINTS] },
  {
    name: "tests",
    args: ["test", "-A", "--clean", `--coverage=${COVERAGE_FOLDER}`, "--coverage-raw-data-only"],
  },
  // The thresholds stand in deno.json.
  { name: "coverage", args: ["coverage", "--include=/(src|ffi)/", COVERAGE_FOLDER] },
];

async function passes({ name, args }: Check): Promise<boolean> {
  console.error(`ok: ${name}`);
  const { success } = await new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn().status;
  return success;
}

await setup({ forTests: true });
const failed: string[] = [];
for (const check of CHECKS) if (!await passes(check)) failed.push(check.name);
console.error(failed.length === 0 ? "ok: everything" : `ok: failed: ${failed.join(", ")}`);
Deno.exit(failed.length === 0 ? 0 : 1);
