import assert from "node:assert/strict";
import { dawPlaces } from "../../../src/file_formats/daws/daw_places.ts";
import type { InstalledDaw } from "../../../src/model/daws/daw.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

type System = typeof Deno.build.os;

function placesIn(home: TemporaryFolder, daw: InstalledDaw, os: System) {
  const variables: Record<string, string> = {
    HOME: home.path,
    USERPROFILE: home.path,
    APPDATA: home.join("Roaming"),
    LOCALAPPDATA: home.join("Local"),
  };
  // Windows also understands "/".
  return dawPlaces(daw, (name) => variables[name], os).map(({ folder, version }) => [
    folder.replaceAll("\\", "/").slice(home.path.length + 1),
    version,
  ]);
}

Deno.test("dawPlaces() names the folders of each system", async () => {
  await using home = await TemporaryFolder.make();
  assert.deepEqual(placesIn(home, "reaper", "linux"), [[".config/REAPER", undefined]]);
  assert.deepEqual(placesIn(home, "reaper", "darwin"), [["Library/Application Support/REAPER", undefined]]);
  assert.deepEqual(placesIn(home, "reaper", "windows"), [["Roaming/REAPER", undefined]]);
  assert.deepEqual(placesIn(home, "logic", "darwin"), [["Music/Audio Music Apps/Databases/Tags", undefined]]);
  for (const os of ["linux", "windows"] as const) assert.deepEqual(placesIn(home, "logic", os), []);
  for (const daw of ["ardour", "live"] as const) assert.deepEqual(placesIn(home, daw, "darwin"), []);
  for (const version of ["7", "8", "10"]) await home.write(`Library/Preferences/Ardour${version}/x`, "");
  assert.deepEqual(placesIn(home, "ardour", "darwin").map(([, version]) => version), ["10", "8", "7"]);
});

Deno.test("dawPlaces() finds the User Library that the newest version of Live names, else the usual one", async () => {
  await using home = await TemporaryFolder.make();
  const library = (path: string, name = "User Library") =>
    `<?xml version="1.0"?><Ableton><ContentLibrary><UserLibrary><LibraryProject Id="0">
      <ProjectName Value="${name}" /><ProjectPath Value="${path}" /></LibraryProject></UserLibrary></ContentLibrary></Ableton>`;
  const preferences = "Library/Preferences/Ableton";
  await home.write(`${preferences}/Live 12.0b20/Library.cfg`, library(home.join("beta")));
  await home.write(
    `${preferences}/Live 12.1.5/Preferences/Library.cfg`,
    library(home.join("A &amp; B"), "Mine"),
  );
  await home.write(`${preferences}/Live 11.3.20/Library.cfg`, library(home.join("old")));
  assert.deepEqual(placesIn(home, "live", "darwin"), [["Music/Ableton/User Library", "12.1.5"]]);
  for (const folder of ["old/User Library", "beta/User Library"]) {
    await Deno.mkdir(home.join(folder), { recursive: true });
  }
  assert.deepEqual(placesIn(home, "live", "darwin"), [["beta/User Library", "12.0b20"]]);
  await Deno.mkdir(home.join("A & B/Mine"), { recursive: true });
  assert.deepEqual(placesIn(home, "live", "darwin"), [["A & B/Mine", "12.1.5"]]);
  await home.write(`${preferences}/Live 12.2/Library.cfg`, "<Ableton><ProjectPath Value=");
  assert.deepEqual(placesIn(home, "live", "darwin"), [["A & B/Mine", "12.1.5"]]);
  await home.write("Documents/Ableton/User Library/x", "");
  assert.deepEqual(placesIn(home, "live", "windows"), [["Documents/Ableton/User Library", undefined]]);
  assert.deepEqual(placesIn(home, "live", "linux"), []);
});
