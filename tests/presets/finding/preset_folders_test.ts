import assert from "node:assert/strict";
import { presetRoots } from "../../../src/presets/finding/preset_folders.ts";
import type { SearchSystem } from "../../../src/scan/files/search_system.ts";

function systemOf(os: typeof Deno.build.os, variables: Record<string, string>): SearchSystem {
  return { environment: (name) => variables[name], os, arch: "x86_64", names: () => [] };
}

function usual(os: typeof Deno.build.os, variables: Record<string, string>) {
  return presetRoots({ paths: [], folders: [] }, systemOf(os, variables));
}

Deno.test("presetRoots() has the folders of VST3, REAPER and LV2 on Linux", () => {
  assert.deepEqual(
    usual("linux", { HOME: "/home/ada" }).map(({ path, isFactory }) => [path, isFactory]),
    [
      ["/home/ada/.vst3/presets", false],
      ["/usr/share/vst3/presets", true],
      ["/usr/local/share/vst3/presets", true],
      ["/home/ada/.config/REAPER/presets", false],
      ["/home/ada/.config/REAPER/FXChains", false],
      ["/home/ada/.lv2", false],
      ["/usr/lib/lv2", true],
      ["/usr/local/lib/lv2", true],
    ],
  );
});

Deno.test("presetRoots() follows XDG_CONFIG_HOME and LV2_PATH, and needs no home", () => {
  const variables = { XDG_CONFIG_HOME: "/cfg", LV2_PATH: "/a:/b" };
  assert.deepEqual(usual("linux", variables).map(({ path }) => path), [
    "/usr/share/vst3/presets",
    "/usr/local/share/vst3/presets",
    "/cfg/REAPER/presets",
    "/cfg/REAPER/FXChains",
    "/a",
    "/b",
  ]);
});

Deno.test("presetRoots() has the folders of macOS", () => {
  const paths = usual("darwin", { HOME: "/Users/ada" }).map(({ path }) => path);
  for (
    const path of [
      "/Users/ada/Library/Audio/Presets",
      "/Library/Audio/Presets",
      "/Users/ada/Library/Application Support/REAPER/presets",
      "/Users/ada/Music/Ableton/User Library",
    ]
  ) assert.ok(paths.includes(path), path);
});

Deno.test("presetRoots() takes .ini files only where REAPER keeps presets, or a person says so", () => {
  const takers = presetRoots({ paths: [], folders: ["/mine"] }, systemOf("linux", { HOME: "/home/ada" }))
    .filter(({ endings }) => endings?.has("ini")).map(({ path }) => path);
  assert.deepEqual(takers, [
    "/home/ada/.config/REAPER/presets",
    "/home/ada/.config/REAPER/FXChains",
    "/mine",
  ]);
});

Deno.test("presetRoots() searches a named path alone, and a further folder with the usual ones, each once", () => {
  const system = systemOf("linux", { HOME: "/home/ada" });
  assert.deepEqual(presetRoots({ paths: ["/x"], folders: ["/y"] }, system).map(({ path }) => path), [
    "/x",
    "/y",
  ]);
  const all = presetRoots({ paths: [], folders: ["/y", "/y", "/home/ada/.lv2"] }, system);
  assert.equal(all.filter(({ path }) => path === "/y").length, 1);
  assert.equal(all.filter(({ path }) => path === "/home/ada/.lv2").length, 1);
});
