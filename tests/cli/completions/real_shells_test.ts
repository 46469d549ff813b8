import assert from "node:assert/strict";
import { missingCommands } from "../../support/missing_commands.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { storedCatalog } from "../support/stored_catalog.ts";
import { ShellSession, type TestedShell } from "./shell_session.ts";

const SHELLS: readonly TestedShell[] = ["bash", "zsh", "fish"];

/** Names that a shell would act on if they were not in quotes, each behind a beginning that is easy to type. */
const HOSTILE = [
  "$(touch hacked)",
  "`touch hacked`",
  "; touch hacked",
  "& touch hacked",
  "| touch hacked",
  "> hacked",
  "<(touch hacked)",
  "${HOME} $HOME $1",
  `it's "quoted" \\ here`,
  "a!b !! !1 ^a^b",
  "* ? [a-z] {a,b} ~",
  "%n %F{red} %1(l.a.b)",
  "a:b=c:d",
  "#not a comment",
  "(group) {brace}",
  "tail\\",
  "ピアノ シンセ",
  "Żółw ß é",
];

/** Names that are special from their first character on; two of them are proposed by their ids. */
const SPECIAL = [
  "~root",
  "-rf",
  "=ls",
  "$(touch hacked)",
  "#hash",
  "!!",
  "..",
  "'",
  '"',
  "\\",
  "ピアノ",
  "{a,b}",
];

const names = (list: readonly string[]) =>
  list.map((name, index) => ({ name, id: `clap:org.example.${index}`, vendor: `Vendor ${index} ${name}` }));

/** The package that loads bash's installed completions. */
const BASH_COMPLETION = "/usr/share/bash-completion/bash_completion";

/** What loads installed completions: for zsh the line that `install` prints, for fish nothing. */
const LOADERS: Readonly<Record<TestedShell, string>> = {
  bash: `source ${BASH_COMPLETION}`,
  zsh: "fpath=(~/.local/share/zsh/site-functions $fpath)",
  fish: "",
};

