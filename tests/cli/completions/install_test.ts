import assert from "node:assert/strict";
import { SHELL_SCRIPTS } from "../../../src/cli/completions/shell_scripts.ts";
import { Sandbox } from "../../support/sandbox.ts";

/** A home whose shell is zsh. */
async function home(env: Record<string, string | undefined> = {}): Promise<Sandbox> {
  return await Sandbox.make({
    SHELL: "/bin/zsh",
    XDG_DATA_HOME: undefined,
    FPATH: undefined,
    BASH_COMPLETION_USER_DIR: undefined,
    ...env,
  });
}

const PLACES = {
  bash: ".local/share/bash-completion/completions/pluginary",
  zsh: ".local/share/zsh/site-functions/_pluginary",
  fish: "config/fish/completions/pluginary.fish",
  powershell: ".local/share/pluginary/completions/pluginary.ps1",
} as const;

for (const shell of ["bash", "zsh", "fish", "powershell"] as const) {
  Deno.test(`pluginary completions ${shell} prints the script`, async () => {
    await using sandbox = await home();
    const { code, stdout } = await sandbox.run(["completions", shell]);
    assert.deepEqual([code, stdout], [0, SHELL_SCRIPTS[shell]]);
  });

  Deno.test(`pluginary completions install ${shell} writes its file once, and uninstall removes it`, {
    ignore: Deno.build.os !== "linux",
  }, async () => {
    await using sandbox = await home();
    const path = sandbox.join(PLACES[shell]);
    const run = async (command: string) => {
      const { code, stdout, stderr } = await sandbox.run(["completions", command, shell, "--json"]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };
    assert.deepEqual([(await run("install")).change, await Deno.readTextFile(path)], [
      "installed",
      SHELL_SCRIPTS[shell],
    ]);
    const { change, path: again } = await run("install");
    assert.deepEqual([change, again], ["unchanged", path]);
    await Deno.writeTextFile(path, SHELL_SCRIPTS[shell].replace("__complete", "__older"));
    assert.equal((await run("install")).change, "updated");
    assert.equal((await run("uninstall")).isRemoved, true);
    await assert.rejects(Deno.lstat(path), Deno.errors.NotFound);
    assert.equal((await run("uninstall")).isRemoved, false);
  });
}

Deno.test("pluginary completions install never replaces or removes a file of somebody else", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using sandbox = await home();
  const path = await sandbox.write(PLACES.zsh, "#compdef pluginary\n# mine\n");
  for (const command of ["install", "uninstall"]) {
    const { code, stdout } = await sandbox.run(["completions", command, "--json"]);
    assert.deepEqual([code, JSON.parse(stdout).error.code], [1, "completions-not-ours"]);
  }
  assert.equal(await Deno.readTextFile(path), "#compdef pluginary\n# mine\n");
});

Deno.test("pluginary completions install says what remains to be done", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using sandbox = await home();
  const { stdout } = await sandbox.run(["completions", "install"]);
  assert.match(stdout, /^Installed: .*_pluginary\n/);
  assert.match(stdout, /fpath=\(.*site-functions \$fpath\)/);
  assert.match(stdout, /Put "pluginary" in a folder of PATH/);
  await sandbox.write("bin/pluginary", "");
  const FPATH = `/usr/share/zsh:${sandbox.join("functions")}`;
  const exported = await sandbox.run(["completions", "install"], {
    env: { FPATH, PATH: `${sandbox.join("bin")}:${Deno.env.get("PATH")}` },
  });
  assert.equal(
    exported.stdout,
    `Installed: ${sandbox.join("functions/_pluginary")}\n  Open a new terminal\n`,
  );
});

Deno.test("pluginary completions refuses shells that it does not know, once and with those that it does", async () => {
  await using sandbox = await home({ SHELL: "/bin/tcsh" });
  const cases: [string[], RegExp][] = [
    [["completions", "tcsh"], /Cannot use "tcsh" for SHELL: expected one of bash, zsh, fish, powershell\n/],
    [["completions", "install", "tcsh"], /Cannot use "tcsh" for SHELL: expected one of bash, zsh, fish,/],
    [
      ["completions", "install"],
      /Cannot use the shell "\/bin\/tcsh", which SHELL names\n {2}Name one of bash,/,
    ],
    [["completions"], /Missing argument SHELL\n {2}Example: pluginary completions/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await sandbox.run(args);
    assert.equal(code, 2);
    assert.match(stderr, message);
    assert.equal(stderr.split("fish").length <= 2, true, stderr);
  }
  const unset = await sandbox.run(["completions", "install"], { env: { SHELL: undefined } });
  assert.match(unset.stderr, /SHELL is not set/);
});

Deno.test("pluginary completions ignores the configuration, since a start file reads its script", async () => {
  await using sandbox = await home({ PLUGINARY_JSON: "true" });
  await sandbox.write(".pluginary.json", '{"json": true}');
  const { stdout } = await sandbox.run(["completions", "bash"]);
  assert.equal(stdout, SHELL_SCRIPTS.bash);
});

Deno.test("pluginary completions install reports a folder that it cannot write", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using sandbox = await home();
  await sandbox.write(".local/share/zsh", "");
  const { code, stderr } = await sandbox.run(["completions", "install"]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot change ".*_pluginary": Not a directory/);
});
