import assert from "node:assert/strict";
import type { PluginFormat } from "../../../src/model/plugin_format.ts";
import { defaultRoots, searchRoots } from "../../../src/scan/discovery/search_paths.ts";
import type { SearchSystem } from "../../../src/scan/files/search_system.ts";

/** A computer with some variables and folders. */
function computer(
  os: SearchSystem["os"],
  variables: Record<string, string>,
  folders: Record<string, string[]> = {},
): SearchSystem {
  return {
    environment: (name) => variables[name],
    os,
    arch: "x86_64",
    names: (folder) => folders[folder] ?? [],
  };
}

function foldersFor(format: PluginFormat, system: SearchSystem): string[] {
  return defaultRoots([format], system).map(({ path }) => path);
}

const LINUX_DEFAULTS: [format: PluginFormat, folders: string[]][] = [
  ["vst3", ["/home/u/.vst3", "/usr/lib/vst3", "/usr/local/lib/vst3"]],
  ["clap", ["/home/u/.clap", "/usr/lib/clap", "/usr/local/lib/clap"]],
  ["lv2", ["/home/u/.lv2", "/usr/lib/lv2", "/usr/local/lib/lv2"]],
  ["ladspa", ["/home/u/.ladspa", "/usr/lib/ladspa", "/usr/local/lib/ladspa"]],
  ["vst2", ["/home/u/.vst", "/usr/lib/vst", "/usr/local/lib/vst"]],
  ["au", []],
];

for (const [format, folders] of LINUX_DEFAULTS) {
  Deno.test(`defaultRoots() gives the folders of ${format} on Linux, the user's first`, () => {
    assert.deepEqual(foldersFor(format, computer("linux", { HOME: "/home/u" })), folders);
  });
}

Deno.test("defaultRoots() gives the system's folders without a home", () => {
  assert.deepEqual(foldersFor("vst3", computer("linux", {})), ["/usr/lib/vst3", "/usr/local/lib/vst3"]);
});

Deno.test("defaultRoots() adds the folders of the variable for VST3 and CLAP", () => {
  for (const [format, variable] of [["vst3", "VST3_PATH"], ["clap", "CLAP_PATH"]] as const) {
    const system = computer("linux", { [variable]: `/a b:relative::/usr/lib/${format}:/c` });
    assert.deepEqual(foldersFor(format, system), [
      `/usr/lib/${format}`,
      `/usr/local/lib/${format}`,
      "/a b",
      "/c",
    ]);
  }
});

Deno.test("defaultRoots() gives the folders of the variable alone for LV2, LADSPA and VST2", () => {
  for (
    const [format, variable] of [["lv2", "LV2_PATH"], ["ladspa", "LADSPA_PATH"], [
      "vst2",
      "VST_PATH",
    ]] as const
  ) {
    const system = computer("linux", { HOME: "/home/u", [variable]: "~/mine:/b" });
    assert.deepEqual(foldersFor(format, system), ["/home/u/mine", "/b"]);
    assert.equal(foldersFor(format, computer("linux", { [variable]: "" })).length, 2, "empty is unset");
  }
});

Deno.test("defaultRoots() finds the folders that distributions use, where they exist", () => {
  const system = computer("linux", {}, {
    "/usr/lib": ["x86_64-linux-gnu", "i386-linux-gnu", "python3"],
    "/usr/lib/x86_64-linux-gnu": ["lv2", "libc.so.6"],
    "/usr/lib/i386-linux-gnu": ["lv2"],
    "/usr/lib64": ["lv2"],
  });
  assert.deepEqual(foldersFor("lv2", system), [
    "/usr/lib/lv2",
    "/usr/local/lib/lv2",
    "/usr/lib/x86_64-linux-gnu/lv2",
    "/usr/lib64/lv2",
  ]);
  assert.deepEqual(foldersFor("ladspa", system), ["/usr/lib/ladspa", "/usr/local/lib/ladspa"]);
});

Deno.test("defaultRoots() gives the folders of macOS", () => {
  const system = computer("darwin", { HOME: "/Users/u" });
  assert.deepEqual(foldersFor("vst3", system), [
    "/Users/u/Library/Audio/Plug-Ins/VST3",
    "/Library/Audio/Plug-Ins/VST3",
  ]);
  assert.deepEqual(foldersFor("au", system), [
    "/Users/u/Library/Audio/Plug-Ins/Components",
    "/Library/Audio/Plug-Ins/Components",
    "/System/Library/Components",
  ]);
});

Deno.test("defaultRoots() splits a variable at semicolons on Windows", () => {
  const system = computer("windows", { VST3_PATH: "C:\\Plugins;D:/more;nothing" });
  assert.deepEqual(foldersFor("vst3", system), ["C:\\Plugins", "D:/more"]);
});

Deno.test("defaultRoots() searches below folders of VST3 and CLAP, not of LV2 and LADSPA", () => {
  const system = computer("linux", {});
  const recursive = (format: PluginFormat) =>
    defaultRoots([format], system).every((root) => root.isRecursive);
  assert.deepEqual(
    ["vst3", "clap", "vst2", "lv2", "ladspa"].map((format) => recursive(format as PluginFormat)),
    [
      true,
      true,
      true,
      false,
      false,
    ],
  );
});

Deno.test("searchRoots() takes named paths in place of the defaults, and folders beside them", () => {
  const system = computer("linux", {});
  const paths = (request: Parameters<typeof searchRoots>[0]) =>
    searchRoots({ ...request, formats: ["clap"] }, system).map(({ path }) => path);
  assert.deepEqual(paths({}), ["/usr/lib/clap", "/usr/local/lib/clap"]);
  assert.deepEqual(paths({ folders: ["/mine"] }), ["/usr/lib/clap", "/usr/local/lib/clap", "/mine"]);
  assert.deepEqual(paths({ paths: ["/a"] }), ["/a"]);
  assert.deepEqual(paths({ paths: ["/a"], folders: ["/mine"] }), ["/a", "/mine"]);
});

Deno.test("searchRoots() knows a default folder of LADSPA when a person names it", () => {
  const roots = searchRoots({ paths: ["/usr/lib/ladspa/", "/x"] }, computer("linux", {}));
  assert.deepEqual(roots.map(({ home }) => home), ["ladspa", undefined]);
});
