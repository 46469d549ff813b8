/** A path with its links resolved, where it leads to something. */
export function realPathIfAny(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (error instanceof Error) return path;
    throw error;
  }
}
