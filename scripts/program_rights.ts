/** The program's rights, which never include native code, imports or the network. */
export const PROGRAM_RIGHTS: readonly string[] = [
  "--no-prompt",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
];
