import assert from "node:assert/strict";
import * as v from "valibot";
import { bundleProgram, compileProgram } from "../../scripts/compile.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { versionDocumentSchema } from "../../src/model/documents/version_document.ts";
import type { ScannedModule } from "../../src/model/module.ts";
import { scanDocumentSchema } from "../../src/model/documents/scan_document.ts";
import { sha256 } from "../../src/platform/trusted_file.ts";
import { encodeMessage, PROTOCOL_VERSION, WORKER_ARGUMENT } from "../../src/worker/protocol.ts";
import { compiledTarget, whyNotCompiled } from "../support/compiled_program.ts";
import { TmpfsMount, whyNoMounts } from "../support/tmpfs_mount.ts";
import { type ProgramRun, runProgram, SOURCE_TARGET, startProgram, useTarget } from "../support/program.ts";
import { missingSamples, VST3_FOLDER, ZAM_PLUGINS, zamBundle } from "../support/sample_plugins.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const SHIM = projectPath("build/shim/libpluginary.so");
const isLinux = Deno.build.os === "linux";
const missing = missingSamples();

/** Tests of the compiled file; the reason why there are none stands in command_line_test.ts. */
const canCompile = whyNotCompiled() === "" && isLinux;
const program = canCompile ? (await compiledTarget()).program : "";
if (canCompile) useTarget({ program, args: [] });

function compiledTest(name: string, fn: (t: Deno.TestContext) => Promise<void>, skipped = ""): void {
  if (canCompile) Deno.test({ name: `The compiled program ${name}${skipped}`, ignore: skipped !== "", fn });
}

Deno.test("The program's entry, command line and worker load no CommonJS and nothing of Node's API", async () => {
  await using folder = await TemporaryFolder.make();
  await bundleProgram(folder.path);
  const names = [...Deno.readDirSync(folder.path)].map(({ name }) => name);
  const texts = new Map(
    await Promise.all(names.map(async (name) => [name, await Deno.readTextFile(folder.join(name))] as const)),
  );
  const version = names.find((name) => /^version-/.test(name))!;
  const starts = new Set(["main.js", version, ...importsOf(texts.get("main.js")!, DYNAMIC_IMPORT)]);
  assert.equal(starts.size, 4, "the entry, --version, the command line and the worker");
  const loaded = new Set<string>();
  const visit = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    assert.ok(texts.has(name), `"${name}" is loaded at the start`);
    for (const target of importsOf(texts.get(name)!, STATIC_IMPORT)) visit(target);
  };
  starts.forEach(visit);
  for (const name of loaded) {
    // The bundler defines its helpers in a file of their own, which all others may import.
    assert.doesNotMatch(texts.get(name)!, /__commonJS\(|createRequire|\brequire\(/, name);
  }
});

const STATIC_IMPORT = /^(?:import|export)\b[^;"'(]*["']([^"']+)["'];?$/gm;
const DYNAMIC_IMPORT = /\bimport\(["']([^"']+)["']\)/g;

function importsOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, target]) => target!.replace(/^\.\//, ""));
}

compiledTest("says of which commit and with which library it was made", async () => {
  const { stdout } = await runProgram(["--version", "--json"]);
  const document = v.parse(versionDocumentSchema, JSON.parse(stdout));
  const head = await output("git", ["-C", projectPath(""), "rev-parse", "HEAD"]);
  if (head.code === 0) assert.equal(document.commit?.replace(/-dirty$/, ""), head.stdout.trim());
  assert.equal(document.shim?.sha256, await sha256(await Deno.readFile(SHIM)));
  assert.equal(document.shim?.path, undefined);
});