for (const shell of SHELLS) {
  const reason = missingCommands(shell, "script");
  const options = { ignore: reason !== "" };

  Deno.test(`${shell} completes hostile names as they are and runs nothing${reason}`, options, async () => {
    await using sandbox = await Sandbox.make();
    const begun = HOSTILE.map((name, index) => `n${String(index).padStart(2, "0")} ${name}`);
    await storedCatalog(sandbox.catalog, names(begun));
    await using session = await ShellSession.start(shell, sandbox);
    for (const name of begun) {
      const start = name.slice(0, 3);
      assert.deepEqual(await session.enter(`pluginary info ${start}\t`), ["info", name]);
      assert.deepEqual(await session.enter(`pluginary info '${start}\t`), ["info", name]);
      assert.deepEqual(await session.enter(`pluginary info "${start}\t`), ["info", name]);
    }
    assert.deepEqual(await session.enter("pluginary list --vendor vendor\\ 1\\ \t"), [
      "list",
      "--vendor",
      `Vendor 1 ${begun[1]}`,
    ]);
    await assert.rejects(Deno.lstat(sandbox.join("hacked")), Deno.errors.NotFound);
  });

  Deno.test(`${shell} completes names that begin with a special character${reason}`, options, async () => {
    await using sandbox = await Sandbox.make();
    for (const [index, name] of SPECIAL.entries()) {
      await storedCatalog(sandbox.join(`${index}.db`), names([name]));
    }
    await using session = await ShellSession.start(shell, sandbox);
    for (const [index, name] of SPECIAL.entries()) {
      // fish proposes no word with a dot before one is typed.
      if (shell === "fish" && name === "..") continue;
      const set = shell === "fish" ? "set -gx PLUGINARY_CATALOG " : "export PLUGINARY_CATALOG=";
      await session.show(`${set}${sandbox.join(`${index}.db`)}; clear\r`, "ready> ");
      const proposed = /^[-~]/.test(name) ? "clap:org.example.0" : name;
      assert.deepEqual(await session.enter("pluginary info \t"), ["info", proposed]);
    }
    await assert.rejects(Deno.lstat(sandbox.join("hacked")), Deno.errors.NotFound);
  });

  Deno.test(`${shell} completes commands, options, values and files${reason}`, options, async () => {
    await using sandbox = await Sandbox.make();
    await storedCatalog(sandbox.catalog, [
      {
        name: "ZamTube",
        id: "vst3:5653545A416D54756265000000000001",
        vendor: "Damien Zammit",
        format: "vst3",
      },
      {
        name: "ZamComp",
        id: "vst3:5653545A416D54756265000000000002",
        vendor: "Damien Zammit",
        format: "vst3",
      },
      { name: "line\nbreak", id: "clap:org.example.break", vendor: "x\u001b[31m" },
    ]);
    await sandbox.write("plug ins/my file.txt", "");
    await using session = await ShellSession.start(shell, sandbox);
    const cases: readonly (readonly [typed: string, ...called: string[]])[] = [
      ["pluginary li\t", "list"],
      ["pluginary list --no-p\t", "list", "--no-pager"],
      ["pluginary list --format=vst3,la\t", "list", "--format=vst3,ladspa"],
      ["pluginary list --format la\t", "list", "--format", "ladspa"],
      ["pluginary list -f la\t", "list", "-f", "ladspa"],
      ["pluginary list --vendor dam\t", "list", "--vendor", "Damien Zammit"],
      ["pluginary list --vendor=dam\t", "list", "--vendor=Damien Zammit"],
      ["pluginary info zamt\t", "info", "ZamTube"],
      ["pluginary info vst3/zamt\t", "info", "vst3/ZamTube"],
      ["pluginary info vst3:\t1\t", "info", "vst3:5653545A416D54756265000000000001"],
      ["pluginary info clap:\t", "info", "clap:org.example.break"],
      ["pluginary search vendor:dam\t", "search", "vendor:Damien-Zammit"],
      ["pluginary search ven\tdam\t", "search", "vendor:Damien-Zammit"],
      ["pluginary catalog sta\t--js\t", "catalog", "stats", "--json"],
      ["pluginary import plug\tmy\t", "import", "plug ins/my file.txt"],
      ["pluginary list --output=plug\tmy\t", "list", "--output=plug ins/my file.txt"],
      ["pluginary scan show \t", "scan", "show", "1"],
      ["pluginary completions pow\t", "completions", "powershell"],
      ["pluginary config set scan.confinement re\t", "config", "set", "scan.confinement", "require"],
      [
        "pluginary override set ZamTube allow=re\tplug\t",
        "override",
        "set",
        "ZamTube",
        "allow=read=plug ins",
      ],
      ["X=1 pluginary schema scan-h\t", "schema", "scan-history"],
      ["true; pluginary help exi\t", "help", "exit-codes"],
    ];
    for (const [typed, ...called] of cases) {
      // zsh takes the slash behind a folder away again.
      const entered = (await session.enter(typed)).map((word) => word.replace(/\/$/, ""));
      assert.deepEqual(entered, called, typed);
    }
  });

  const notLoaded = missingCommands(shell, "script", ...shell === "bash" ? [BASH_COMPLETION] : []);
  Deno.test(
    `${shell} finds completions that were installed${notLoaded}`,
    { ignore: notLoaded !== "" },
    async () => {
      await using sandbox = await Sandbox.make({ XDG_DATA_HOME: undefined, FPATH: undefined });
      const { code, stderr } = await sandbox.run(["completions", "install", shell]);
      assert.equal(code, 0, stderr);
      await using session = await ShellSession.start(shell, sandbox, LOADERS[shell]);
      assert.deepEqual(await session.enter("pluginary sch\tscan-dr\t"), ["schema", "scan-dry-run"]);
    },
  );
}
