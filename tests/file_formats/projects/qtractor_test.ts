import assert from "node:assert/strict";
import { projectPath } from "../../../scripts/project_path.ts";
import { readProject } from "../../../src/file_formats/projects/read_project.ts";
import { missingCommands } from "../../support/missing_commands.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Qtractor loads this session, and writes it with all that belongs to one. */
const SESSION = `<!DOCTYPE qtractorSession><session name="made" version="0.9.31">
<properties><directory>FOLDER</directory><sample-rate>48000</sample-rate></properties>
<tracks><track name="B&#228;sse" type="audio"><properties><input-bus>Master</input-bus>
<output-bus>Master</output-bus></properties><plugins>
<plugin type="LADSPA"><filename>MODULE</filename><index>0</index><label>sample_delay</label>
<activated>1</activated></plugin>
<plugin type="LV2"><filename>urn:pluginary:samples:gain</filename><index>0</index><activated>0</activated></plugin>
</plugins></track></tracks></session>`;

const LOADED_MS = 60_000;
const POLL_MS = 200;

const skipped = missingCommands("qtractor", "Xvfb", "xdotool");

Deno.test({
  name: `readProject() reads a session that Qtractor has just saved${skipped}`,
  ignore: skipped !== "",
  fn: async () => {
    await using folder = await TemporaryFolder.make();
    const module = projectPath("build/samples/ladspa/sample_delay.so");
    const loaded = await folder.write(
      "loaded.qtr",
      SESSION.replace("FOLDER", folder.path).replace("MODULE", module),
    );
    await Deno.mkdir(folder.join("run"), { mode: 0o700 });
    await using screen = await startScreen();
    const env = {
      HOME: folder.path,
      XDG_RUNTIME_DIR: folder.join("run"),
      DISPLAY: screen.display,
      LV2_PATH: projectPath("build/samples/lv2"),
      LADSPA_PATH: projectPath("build/samples/ladspa"),
    };
    const qtractor = new Deno.Command("qtractor", {
      args: [loaded],
      env,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    try {
      const made = folder.join("made.qtr");
      const end = Date.now() + LOADED_MS;
      while (!isFile(made) && Date.now() < end) {
        await closeMessage(env);
        // Session managers ask in this way to save (LADISH, level 1).
        if (await hasWindow(env, "^made")) qtractor.kill("SIGUSR1");
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
      const { daw, version, plugins } = readProject(made);
      assert.equal(daw, "qtractor");
      assert.match(version, /^\d+\.\d+/);
      assert.deepEqual(
        plugins.map((
          { format, id, name, label, file, tracks, bypassed },
        ) => [format, id ?? label, name, file, tracks, bypassed]),
        [
          ["ladspa", "sample_delay", "sample_delay", module, ["Bässe"], 0],
          ["lv2", "lv2:urn:pluginary:samples:gain", "Sample Gain", undefined, ["Bässe"], 1],
        ],
      );
    } finally {
      qtractor.kill("SIGKILL");
      await qtractor.status;
    }
  },
});

/** A display that nobody sees; it picks its own number. */
async function startScreen(): Promise<AsyncDisposable & { readonly display: string }> {
  const process = new Deno.Command("Xvfb", {
    args: ["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return {
    display: `:${new TextDecoder().decode(value).trim()}`,
    async [Symbol.asyncDispose]() {
      process.kill();
      await process.stdout.cancel();
      await process.status;
    },
  };
}

/** Without a sequencer of ALSA's in the kernel Qtractor says so first, and waits. */
async function closeMessage(env: Readonly<Record<string, string>>): Promise<void> {
  await xdotool(env, "search", "--name", "^Error", "key", "--window", "%@", "Return");
}

async function hasWindow(env: Readonly<Record<string, string>>, name: string): Promise<boolean> {
  return await xdotool(env, "search", "--name", name);
}

/** @returns Whether it found the window. */
async function xdotool(env: Readonly<Record<string, string>>, ...args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command("xdotool", { args, env, stdout: "null", stderr: "null" })
    .output();
  return success;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).size > 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
