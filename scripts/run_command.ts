/** The exit of a command and its standard output. */
export interface CommandResult {
  success: boolean;
  code: number;
  stdout: string;
}

/**
 * Runs a command and shows all of its output on standard error, since the
 * standard output of our scripts may be somebody's data.
 *
 * @throws {Deno.errors.NotFound} When there is no such command.
 */
export async function runVisibly(
  command: string,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<CommandResult> {
  const child = new Deno.Command(command, {
    ...options,
    args: [...args],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  await child.stdout.pipeTo(Deno.stderr.writable, { preventClose: true });
  const { success, code } = await child.status;
  return { success, code, stdout: "" };
}

/**
 * Runs a command and returns its output. Its standard error is dropped, since
 * the caller expects that the command may fail.
 *
 * A missing command counts as one that fails.
 */
export async function ask(command: string, args: readonly string[]): Promise<CommandResult> {
  try {
    const output = await new Deno.Command(command, {
      args: [...args],
      env: { LC_ALL: "C" },
      stdin: "null",
      stderr: "null",
    }).output();
    return {
      success: output.success,
      code: output.code,
      stdout: new TextDecoder().decode(output.stdout),
    };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { success: false, code: 127, stdout: "" };
  }
}
