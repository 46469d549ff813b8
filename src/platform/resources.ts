/**
 * The URL of a file that belongs to the program. In a compiled program the file
 * is inside the executable, and Deno's own API reads it through this URL; from
 * source it is in the folder that setup builds into.
 */
export function resourceUrl(name: string): URL {
  // The bundler puts all of a compiled program's modules into one folder, beside "resources".
  return new URL(Deno.build.standalone ? `./resources/${name}` : `../../build/${name}`, import.meta.url);
}

/** The path of such a file, for uses other than Deno's file API. Files inside a compiled program have no usable path. */
export function resourcePath(name: string): string {
  const path = decodeURIComponent(resourceUrl(name).pathname);
  return Deno.build.os === "windows" ? path.slice(1).replaceAll("/", "\\") : path;
}