compiledTest("needs no more than a bare server has", async () => {
  const { stdout } = await output("ldd", [program]);
  const shim = await output("ldd", [SHIM]);
  const needed = [...`${stdout}${shim.stdout}`.matchAll(/^\s+(\S+)/gm)].map(([, name]) => name!);
  assert.ok(needed.length > 5, stdout);
  const bare = /^(linux-vdso|libc|libm|libdl|libpthread|librt|libgcc_s)\.so\.\d+$|^\/lib.*\/ld-linux/;
  assert.deepEqual(needed.filter((name) => !bare.test(name)), []);
});

compiledTest("finds the same as the source when it is alone, without environment", async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.copyFile(program, folder.join("pluginary"));
  // A catalog wants a home, and would remember the first of the two scans.
  const args = ["scan", "--json", "--no-catalog", "--log-level", "off", "--jobs", "1", VST3_FOLDER];
  const alone = await output("env", ["-i", "./pluginary", ...args], folder.path);
  assert.equal(alone.stderr, "");
  assert.equal(alone.code, 0);
  assert.deepEqual([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["pluginary"]);
  const source = await runProgram(args, { target: SOURCE_TARGET });
  const document = comparable(alone.stdout);
  assert.equal(document.modules.length, ZAM_PLUGINS.length);
  assert.deepEqual(document, comparable(source.stdout));
}, missing);

/** A scan's document without times and without the versions of the tool. */
function comparable(json: string): { modules: ScannedModule[] } {
  v.parse(scanDocumentSchema, JSON.parse(json));
  const timed = /^(startedAt|durationMs|addedAt|updatedAt|scannedAt|tool)$/;
  return JSON.parse(json, (key, value) => timed.test(key) ? undefined : value);
}

compiledTest("does not see names that are not UTF-8, which the older runtime leaves out", async () => {
  await using folder = await TemporaryFolder.make();
  const touched = await output("sh", ["-c", `mkdir "$(printf 'bad\\377.vst3')"`], folder.path);
  assert.equal(touched.code, 0, touched.stderr);
  const reasons = async (target?: typeof SOURCE_TARGET) => {
    const options = target === undefined ? {} : { target };
    const { stdout } = await runProgram(["scan", "--json", folder.path], options);
    return JSON.parse(stdout).modules.map((module: ScannedModule) => module.reason?.code);
  };
  assert.deepEqual(await reasons(SOURCE_TARGET), ["path-not-utf-8"]);
  const { stdout } = await runProgram(["--version", "--json"]);
  const isOlder = JSON.parse(stdout).deno.startsWith("2.6.");
  assert.deepEqual(await reasons(), isOlder ? [] : ["path-not-utf-8"]);
});

compiledTest("neither opens nor makes a code cache, which other users could have put there", async () => {
  await using folder = await TemporaryFolder.make();
  await Deno.mkdir(folder.join("home"), { mode: 0o700 });
  await Deno.mkdir(folder.join("tmp"), { mode: 0o700 });
  const env = { TMPDIR: folder.join("tmp"), HOME: folder.join("home"), XDG_CACHE_HOME: undefined };
  const trace = folder.join("trace");
  // Some containers have it and let nothing be traced.
  const hasStrace = (await output("sh", ["-c", "strace -o /dev/null true"])).code === 0;
  const target = hasStrace
    ? { program: "strace", args: ["-f", "-qq", "-e", "trace=file", "-o", trace, program] }
    : { program, args: [] };
  const scanned = missing === "" ? zamBundle("ZamTube") : folder.path;
  for (const args of [["--version"], ["scan", "--jobs", "1", scanned]]) {
    const { code, stderr } = await runProgram(args, { env, target });
    assert.equal(code, 0, stderr);
    assert.deepEqual([...Deno.readDirSync(folder.join("tmp"))], []);
    if (hasStrace) {
      const text = await Deno.readTextFile(trace);
      assert.ok(text.includes("execve("));
      assert.doesNotMatch(text, /deno-compile-[^"]*\.cache/);
    }
  }
});

compiledTest("unpacks one library when eight begin at once", async () => {
  await using home = await TemporaryFolder.make();
  const env = { HOME: home.path, XDG_CACHE_HOME: undefined };
  const runs = await Promise.all(
    Array.from({ length: 8 }, () => runProgram(["scan", zamBundle("ZamTube"), "--json"], { env })),
  );
  for (const { code, stdout, stderr } of runs) {
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).summary.plugins, 1);
  }
  const folder = `${home.path}/.cache/pluginary/shim/${await sha256(await Deno.readFile(SHIM))}`;
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["libpluginary.so"]);
}, missing);

