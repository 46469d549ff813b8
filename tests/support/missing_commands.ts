/**
 * Why a test that runs these programs of Linux is skipped, for its name; empty
 * if all of them are installed.
 *
 * @param commands Names, or paths of other files.
 */
export function missingCommands(...commands: readonly string[]): string {
  if (Deno.build.os !== "linux") return " (skipped: only on Linux)";
  const missing = commands.filter((command) =>
    !["", "/usr/bin/", "/bin/"].some((folder) => isFile(folder + command))
  );
  return missing.length === 0 ? "" : ` (skipped: ${missing.join(" and ")} not installed)`;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
