import assert from "node:assert/strict";
import { PersonalData } from "../../../../src/cli/doctor/bundle/personal_data.ts";
import { thisPerson } from "../../../../src/cli/doctor/bundle/this_person.ts";
import { fakeConsole } from "../../support/fake_console.ts";

const personal = new PersonalData({
  homes: ["/home/zorblax"],
  users: ["zorblax", "zx"],
  hosts: ["studio-9"],
  folders: ["/mnt/Audio Disk/vst3", "/mnt/Audio Disk", "/usr/lib/vst3", "/", "/home/zorblax"],
});

Deno.test("PersonalData replaces home, user and host, also inside of words", () => {
  for (
    const [text, cleaned] of [
      ["/home/zorblax/.vst3/A.vst3", "~/.vst3/A.vst3"],
      ['Cannot open "/home/zorblax/a b/c.db": it is damaged', 'Cannot open "~/a b/c.db": it is damaged'],
      ["/home/zorblaxes/x", "<path>/x"],
      ["by ZORBLAX on Studio-9.local", "by user on host.local"],
      ["a-zorblax2.txt", "a-user2.txt"],
      ["zx and zxing", "user and zxing"],
    ]
  ) assert.equal(personal.text(text!), cleaned);
});

Deno.test("PersonalData leaves of other folders no more than the last name, and keeps the system's", () => {
  for (
    const [text, cleaned] of [
      ["/mnt/Audio Disk/vst3/Amp.vst3", "<folder 1>/Amp.vst3"],
      ["/mnt/Audio Disk/old/Amp.vst3", "<folder 2>/old/Amp.vst3"],
      ["/srv/My Band/Amp One.vst3", "<path>/Amp One.vst3"],
      ['read "/srv/My Band/Amp One.vst3" now', 'read "<path>/Amp One.vst3" now'],
      ["scan '/srv/My Band' --json", "scan '<path>/My Band' --json"],
      ["at /build/jane/src/amp.cpp:12", "at <path>/amp.cpp:12"],
      ["/usr/lib/vst3/ZamTube.vst3", "/usr/lib/vst3/ZamTube.vst3"],
      ["libc at /lib/x86_64-linux-gnu/libc.so.6", "libc at /lib/x86_64-linux-gnu/libc.so.6"],
      ["D:\\Musik\\Amp.dll", "<path>/D:\\Musik\\Amp.dll"],
      ["https://example.com/a/b and 1/2 and and/or", "https://example.com/a/b and 1/2 and and/or"],
    ]
  ) {
    if (Deno.build.os !== "windows" && text!.startsWith("D:")) continue;
    assert.equal(personal.text(text!), cleaned);
  }
});

Deno.test("PersonalData removes secrets and mail addresses", () => {
  for (
    const [text, cleaned] of [
      ["token=abc123 next", "token=(removed) next"],
      ['"api_key": "s p a c e"', '"api_key": (removed)'],
      ["Authorization: Bearer abc.def", "Authorization: (removed)"],
      ["password: hunter2, more", "password: (removed), more"],
      ["https://me:secret@example.com/x", "https://(removed)@example.com/x"],
      ["mail a.b+c@example.co.uk now", "mail (mail address) now"],
    ]
  ) assert.equal(personal.text(text!), cleaned);
  assert.equal(personal.setting("serve.token", "abc"), "(removed)");
  assert.equal(personal.setting("scan.jobs", "4"), "4");
});

Deno.test("PersonalData cleans a document without changing its structure", () => {
  const document = { a: ["/home/zorblax", 1, null], zorblax: { b: true } };
  assert.deepEqual(personal.document(document), { a: ["~", 1, null], user: { b: true } });
});

Deno.test("PersonalData takes a name with characters of patterns as it is", () => {
  const odd = new PersonalData({ homes: [], users: ["a.b+c(d"], hosts: [""], folders: [] });
  assert.equal(odd.text("aXbbc a.b+c(d"), "aXbbc user");
});

Deno.test("a plugin that was named for a scan keeps its name", () => {
  const named = "/work/fixtures/faults/hang_in_list.clap";
  const facts = thisPerson(fakeConsole(), {}, [named, "/work/other"]);
  const personal = new PersonalData(facts);
  assert.match(personal.text(`"${named}" hangs`), /^"<folder \d+>\/hang_in_list\.clap" hangs$/);
  assert.match(personal.text("/work/other/Amp.vst3"), /^<folder \d+>\/Amp\.vst3$/);
});
