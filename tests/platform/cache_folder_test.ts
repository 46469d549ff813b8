import assert from "node:assert/strict";
import { cacheFolder, logFolder, runtimeFolder } from "../../src/platform/cache_folder.ts";

const variables = (values: Record<string, string>) => (name: string) => values[name];

// Paths are joined with the separator of the system that the tests run on.
Deno.test("cacheFolder() is where each system keeps what can be made again", {
  ignore: Deno.build.os === "windows",
}, () => {
  assert.equal(cacheFolder(variables({ HOME: "/home/a" }), "linux"), "/home/a/.cache/pluginary");
  assert.equal(
    cacheFolder(variables({ HOME: "/home/a", XDG_CACHE_HOME: "/fast" }), "linux"),
    "/fast/pluginary",
  );
  assert.equal(
    cacheFolder(variables({ HOME: "/Users/a" }), "darwin"),
    "/Users/a/Library/Caches/pluginary",
  );
  assert.match(
    cacheFolder(variables({ LOCALAPPDATA: "C:\\Users\\a\\AppData\\Local" }), "windows")!,
    /AppData\\Local[\\/]pluginary[\\/]Cache$/,
  );
});

Deno.test("cacheFolder() ignores what is not absolute", () => {
  assert.equal(cacheFolder(variables({}), "linux"), undefined);
  assert.equal(cacheFolder(variables({ HOME: "" }), "linux"), undefined);
  assert.equal(cacheFolder(variables({ HOME: "a", XDG_CACHE_HOME: "b" }), "linux"), undefined);
});

Deno.test("logFolder() is where each system keeps logs", { ignore: Deno.build.os === "windows" }, () => {
  assert.equal(logFolder(variables({ HOME: "/home/a" }), "linux"), "/home/a/.local/state/pluginary/log");
  assert.equal(
    logFolder(variables({ HOME: "/home/a", XDG_STATE_HOME: "/fast" }), "linux"),
    "/fast/pluginary/log",
  );
  assert.equal(logFolder(variables({ HOME: "/Users/a" }), "darwin"), "/Users/a/Library/Logs/pluginary");
  assert.match(
    logFolder(variables({ LOCALAPPDATA: "C:\\Users\\a\\AppData\\Local" }), "windows")!,
    /AppData\\Local[\\/]pluginary[\\/]Log$/,
  );
});

Deno.test("logFolder() ignores what is not absolute", () => {
  assert.equal(logFolder(variables({}), "linux"), undefined);
  assert.equal(logFolder(variables({ HOME: "a", XDG_STATE_HOME: "b" }), "linux"), undefined);
});

Deno.test("runtimeFolder() is the user's own until logout, or none", () => {
  assert.equal(runtimeFolder(variables({}), "linux"), undefined);
  assert.equal(runtimeFolder(variables({ XDG_RUNTIME_DIR: "run" }), "linux"), undefined);
  assert.match(runtimeFolder(variables({ XDG_RUNTIME_DIR: "/run/user/1" }), "linux")!, /^\/run\/user\/1./);
});