compiledTest("replaces a library in the cache that somebody has tampered with", async () => {
  await using home = await TemporaryFolder.make();
  const env = { HOME: home.path, XDG_CACHE_HOME: undefined };
  const hash = await sha256(await Deno.readFile(SHIM));
  const path = await home.write(`.cache/pluginary/shim/${hash}/libpluginary.so`, "\x7fELF, but not ours");
  for (let folder = path; folder !== home.path;) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    await Deno.chmod(folder, 0o700);
  }
  const { code, stdout } = await runProgram(["scan", zamBundle("ZamTube"), "--json"], { env });
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).summary.plugins, 1);
  assert.equal(await sha256(await Deno.readFile(path)), hash);
}, missing);

compiledTest("has workers that open no library but the expected one", async () => {
  const child = startProgram([WORKER_ARGUMENT]);
  const writer = child.stdin.getWriter();
  await writer.write(encodeMessage({
    type: "start",
    protocol: PROTOCOL_VERSION,
    shim: SHIM,
    shimContent: { sha256: "0".repeat(64), sizeBytes: (await Deno.stat(SHIM)).size },
    parentPid: Deno.pid,
    formats: ["vst3"],
    lv2Bundles: [],
    confinement: { level: "auto", readable: [], writable: [], overrides: [] },
  }));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  assert.notEqual(code, 0);
  assert.equal(stdout.byteLength, 0);
  assert.match(new TextDecoder().decode(stderr), /Cannot use the shim library ".*": its content differs/);
});

compiledTest("takes the library that PLUGINARY_SHIM names and unpacks nothing then", async () => {
  await using home = await TemporaryFolder.make();
  const shim = home.join("other.so");
  await Deno.copyFile(SHIM, shim);
  await Deno.copyFile(SHIM.replace(/so$/, "json"), home.join("libpluginary.json"));
  const env = { HOME: home.path, XDG_CACHE_HOME: undefined, PLUGINARY_SHIM: shim };
  const { code, stdout } = await runProgram(["scan", zamBundle("ZamTube"), "--json"], { env });
  assert.equal(code, 0);
  assert.equal(JSON.parse(stdout).summary.plugins, 1);
  await assert.rejects(Deno.stat(home.join(".cache")), Deno.errors.NotFound);
  const version = await runProgram(["--version", "--json"], { env });
  assert.equal(JSON.parse(version.stdout).shim.path, shim);
}, missing);

compiledTest("holds the library in memory where no folder takes one", async () => {
  await using folder = await TemporaryFolder.make();
  const home = folder.join("home");
  const hash = await sha256(await Deno.readFile(SHIM));
  await Deno.mkdir(home);
  await using _mount = await TmpfsMount.on(home, "noexec");
  await Deno.mkdir(`${home}/tmp`);
  const env = { HOME: home, XDG_CACHE_HOME: undefined, XDG_RUNTIME_DIR: home, TMPDIR: `${home}/tmp` };
  const { code, stdout, stderr } = await runProgram(["scan", zamBundle("ZamTube"), "--json"], { env });
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).summary.plugins, 1);
  assert.deepEqual([...Deno.readDirSync(`${home}/tmp`)], []);
  assert.deepEqual([...Deno.readDirSync(`${home}/.cache/pluginary/shim/${hash}`)], []);
}, missing || await whyNoMounts());

