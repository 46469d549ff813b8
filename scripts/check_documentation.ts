// Checks with `deno doc --lint` that every exported name of the program is
// documented.
import { programFiles } from "./program_files.ts";
import { projectPath } from "./project_path.ts";

/** Rules that are ignored: types inferred from a schema are deliberately not written out. */
const INFERRED = ["private-type-ref", "missing-explicit-type"];

/** A finding of `deno doc --lint`. */
interface Finding {
  rule: string;
  file: string;
  line: number;
}

/**
 * The exported names without documentation and all other findings of `deno doc
 * --lint`, as `file:line rule`.
 *
 * Constructors and fields may stay undocumented if their names say enough.
 */
export async function undocumented(files: readonly string[]): Promise<string[]> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--lint", ...files],
    env: { NO_COLOR: "1" },
    cwd: projectPath(""),
    stdin: "null",
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  if (!/^Checked \d+ files?$|^error: Found \d+ documentation lint error/m.test(text)) throw new Error(text);
  const sources = new Map<string, string[]>();
  const isExport = ({ file, line }: Finding) => {
    if (!sources.has(file)) sources.set(file, Deno.readTextFileSync(file).split("\n"));
    return sources.get(file)![line - 1]!.startsWith("export ");
  };
  return findings(text)
    .filter((finding) => !INFERRED.includes(finding.rule))
    .filter((finding) => finding.rule !== "missing-jsdoc" || isExport(finding))
    .map(({ rule, file, line }) => `${file}:${line} ${rule}`);
}

function findings(text: string): Finding[] {
  return [...text.matchAll(/^error\[([a-z-]+)\].*\n *--> (.+):(\d+):\d+$/gm)]
    .map(([, rule, file, line]) => ({ rule: rule!, file: file!, line: Number(line) }));
}

if (import.meta.main) {
  const found = await undocumented(programFiles());
  for (const line of found) console.error(line);
  Deno.exit(found.length === 0 ? 0 : 1);
}
