import { TemporaryFolder } from "./temporary_folder.ts";

/** A separate file system in memory, with the options that a test needs. */
export class TmpfsMount implements AsyncDisposable {
  /** Its mount point. */
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Mounts one on a folder that exists; `options` are those of mount(8). */
  static async on(path: string, options: string): Promise<TmpfsMount> {
    const mount = new TmpfsMount(path);
    if (!await mount.#run("mount", ["-t", "tmpfs", "-o", `mode=0700,${options}`, "tmpfs", path])) {
      throw new Error(`Cannot mount on "${path}" with ${options}`);
    }
    return mount;
  }

  /** Changes its options. */
  async remount(options: string): Promise<void> {
    if (!await this.#run("mount", ["-o", `remount,${options}`, this.path])) {
      throw new Error(`Cannot remount "${this.path}" with ${options}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!await this.#run("umount", [this.path])) throw new Error(`Cannot unmount "${this.path}"`);
  }

  async #run(program: string, args: string[]): Promise<boolean> {
    const { success } = await new Deno.Command(program, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    })
      .output();
    return success;
  }
}

/** Why tests that mount file systems cannot run here, for their names; empty if they can. */
export async function whyNoMounts(): Promise<string> {
  if (Deno.build.os !== "linux") return " (skipped: only Linux mounts for a test)";
  if (Deno.uid() !== 0) return " (skipped: only root may mount)";
  await using folder = await TemporaryFolder.make();
  try {
    await using _mount = await TmpfsMount.on(folder.path, "rw");
    return "";
  } catch {
    return " (skipped: root cannot mount on this computer)";
  }
}
