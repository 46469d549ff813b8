/**
 * Sets `HOME` to the user's home folder if the environment lacks it, as under
 * cron, in containers and with `env -i`. It stays unset for a user whom the
 * system does not know.
 */
export async function provideHome(): Promise<void> {
  if (Deno.build.os === "windows" || Deno.env.get("HOME")) return;
  const { userInfo } = await import("node:os");
  try {
    Deno.env.set("HOME", userInfo().homedir);
  } catch (error) {
    // Not in the system's list of users: "ENOENT" or another code, depending on the system.
    if (!(error instanceof Error)) throw error;
  }
}
