/**
 * Magic numbers of file systems whose memory maps or locks are not shared by
 * all their users, from `statfs(2)` and Linux' `magic.h`.
 */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x65735546, "FUSE"],
  [0x01021997, "9P"],
  [0x5346414f, "AFS"],
  [0x00c36400, "Ceph"],
  [0x73757245, "Coda"],
  [0x786f4256, "VirtualBox shared folder"],
  [0x7461636f, "OCFS2"],
  [0x01161970, "GFS2"],
]);

/**
 * The network or FUSE file system of a folder; `undefined` for a local one, and
 * on systems that cannot tell.
 *
 * Loads `node:fs`, which is slow: call it once and keep the result.
 */
export async function networkFileSystem(folder: string): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  const { statfs } = await import("node:fs/promises");
  const { type } = await statfs(folder);
  // Some systems report a signed number.
  return NETWORK_FILE_SYSTEMS.get(type >>> 0);
}
