import assert from "node:assert/strict";
import { exportsFolder, readRecords } from "../../../src/daw/export_records.ts";
import { planUndo, undoExport } from "../../../src/daw/undo_export.ts";
import { joinPath } from "../../../src/platform/paths.ts";
import { timesOf } from "../../support/counts.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { Killer } from "../support/killer.ts";
import { storedCatalog } from "../support/stored_catalog.ts";

const KILLS = timesOf(120);

/** Each has a file of Logic's, so that the writing takes a good part of the time. */
const PLUGINS = Array.from({ length: 60 }, (_, index) => {
  const nativeId = `aufx:E${String(index).padStart(3, "0")}:Test`;
  return { name: `Echo ${index}`, id: `au:${nativeId}`, nativeId, format: "au", category: "delay" } as const;
});

const EXPORT = ["daw", "export", "logic", "--path", "Tags", "--create"];

/** Every second plugin has a file that stays in part, and the others get one. */
async function makeSandbox(): Promise<Sandbox> {
  const sandbox = await Sandbox.make();
  await storedCatalog(sandbox.catalog, PLUGINS);
  const list = (content: string) => `<plist version="1.0">\n<dict>\n${content}</dict>\n</plist>\n`;
  for (let index = 0; index < PLUGINS.length; index += 2) {
    const code = [...`E${String(index).padStart(3, "0")}`].map((one) => one.charCodeAt(0).toString(16));
    await sandbox.write(
      `Tags/61756678-${code.join("")}-54657374.tagset`,
      list(`\t<key>nickname</key>\n\t<string>Mine ${index}</string>\n\t<key>tags</key>\n\t<dict/>\n`),
    );
  }
  await sandbox.write("Tags/MusicApps.tagpool", list("\t<key>Delay</key>\n\t<integer>7</integer>\n"));
  return sandbox;
}

/** The files of the host by their names. */
async function filesOf(sandbox: Sandbox): Promise<Map<string, string>> {
  const names = [...Deno.readDirSync(sandbox.join("Tags"))].map(({ name }) => name).sort();
  const texts = names.map(async (name) =>
    [name, await Deno.readTextFile(sandbox.join(`Tags/${name}`))] as const
  );
  return new Map(await Promise.all(texts));
}

/** Takes all exports back. */
async function undoAll(folder: string): Promise<void> {
  while (readRecords(folder).some(({ undoneAt }) => undoneAt === undefined)) {
    await undoExport(await planUndo(folder, undefined), true, new Date());
  }
}

Deno.test({
  name: `an export leaves each file old or new, with a copy, when it is killed, ${KILLS} times`,
  ignore: Deno.build.os === "windows",
  async fn() {
    await using sandbox = await makeSandbox();
    const folder = exportsFolder((name) => name === "HOME" ? sandbox.path : undefined);
    const old = await filesOf(sandbox);
    const killer = new Killer(sandbox);
    const undoKiller = new Killer(sandbox);
    await killer.measure([...EXPORT, "--force"]);
    const made = await filesOf(sandbox);
    assert.ok(made.size > old.size);
    await undoKiller.measure(["daw", "undo", "--force"]);
    assert.deepEqual(await filesOf(sandbox), old);
    let changed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const message = await killer.kill([...EXPORT, "--force"]);
      const found = await filesOf(sandbox);
      const [record] = readRecords(folder).filter(({ undoneAt }) => undoneAt === undefined);
      let isChanged = false;
      for (const [name, text] of found) {
        if (name.startsWith(".pluginary-")) continue;
        if (text === old.get(name)) continue;
        isChanged = true;
        assert.equal(text, made.get(name), `${message}: ${name}`);
        const recorded = record!.files.find(({ path }) => path === sandbox.join(`Tags/${name}`));
        const copy = recorded!.backup === undefined
          ? undefined
          : await Deno.readTextFile(joinPath(record!.folder, recorded!.backup));
        assert.equal(copy, old.get(name), `${message}: the copy of ${name}`);
      }
      for (const name of old.keys()) assert.ok(found.has(name), `${message}: ${name} is gone`);
      if (isChanged) changed++;
      // What comes next: another export, an undo that is killed as well, or an undo.
      if (kill % 3 === 0) {
        const { code, stderr } = await sandbox.run([...EXPORT, "--force"]);
        assert.equal(code, 0, stderr);
        assert.deepEqual(await filesOf(sandbox), made, message);
      } else if (kill % 3 === 1) {
        const second = await undoKiller.kill(["daw", "undo", "--force"]);
        for (const [name, text] of await filesOf(sandbox)) {
          const isKnown = name.startsWith(".pluginary-") || [old, made].some((all) => all.get(name) === text);
          assert.ok(isKnown, `${message}, ${second}: ${name}`);
        }
      }
      await undoAll(folder);
      assert.deepEqual(await filesOf(sandbox), old, message);
    }
    assert.ok(
      killer.killed > 0 && changed > 0,
      `${killer.killed} were killed, ${changed} of them while writing`,
    );
  },
});
