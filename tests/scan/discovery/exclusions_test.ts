import assert from "node:assert/strict";
import { PluginaryError } from "../../../src/model/pluginary_error.ts";
import { Exclusions } from "../../../src/scan/discovery/exclusions.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const nothing = () => undefined;

Deno.test("Exclusions holds the patterns of options, of ignore lists and of the user's own", async () => {
  await using folder = await TemporaryFolder.make();
  const list = await folder.write("list", "# what crashes\r\n\r\n  Broken*  \n/opt/**\n");
  await folder.write("config/pluginary/ignore", "Mine.vst3");
  const environment = (name: string) => name === "XDG_CONFIG_HOME" ? folder.join("config") : undefined;
  const exclusions = await Exclusions.read({ exclude: ["Demo"], ignoreLists: [list] }, environment);
  for (const path of ["/a/Demo", "/a/Broken.clap", "/opt/x"]) assert.ok(exclusions.has(path), path);
  if (Deno.build.os === "linux") assert.ok(exclusions.has("/Mine.vst3"));
  assert.ok(!exclusions.has("/a/# what crashes"));
  assert.ok(!exclusions.has("/a/Good.vst3"));
});

Deno.test("Exclusions needs no list of the user's own", async () => {
  await using folder = await TemporaryFolder.make();
  const exclusions = await Exclusions.read({}, (name) => name === "HOME" ? folder.path : undefined);
  assert.ok(!exclusions.has("/a"));
});

Deno.test("Exclusions refuses an ignore list that is not there, and says what a list is", async () => {
  await assert.rejects(
    Exclusions.read({ ignoreLists: ["/nowhere/list"] }, nothing),
    (error) =>
      error instanceof PluginaryError && error.code === "ignore-list" &&
      /\/nowhere\/list/.test(error.message),
  );
});

Deno.test("Exclusions names the line of an ignore list that is no pattern", async () => {
  await using folder = await TemporaryFolder.make();
  const list = await folder.write("list", "good\n[bad\n");
  await assert.rejects(
    Exclusions.read({ ignoreLists: [list] }, nothing),
    (error) => error instanceof PluginaryError && /line 2/.test(error.message),
  );
});

Deno.test("Exclusions calls an option that is no pattern wrong usage", async () => {
  await assert.rejects(
    Exclusions.read({ exclude: ["{a"] }, nothing),
    (error) => error instanceof PluginaryError && error.code === "usage",
  );
});
