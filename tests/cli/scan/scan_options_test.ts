import assert from "node:assert/strict";
import type { ScanDocument } from "../../../src/model/documents/scan_document.ts";
import { elfLibrary } from "../../support/elf_library.ts";
import { runProgram } from "../../support/program.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

/** Nothing in these folders is loaded, so no worker starts. */
async function scanJson(...args: string[]): Promise<ScanDocument> {
  const { code, stdout, stderr } = await runProgram(["scan", "--no-catalog", "--json", ...args]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

async function makeFolder(): Promise<TemporaryFolder> {
  const folder = await TemporaryFolder.make();
  await folder.write("one/a.vst3", "I am a text");
  await folder.write("one/b.clap", "I am a text");
  await folder.write("two/c.lv2", "I am a text");
  await folder.write("two/Demo.clap", "I am a text");
  await folder.write("two/d.so", elfLibrary({ symbols: ["VSTPluginMain"] }));
  return folder;
}

function names({ modules }: ScanDocument): string[] {
  return modules.map(({ location }) => location.slice(location.lastIndexOf("/") + 1)).sort();
}

Deno.test("pluginary scan suggests the command that a missing path resembles", async () => {
  await using folder = await TemporaryFolder.make();
  const { code, stderr } = await runProgram(["scan", "histroy"], {
    env: { PLUGINARY_CATALOG: folder.join("catalog.db") },
  });
  assert.equal(code, 1);
  assert.match(stderr, /Cannot scan ".*histroy".*\n {2}Did you mean "pluginary scan history"\?/);
});

Deno.test("pluginary scan --folder adds a folder", async () => {
  await using folder = await makeFolder();
  const document = await scanJson(folder.join("one"), "--folder", folder.join("two"));
  const expected = ["Demo.clap", "a.vst3", "b.clap", "c.lv2"];
  if (Deno.build.os === "linux") expected.push("d.so");
  assert.deepEqual(names(document), expected);
  assert.deepEqual(document.paths, [folder.join("one"), folder.join("two")]);
});

Deno.test("pluginary scan --format searches for some formats", async () => {
  await using folder = await makeFolder();
  const document = await scanJson(folder.path, "--format", "clap,lv2");
  assert.deepEqual(names(document), ["Demo.clap", "b.clap", "c.lv2"]);
  assert.deepEqual(document.formats, ["clap", "lv2"]);
});

Deno.test("pluginary scan --exclude and --ignore-file leave things alone", async () => {
  await using folder = await makeFolder();
  const list = await folder.write("list", "*.so\n*.lv2\n");
  const document = await scanJson(
    folder.path,
    "--exclude",
    "Demo*",
    "--exclude",
    "*.vst3",
    "--ignore-file",
    list,
  );
  assert.deepEqual(names(document), ["b.clap"]);
});

const WRONG_USAGE: string[][] = [
  ["--format", "vst4"],
  ["--exclude", "{a"],
  ["--exclude", ""],
];

for (const args of WRONG_USAGE) {
  Deno.test(`pluginary scan ${args.join(" ")} is wrong usage`, async () => {
    await using folder = await TemporaryFolder.make();
    const { code } = await runProgram(["scan", "--no-catalog", folder.path, ...args]);
    assert.equal(code, 2);
  });
}

for (const option of ["--folder", "--ignore-file"]) {
  Deno.test(`pluginary scan ${option} fails for what does not exist`, async () => {
    await using folder = await TemporaryFolder.make();
    const { code, stderr } = await runProgram([
      "scan",
      "--no-catalog",
      folder.path,
      option,
      "/nowhere/at/all",
    ]);
    assert.equal(code, 1);
    assert.match(stderr, /\/nowhere\/at\/all/);
  });
}

Deno.test("pluginary scan does not take for gone what it was told to leave alone", async () => {
  await using folder = await makeFolder();
  const env = { PLUGINARY_CATALOG: folder.join("catalog/pluginary.db") };
  const scanFolder = async (...args: string[]) => {
    const { stdout, stderr, code } = await runProgram(["scan", "--json", folder.path, ...args], { env });
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as ScanDocument;
  };
  await scanFolder();
  await Deno.remove(folder.join("one/a.vst3"));
  assert.deepEqual((await scanFolder("--format", "clap")).removed, []);
  assert.deepEqual((await scanFolder("--exclude", "*.vst3")).removed, []);
  const { removed } = await scanFolder();
  assert.deepEqual(removed.map(({ location }) => location), [folder.join("one/a.vst3")]);
});

Deno.test("pluginary scan refuses to write its answer and its report into one file", async () => {
  await using folder = await makeFolder();
  const file = folder.join("scan.xml");
  const args = ["scan", "--no-catalog", "--junit", file, "--output", `${folder.path}/one/../scan.xml`];
  const { code, stderr } = await runProgram([...args, folder.path]);
  assert.equal(code, 2);
  assert.match(stderr, /"--junit" and "--output" name the same file/);
});
