/**
 * Runs a test on a small file system of its own in memory.
 *
 * @param options `size` as `mount` takes it.
 * @returns `false` when this user may not mount; the test has not run then.
 */
export async function withMount(
  options: { size: string },
  test: (folder: string) => Promise<void>,
): Promise<boolean> {
  const folder = await Deno.makeTempDir({ prefix: "pluginary-mount-" });
  const isMounted = Deno.build.os === "linux" &&
    await run("mount", "-t", "tmpfs", "-o", `size=${options.size}`, "tmpfs", folder);
  try {
    if (isMounted) await test(folder);
    return isMounted;
  } finally {
    if (isMounted) await run("umount", folder);
    await Deno.remove(folder);
  }
}

/** Runs a test on a file system that it can make read-only, which stops root too. */
export async function withReadOnlyMount(
  test: (folder: string, makeReadOnly: () => Promise<void>) => Promise<void>,
): Promise<boolean> {
  return await withMount({ size: "16m" }, async (folder) => {
    await test(folder, async () => {
      if (!await run("mount", "-o", "remount,ro", folder)) throw new Error("Cannot remount");
    });
  });
}

async function run(command: string, ...args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
