import assert from "node:assert/strict";
import { whyNotSearched } from "../../../src/presets/finding/declared_folder.ts";

const HOME = "/home/ada";

Deno.test("whyNotSearched() lets a plugin name folders of its own", () => {
  for (
    const path of [
      "/usr/share/vendor/presets",
      "/opt/vendor/Synth",
      "/home/ada/Documents/Synth",
      "/home/ada/.local/share/Synth/presets",
      "/home/ada/.config/Synth",
      "/home/ada/.u-he/Zebra2.data/Presets",
      "/home/ada/.vst3/presets/Vendor",
      "/home/ada/.clap/Synth.clap",
    ]
  ) assert.equal(whyNotSearched(path, HOME), undefined, path);
});

Deno.test("whyNotSearched() refuses the home, all around it, top folders and the system's own", () => {
  for (
    const path of [
      "/",
      "/home",
      "/home/ada",
      "/usr",
      "/opt",
      "/etc/synth",
      "/proc/self/fd",
      "/dev/shm/x",
      "/root/x",
    ]
  ) assert.notEqual(whyNotSearched(path, HOME), undefined, path);
  assert.equal(whyNotSearched("/root/Music/Synth", "/root"), undefined);
});

Deno.test("whyNotSearched() refuses hidden folders that are not known for presets", () => {
  for (
    const path of [
      "/home/ada/.ssh",
      "/home/ada/.config",
      "/home/ada/.local",
      "/home/ada/.local/share",
      "/home/ada/.mozilla/firefox",
      "/home/ada/Documents/.secret/Synth",
      "/home/ada/.vst3/.hidden",
      "/opt/.hidden/Synth",
    ]
  ) assert.match(whyNotSearched(path, HOME) ?? "", /hidden folder/, path);
});
