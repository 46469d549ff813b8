/** The system's folder for temporary files, as its own programs find it. */
export function temporaryFolder(read: (name: string) => string | undefined = Deno.env.get): string {
  if (Deno.build.os === "windows") return read("TEMP") || read("TMP") || "C:\\Windows\\Temp";
  return read("TMPDIR") || "/tmp";
}
