/** The folder in which Deno keeps its downloads and compiled code, by its own rule. */
export function denoFolder(): string {
  const home = Deno.env.get("HOME") ?? "";
  const caches: Partial<Record<typeof Deno.build.os, string>> = {
    linux: `${Deno.env.get("XDG_CACHE_HOME") ?? `${home}/.cache`}/deno`,
    darwin: `${home}/Library/Caches/deno`,
    windows: `${Deno.env.get("LOCALAPPDATA")}/deno`,
  };
  return Deno.env.get("DENO_DIR") ?? caches[Deno.build.os] ?? "";
}
