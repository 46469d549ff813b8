const SCRIPT = new URL("silent_drive.py", import.meta.url).pathname;

/** A drive that does not answer, like a network drive whose server is gone: every access to it waits. */
export class SilentDrive implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;

  private constructor(child: Deno.ChildProcess) {
    this.#child = child;
  }

  /** Mounts it on a folder that exists. */
  static async on(path: string): Promise<SilentDrive> {
    const child = new Deno.Command("python3", {
      args: [SCRIPT, path],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reader = child.stdout.getReader();
    const { done } = await reader.read();
    await reader.cancel();
    const drive = new SilentDrive(child);
    if (!done) return drive;
    const why = await new Response(child.stderr).text();
    throw new Error(`Cannot mount a silent drive on "${path}": ${why}`);
  }

  /** Ends it: waiting calls fail, since the drive is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child.stdin.close();
    const why = await new Response(this.#child.stderr).text();
    const { success } = await this.#child.status;
    if (!success) throw new Error(`Cannot unmount a silent drive: ${why}`);
    // Waits until these calls have returned.
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Why tests with such a drive cannot run here, for their names; empty if they can. */
export async function whyNoSilentDrives(): Promise<string> {
  if (Deno.build.os !== "linux") return " (skipped: only Linux mounts for a test)";
  if (Deno.uid() !== 0) return " (skipped: only root may mount)";
  const folder = await Deno.makeTempDir({ prefix: "pluginary-test-" });
  try {
    await using _drive = await SilentDrive.on(folder);
    return "";
  } catch {
    return " (skipped: this computer has no FUSE for root, or no Python)";
  } finally {
    await Deno.remove(folder);
  }
}
