/**
 * Makes sure that `HOME` names the user's home folder where the environment
 * does not say it, as under cron, in containers and with `env -i`. A user whom
 * the system does not know stays without one.
 */
export async function provideHome(): Promise<void> {
  if (Deno.build.os === "windows" || Deno.env.get("HOME")) return;
  const { userInfo } = await import("node:os");
  try {
    Deno.env.set("HOME", userInfo().homedir);
  } catch (error) {
    // Not in the system's list of users: "ENOENT" or the like, by system.
    if (!(error instanceof Error)) throw error;
  }
}
