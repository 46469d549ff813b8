import assert from "node:assert/strict";
import { allowancesFor, deniedDisplay, deniedFiles, readDenials } from "../../../src/scan/workers/denials.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

Deno.test("readDenials() names each denied call once", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("denied", "socket 2 1\nsocket 2 1\nsocket 1 1\nptrace 16 1\n");
  assert.deepEqual(await readDenials(path, undefined), ["socket AF_INET", "socket AF_UNIX", "ptrace"]);
});

Deno.test("readDenials() names refused files by their whole paths, and the first refused memory", async () => {
  await using folder = await TemporaryFolder.make();
  const notes = [
    "open /etc/my key",
    "write /var/log/x",
    "create /tmp/lock",
    "open relative",
    "open /\x1b[31mred",
    `open /${"x".repeat(5000)}`,
    "open /not/\xff",
    "memory 3221225472",
    "memory 3222274048",
  ];
  const bytes = Uint8Array.from(notes.join("\n"), (character) => character.charCodeAt(0));
  await Deno.writeFile(folder.join("denied"), bytes);
  assert.deepEqual(await readDenials(folder.join("denied"), undefined), [
    "open /etc/my key",
    "write /var/log/x",
    "create /tmp/lock",
    "memory 3072 MiB beyond 2048 MiB",
  ]);
});

Deno.test("readDenials() leaves out sockets of which the C library makes optional use", async () => {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("denied", "socket 1 526337\nsocket 1 524290\nsocket 1 524289\n");
  assert.deepEqual(await readDenials(path, undefined), ["socket AF_UNIX"]);
});

Deno.test("readDenials() takes death by a bad system call for the start of a process", async () => {
  assert.deepEqual(await readDenials("/nowhere", "SIGSYS"), ["fork"]);
  assert.deepEqual(await readDenials("/nowhere", "SIGSEGV"), []);
});

Deno.test("readDenials() is not fooled by what a plugin puts in the file's place", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.symlink("/etc/passwd", folder.join("link"));
  assert.deepEqual(await readDenials(folder.join("link"), undefined), []);
  const many = Array.from({ length: 20_000 }, (_, i) => `call-${i}\n`).join("");
  assert.equal((await readDenials(await folder.write("many", many), undefined)).length, 16);
  const noise = await folder.write("noise", "\x1b[31mred\nUPPER 1\n\n  \n");
  assert.deepEqual(await readDenials(noise, undefined), []);
});

Deno.test("deniedFiles() finds files in a plugin's own words", () => {
  assert.deepEqual(deniedFiles("cannot open '/home/me/licence.key': Permission denied\nfine: /usr/lib"), [
    "open /home/me/licence.key",
  ]);
  assert.deepEqual(deniedFiles("nothing to see"), []);
});

Deno.test("deniedDisplay() knows the words of toolkits that find no display", () => {
  const complaints = [
    "cannot open display",
    "Gtk-WARNING **: 10:00:00.000: cannot open display: ",
    "qt.qpa.xcb: could not connect to display",
    "Error: Can't open display: :0",
    "Unable to open X display",
    "Failed to open X11 display",
    "No display found",
    "GLFW: X11: The DISPLAY environment variable is missing",
    "SDL: No available video device",
    "XOpenDisplay() failed",
  ];
  for (const words of complaints) {
    assert.deepEqual(allowancesFor(deniedDisplay(`before\n${words}\n`)), ["display"], words);
  }
  for (const words of ["", "displays nothing", "cannot open file", "the display is fine"]) {
    assert.deepEqual(deniedDisplay(words), [], words);
  }
});

Deno.test("allowancesFor() proposes the least that helps with files and memory", () => {
  assert.deepEqual(allowancesFor(["write /a/log", "create /tmp/lock", "create /lock"]), [
    "write=/a/log",
    "write=/tmp",
  ]);
  assert.deepEqual(allowancesFor(["memory 3072 MiB beyond 2048 MiB"]), ["memory=6GB"]);
  assert.deepEqual(allowancesFor(["memory 3072 MiB beyond 5722 MiB"]), ["memory=10GB"]);
  assert.deepEqual(allowancesFor(["memory 999999 MiB beyond 2048 MiB"]), []);
});

Deno.test("allowancesFor() says what to allow, where anything helps", () => {
  const denied = [
    "socket AF_INET",
    "socket AF_UNIX",
    "fork",
    "ptrace",
    "open /home/me/licence.key",
    "clone",
    "constructor",
  ];
  assert.deepEqual(allowancesFor(denied), ["net", "display", "exec", "read=/home/me/licence.key"]);
});
