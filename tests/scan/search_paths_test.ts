import assert from "node:assert/strict";
import { vst3SearchPaths } from "../../src/scan/search_paths.ts";

function environment(values: Record<string, string>) {
  return (name: string) => values[name];
}

Deno.test("vst3SearchPaths() gives the user's folder first on Linux, and adds VST3_PATH", () => {
  const paths = vst3SearchPaths(
    environment({ HOME: "/home/u", VST3_PATH: "/a b:relative::/usr/lib/vst3:/c" }),
    "linux",
  );
  assert.deepEqual(paths, ["/home/u/.vst3", "/usr/lib/vst3", "/usr/local/lib/vst3", "/a b", "/c"]);
});

Deno.test("vst3SearchPaths() gives the system's folders without a home", () => {
  assert.deepEqual(vst3SearchPaths(environment({}), "linux"), ["/usr/lib/vst3", "/usr/local/lib/vst3"]);
});

Deno.test("vst3SearchPaths() gives the folders of macOS", () => {
  assert.deepEqual(vst3SearchPaths(environment({ HOME: "/Users/u" }), "darwin"), [
    "/Users/u/Library/Audio/Plug-Ins/VST3",
    "/Library/Audio/Plug-Ins/VST3",
  ]);
});

Deno.test("vst3SearchPaths() splits VST3_PATH at semicolons on Windows", () => {
  const paths = vst3SearchPaths(environment({ VST3_PATH: "C:\\Plugins;D:/more;nothing" }), "windows");
  assert.deepEqual(paths, ["C:\\Plugins", "D:/more"]);
});
