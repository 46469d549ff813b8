// Runs every check, also after a failure, and lists those that failed. `deno task ok` starts it in the project.
/** A check: its name for people and Deno's arguments for it. */
interface Check {
  name: string;
  args: string[];
}

const COVERAGE_FOLDER = "coverage";

/** Matches the addresses of the program's sources, wherever the project lies. */
function programPattern(): string {
  return `^${RegExp.escape(new URL("../", import.meta.url).href)}(src|ffi)/`;
}

const CHECKS: Check[] = [
  { name: "format", args: ["fmt", "--check"] },
  { name: "lint", args: ["lint"] },
  { name: "types", args: ["check"] },
  { name: "documentation", args: ["run", "-A", "scripts/check_documentation.ts"] },
  {
    name: "tests",
    args: ["test", "-A", "--clean", `--coverage=${COVERAGE_FOLDER}`, "--coverage-raw-data-only"],
  },
  // The thresholds are in deno.json.
  { name: "coverage", args: ["coverage", `--include=${programPattern()}`, COVERAGE_FOLDER] },
];

async function passes({ name, args }: Check): Promise<boolean> {
  console.error(`ok: ${name}`);
  const { success } = await new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn().status;
  return success;
}

if (!await passes({ name: "setup", args: ["run", "-A", "scripts/setup.ts", "--tests"] })) Deno.exit(1);
const failed: string[] = [];
for (const check of CHECKS) if (!await passes(check)) failed.push(check.name);
console.error(failed.length === 0 ? "ok: everything" : `ok: failed: ${failed.join(", ")}`);
Deno.exit(failed.length === 0 ? 0 : 1);
