import { TemporaryFolder } from "./temporary_folder.ts";
import { TmpfsMount, whyNoMounts } from "./tmpfs_mount.ts";

/**
 * Runs a test on a small file system in memory.
 *
 * @param options `size` as `mount` takes it.
 * @returns `false` when this user may not mount; the test has not run then.
 */
export async function withMount(
  options: { size: string },
  test: (folder: string) => Promise<void>,
): Promise<boolean> {
  return await withMounted(options, ({ path }) => test(path));
}

/** Runs a test on a file system that it can make read-only, which also stops root. */
export async function withReadOnlyMount(
  test: (folder: string, makeReadOnly: () => Promise<void>) => Promise<void>,
): Promise<boolean> {
  return await withMounted({ size: "16m" }, (mount) => test(mount.path, () => mount.remount("ro")));
}

async function withMounted(
  options: { size: string },
  test: (mount: TmpfsMount) => Promise<void>,
): Promise<boolean> {
  if (await whyNoMounts() !== "") return false;
  await using folder = await TemporaryFolder.make();
  await using mount = await TmpfsMount.on(folder.path, `size=${options.size}`);
  await test(mount);
  return true;
}
