import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { MEMORY_FLAG } from "../../scripts/program_memory.ts";
import { PROGRAM_RIGHTS } from "../../scripts/program_rights.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";

const tasks: Record<string, { description?: string; command: string; dependencies?: string[] }> =
  config.tasks;

/** Runs the program's task as people do, from a folder of theirs. */
async function runProgram(
  args: string[],
  cwd: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--config", projectPath("deno.json"), "pluginary", ...args],
    // Deno sets INIT_CWD where it is not set; the task of these tests has done so already.
    env: { INIT_CWD: cwd, PLUGINARY_LOG_LEVEL: "off" },
    cwd,
  }).output();
  const text = (bytes: Uint8Array<ArrayBuffer>) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("every task says what it does", () => {
  for (const [name, task] of Object.entries(tasks)) assert.ok(task.description, name);
});

Deno.test("every script that a task runs exists", () => {
  for (const { command } of Object.values(tasks)) {
    for (const [script] of command.matchAll(/scripts\/\w+\.ts/g)) {
      assert.ok(Deno.statSync(projectPath(script)).isFile, script);
    }
  }
});

Deno.test("task pluginary gives the program no right to native code, imports or the network", () => {
  const { command } = tasks["pluginary"]!;
  assert.match(command, / --cached-only /);
  assert.deepEqual(command.match(/--(allow|no-prompt|deny)\S*|-A\b/g), PROGRAM_RIGHTS);
  assert.deepEqual(PROGRAM_RIGHTS, [
    "--no-prompt",
    "--allow-read",
    "--allow-write",
    "--allow-env",
    "--allow-sys",
    "--allow-run",
  ]);
});

Deno.test("task pluginary keeps the program's memory small", () => {
  assert.ok(tasks["pluginary"]!.command.includes(` ${MEMORY_FLAG} `));
});

Deno.test("packages are pinned to exact versions of npm", () => {
  const { "fast-check": ours, ...imports } = config.imports;
  assert.equal(ours, "./tests/support/fast_check.ts");
  const inOurs = config.scopes[ours];
  assert.deepEqual(Object.keys(inOurs), ["fast-check"]);
  for (const [name, target] of [...Object.entries(imports), ...Object.entries(inOurs)]) {
    assert.match(target, /^npm:(@[a-z-]+\/)?[a-z0-9-]+@\d+\.\d+\.\d+$/, name);
  }
});

Deno.test("task pluginary has nothing on stdout but the program's output", async () => {
  const { code, stdout } = await runProgram(["--version"], projectPath(""));
  assert.equal(code, 0);
  assert.match(stdout, /^pluginary \d+\.\d+\.\d+[^\n]*\n/);
});

Deno.test("task pluginary passes exit code and arguments on and takes paths from where its user stands", async () => {
  await using folder = await TemporaryFolder.make();
  const name = `no 'such' "folder" $HOME *`;
  const { code, stderr } = await runProgram(["scan", name], folder.path);
  assert.equal(code, 1);
  assert.ok(stderr.includes(name), stderr);
  assert.equal((await runProgram(["scan", "--no-such-option"], folder.path)).code, 2);
  await Deno.mkdir(`${folder.path}/${name}`);
  const found = await runProgram(["scan", "--json", "--no-catalog", name], folder.path);
  assert.equal(found.code, 0, found.stderr);
  assert.deepEqual(JSON.parse(found.stdout).paths, [`${await Deno.realPath(folder.path)}/${name}`]);
});