compiledTest("has an ffi right in its workers and none in the process that people start", async () => {
  await using folder = await TemporaryFolder.make();
  const seen = folder.join("seen");
  const path = await compileProgram({
    output: folder.join("probe"),
    entry: { name: "probe.js", source: probe(seen) },
  });
  const target = { program: path, args: [] };
  const { code, stderr } = await runProgram(["scan", zamBundle("ZamTube")], { target });
  assert.equal(code, 0, stderr);
  const lines = (await Deno.readTextFile(seen)).trimEnd().split("\n").sort();
  assert.deepEqual(
    lines,
    [
      "program starts: can open libraries",
      "program loads its command line: cannot open libraries",
      "program ends: cannot open libraries",
      "worker starts: can open libraries",
    ].sort(),
  );
}, missing);

/** Starts the program and writes down when its process can open a library. */
function probe(file: string): string {
  return `
const role = Deno.args[0] === ${JSON.stringify(WORKER_ARGUMENT)} ? "worker" : "program";
const ability = () => {
  try {
    Deno.dlopen("libc.so.6", {}).close();
    return "can";
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return "cannot";
    throw error;
  }
};
const note = (when) => Deno.writeTextFileSync(
  ${JSON.stringify(file)},
  role + " " + when + ": " + ability() + " open libraries\\n",
  { append: true },
);
note("starts");
const revoke = Deno.permissions.revokeSync.bind(Deno.permissions);
Deno.permissions.revokeSync = (descriptor) => {
  const status = revoke(descriptor);
  if (role === "program") note("loads its command line");
  return status;
};
const exit = Deno.exit;
Deno.exit = (code) => {
  note("ends");
  exit(code);
};
await import("./main.js");
`;
}

/** How long a scan in a bare root may take before it is ended. */
const BARE_ROOT_SECONDS = 60;

compiledTest("runs in a root that has nothing but the C library", async () => {
  await using root = await TemporaryFolder.make();
  for (const name of ["tmp", "proc"]) await Deno.mkdir(root.join(name));
  await Deno.copyFile(program, root.join("pluginary"));
  await copyLibraries([program, SHIM], root);
  const location = zamBundle("ZamTube");
  const binary = `${location}/Contents/${Deno.build.arch}-linux/ZamTube.so`;
  await root.write(binary.slice(1), await Deno.readFile(binary));

  const lacking = await scanInRoot(root, location);
  assert.equal(lacking.outcome, "failed");
  assert.equal(
    lacking.reason?.code,
    "missing-dependency",
    "the worker runs, and names what the plugin lacks",
  );

  await copyLibraries([binary], root);
  const complete = await scanInRoot(root, location);
  assert.equal(complete.outcome, "scanned");
  assert.equal(complete.plugins[0]?.name, "ZamTube");
}, missing || await whyNoMounts());

async function scanInRoot(root: TemporaryFolder, location: string): Promise<ScannedModule> {
  // The mount is gone with the namespace, however that ends.
  const script =
    `mount -t proc proc "$1/proc" && exec env -i /usr/sbin/chroot "$1" /pluginary scan --json --no-catalog "$2"`;
  const { code, stdout, stderr } = await output("timeout", [
    String(BARE_ROOT_SECONDS),
    ...["unshare", "--mount", "--pid", "--fork", "--kill-child"],
    ...["sh", "-c", script, "sh", root.path, location],
  ]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout).modules[0];
}

/** Copies what the files need at load time to where they look for it. */
async function copyLibraries(files: readonly string[], root: TemporaryFolder): Promise<void> {
  for (const file of files) {
    const { stdout } = await output("ldd", [file]);
    for (const [path] of stdout.matchAll(/\/[^\s()]+\.so[^\s()]*(?= \()/g)) {
      await root.write(path.slice(1), await Deno.readFile(path));
      await Deno.chmod(root.join(path.slice(1)), 0o755);
    }
  }
}

async function output(command: string, args: string[], cwd?: string): Promise<ProgramRun> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    stdin: "null",
    ...(cwd === undefined ? {} : { cwd }),
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
