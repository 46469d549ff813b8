import assert from "node:assert/strict";
import { parseCsv } from "../../support/parse_csv.ts";
import { USUAL_SETTINGS } from "../../../src/cli/config/usual_settings.ts";
import * as v from "valibot";
import {
  configGetDocumentSchema,
  configListDocumentSchema,
  configMigrateDocumentSchema,
  configPathDocumentSchema,
  configSetDocumentSchema,
  configValidateDocumentSchema,
} from "../../../src/model/documents/config_documents.ts";
import { errorDocumentSchema } from "../../../src/model/documents/error_document.ts";
import { editorCommand } from "../../../src/cli/config/run_config_edit.ts";
import type { ProgramOptions } from "../../support/program.ts";
import { Sandbox } from "../../support/sandbox.ts";

const GOOD_PLUGIN = new URL("../../../build/fixtures/vst3/good.vst3", import.meta.url).pathname;

/** A home with a project in it, and the program run there. */
class Place implements AsyncDisposable {
  readonly folder: Sandbox;
  readonly config: string;
  readonly project: string;

  constructor(folder: Sandbox) {
    this.folder = folder;
    this.config = folder.join("config/pluginary/config.jsonc");
    this.project = folder.join("project");
  }

  static async make(): Promise<Place> {
    const place = new Place(await Sandbox.make());
    await Deno.mkdir(place.project);
    return place;
  }

  async run(args: readonly string[], options: ProgramOptions = {}) {
    return await this.folder.run(args, { cwd: this.project, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

/** What a hostile project would like to set. */
const HOSTILE_FILE = `{
  "version": 1,
  "shim": "/tmp/evil.so", "catalog": "/tmp/evil.db", "config": "/tmp/evil.jsonc",
  "pager": "touch evil", "editor": "touch evil",
  "vst3Path": "/tmp", "lv2Path": "/tmp",
  "confinement": "off", "allow": ["exec", "net"], "folder": ["."], "yes": true,
  "output": "../stolen", "noCatalog": true, "isolate": false, "ignoreFile": ["/dev/zero"],
  "scan": { "confinement": "off", "allow": ["home"], "folder": ["."], "prune": true, "all": true },
  "cache": { "clear": { "all": true, "yes": true }, "prune": { "maxSize": "1B" } },
  "list": { "output": "../stolen" }
}`;

const HOSTILE_DOTENV = ["SHIM", "CATALOG", "CONFIG", "PAGER", "EDITOR", "DEBUG"]
  .map((name) => `PLUGINARY_${name}=/tmp/evil`)
  .concat(
    ...["VST3_PATH", "CLAP_PATH", "LV2_PATH", "LADSPA_PATH", "PAGER", "VISUAL", "EDITOR", "LESSOPEN"]
      .map((name) => `${name}=/tmp/evil`),
    ...["HOME", "XDG_CONFIG_HOME", "PATH", "LD_PRELOAD", "NO_COLOR", "TMPDIR"].map((name) =>
      `${name}=/tmp/evil`
    ),
    ...["CONFINEMENT=off", "SCAN_CONFINEMENT=off", "ALLOW=net", "FOLDER=/tmp", "YES=1", "OUTPUT=stolen"]
      .map((line) => `PLUGINARY_${line}`),
  ).join("\n");

Deno.test("a hostile project changes nothing of what a command does, and is told about", async () => {
  await using place = await Place.make();
  // All that these look at could be weakened: catalog, folders, shim, confinement and output.
  const commands = [
    ["catalog", "path"],
    ["list", "--json"],
    ["scan", GOOD_PLUGIN, "--json", "--force"],
    ["config", "path"],
  ];
  const run = async (args: readonly string[]) => {
    const { code, stdout, stderr } = await place.run(args);
    return {
      code,
      stdout: stdout.replace(/"(startedAt|durationMs|scannedAt)":("[^"]*"|[\d.]+)/g, "$1"),
      stderr,
    };
  };
  await run(["scan", GOOD_PLUGIN]);
  const before: Awaited<ReturnType<typeof run>>[] = [];
  for (const args of commands) before.push(await run(args));
  await place.folder.write("project/pluginary.jsonc", HOSTILE_FILE);
  await place.folder.write("project/.env", HOSTILE_DOTENV);
  for (const [index, args] of commands.entries()) {
    const { stderr, ...answer } = await run(args);
    const { stderr: quiet, ...expected } = before[index]!;
    assert.deepEqual(answer, expected, args.join(" "));
    const warnings = stderr.replace(quiet, "").trimEnd().split("\n").filter((line) => line !== "");
    assert.equal(warnings.length, args[0] === "config" ? 0 : 6, stderr);
    for (const warning of warnings) {
      assert.match(warning, /^warning: .*((A file|A project) cannot set|more in the project's files)/);
    }
  }
  assert.deepEqual([...Deno.readDirSync(place.project)].map(({ name }) => name).sort(), [
    ".env",
    "pluginary.jsonc",
  ]);
  const { code, stdout } = await place.run(["config", "validate", "--json"]);
  const { problems } = v.parse(configValidateDocumentSchema, JSON.parse(stdout));
  assert.equal(code, 1);
  assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(["refused"]));
  assert.equal(problems.length, 24 + 12);
});

Deno.test("a project that is no project at all keeps nobody from working", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using place = await Place.make();
  const path = `${place.project}/pluginary.jsonc`;
  await Deno.writeTextFile(place.folder.join("secret"), "the secret");
  const states: [make: () => Promise<unknown>, warning: RegExp][] = [
    [
      () => Deno.writeTextFile(path, "["),
      /pluginary\.jsonc:1:2: Cannot parse this file: expected a value, found the end/,
    ],
    [() => Deno.writeTextFile(path, "\u001b[2J{"), /:1:1: Cannot parse this file: expected a value, found ␛/],
    [
      () => Deno.symlink(place.folder.join("secret"), path),
      /pluginary\.jsonc: Cannot read this file: it is a link/,
    ],
    [
      () => new Deno.Command("mkfifo", { args: [path] }).output(),
      /Cannot read this file: it is not a regular file/,
    ],
    [() => Deno.mkdir(path), /Cannot read this file: it is not a regular file/],
  ];
  for (const [make, warning] of states) {
    await make();
    const { code, stdout, stderr } = await place.run(["catalog", "path"]);
    assert.equal(code, 0);
    assert.match(stdout, /catalog\.db\n$/);
    assert.match(stderr, warning);
    assert.ok(!stderr.includes("secret\n") && !stderr.includes("\u001b"));
    await Deno.remove(path);
  }
});

Deno.test("a project cannot keep a command from working with what it may set", async () => {
  await using place = await Place.make();
  const run = async (config: unknown) => {
    await place.folder.write("project/pluginary.jsonc", JSON.stringify({ version: 1, ...config as object }));
    return await place.run(["scan", GOOD_PLUGIN]);
  };
  const formats = await run({ json: true, csv: true, yaml: true, olderThan: "1d" });
  assert.equal(formats.code, 0);
  assert.equal(JSON.parse(formats.stdout).schema, "scan");
  assert.match(
    formats.stderr,
    /^warning: .*\.jsonc:1:\d+: "(csv|yaml)" cannot be combined with "json"\nwarning:/,
  );
  for (const pattern of ["{a", "[", "{a,b}".repeat(30), "{".repeat(2000), "*a".repeat(100_000)]) {
    const { code, stderr } = await run({ exclude: [pattern] });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^warning: .*pluginary\.jsonc:1:25: Cannot use ".*" for "exclude": it (has|is longer than) /,
    );
  }
});

Deno.test("a project and its .env set what they may", async () => {
  await using place = await Place.make();
  await place.folder.write("project/.git/HEAD", "");
  await place.folder.write(
    "project/pluginary.jsonc",
    '{ "version": 1, "scan": { "failOn": ["any"] }, "jobs": 2 }',
  );
  await place.folder.write("project/.env", "export PLUGINARY_JOBS='3' # three\nLV2_PATH=/tmp\n");
  await Deno.mkdir(`${place.project}/deep/er`, { recursive: true });
  const { stdout, stderr } = await place.run(["config", "list", "--json"], {
    cwd: `${place.project}/deep/er`,
  });
  assert.equal(stderr, "");
  const { settings } = v.parse(configListDocumentSchema, JSON.parse(stdout));
  const set = settings.filter(({ origin }) => origin !== undefined);
  assert.deepEqual(set.map(({ key, value, origin, counts }) => [key, value, origin?.layer, counts]), [
    ["jobs", 3, "dotenv", true],
    ["jobs", 2, "project", false],
    ["scan.failOn", ["any"], "project", true],
  ]);
});

Deno.test("config set, get, unset and list change and show the user's file", async () => {
  await using place = await Place.make();
  const set = await place.run(["config", "set", "scan.exclude", "Demo*", "/opt/**", "--json"]);
  assert.deepEqual(v.parse(configSetDocumentSchema, JSON.parse(set.stdout)), {
    schema: "config-set",
    schemaVersion: 1,
    key: "scan.exclude",
    value: ["Demo*", "/opt/**"],
    path: place.config,
  });
  assert.equal((await place.run(["config", "set", "--", "fail-on", "crashed,failed"])).code, 0);
  assert.equal((await place.run(["config", "set", "json", "yes"])).code, 0);
  assert.equal(
    await Deno.readTextFile(place.config),
    `{
  "version": 1,
  "scan": {
    "exclude": [
      "Demo*",
      "/opt/**"
    ]
  },
  "failOn": [
    "crashed",
    "failed"
  ],
  "json": true
}
`,
  );
  // "json" is set for all commands, this one too.
  const get = await place.run(["config", "get", "scan.fail-on"]);
  assert.deepEqual(v.parse(configGetDocumentSchema, JSON.parse(get.stdout)), {
    schema: "config-get",
    schemaVersion: 1,
    key: "scan.failOn",
    value: ["crashed", "failed"],
    origin: { layer: "user", file: place.config, line: 9, column: 3 },
  });
  assert.equal((await place.run(["config", "unset", "json"])).code, 0);
  const list = await place.run(["config", "list", "--origin"], { env: { PLUGINARY_SCAN_FAIL_ON: "any" } });
  assert.deepEqual(list.stdout.split("\n").map((line) => line.trim().split(/ {2,}/)), [
    ["SETTING", "VALUE", "SOURCE", "COUNTS"],
    ["failOn", "crashed failed", `${place.config}:9:3`, "false"],
    ["scan.exclude", "Demo* /opt/**", `${place.config}:4:5`, "true"],
    ["scan.failOn", "any", "PLUGINARY_SCAN_FAIL_ON", "true"],
    [""],
  ]);
});

Deno.test("config list shows what people set, with values, sources and meanings", async () => {
  await using place = await Place.make();
  await place.folder.write(
    "config/pluginary/config.jsonc",
    '{ "version": 1, "export": { "output": "/tmp/x" } }',
  );
  const { stdout, stderr } = await place.run(["config", "list"], { env: { PLUGINARY_TIMEOUT: "2m" } });
  assert.match(stderr, /^Use "--all" to list every setting\n$/);
  const rows = stdout.trimEnd().split("\n").map((line) => line.trim().split(/ {2,}/));
  assert.deepEqual(rows[0], ["SETTING", "VALUE", "SOURCE", "DESCRIPTION"]);
  const row = (key: string) => rows.find(([first]) => first === key)?.slice(1);
  assert.deepEqual(row("confinement"), ["auto", "default", "Choose how strictly plugins are confined"]);
  assert.deepEqual(row("timeout"), ["2m", "PLUGINARY_TIMEOUT", "Stop a plugin that is silent for TIME"]);
  assert.deepEqual(row("export.output"), ["/tmp/x", "your file", "Write to FILE, complete or not at all"]);
  assert.deepEqual(USUAL_SETTINGS.filter((key) => row(key) === undefined), []);
  assert.equal(row("catalog.clear.yes"), undefined);
  const all = await place.run(["config", "list", "--all", "--json"]);
  const { settings } = v.parse(configListDocumentSchema, JSON.parse(all.stdout));
  const jobs = settings.find(({ key }) => key === "scan.jobs")!;
  assert.deepEqual([jobs.default, jobs.description, jobs.value, jobs.counts], [
    "one per core",
    "Run N workers at once, from 1 to 64",
    undefined,
    false,
  ]);
});

Deno.test("config list has the same settings in its table and its documents, with whole names", async () => {
  await using place = await Place.make();
  const json = await place.run(["config", "list", "--json"]);
  const { settings } = v.parse(configListDocumentSchema, JSON.parse(json.stdout));
  const keys = settings.map(({ key }) => key);
  assert.deepEqual(keys.toSorted(), USUAL_SETTINGS.toSorted());
  const csv = await place.run(["config", "list", "--csv"]);
  assert.deepEqual(parseCsv(csv.stdout).slice(1).map(([key]) => key), keys);
  const table = await place.run(["config", "list"], { terminal: { columns: 80 } });
  for (const key of keys) assert.match(table.stdout, new RegExp(`^${key} `, "m"));
});

Deno.test("config set keeps comments, the file's mode and the link that leads to it", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using place = await Place.make();
  const target = await place.folder.write(
    "dotfiles/pluginary.jsonc",
    '// mine\n{\n  "version": 1, // one\n}\n',
  );
  await Deno.chmod(target, 0o640);
  await Deno.mkdir(place.folder.join("config/pluginary"), { recursive: true });
  await Deno.symlink(target, place.config);
  assert.equal((await place.run(["config", "set", "scan.jobs", "4"])).code, 0);
  assert.equal(
    await Deno.readTextFile(target),
    '// mine\n{\n  "version": 1, // one\n  "scan": {\n    "jobs": 4\n  }\n}\n',
  );
  assert.equal((await Deno.stat(target)).mode! & 0o777, 0o640);
  assert.ok((await Deno.lstat(place.config)).isSymlink);
  assert.deepEqual([...Deno.readDirSync(place.folder.join("dotfiles"))].length, 1);
});

/** Wrong words, and what is said of them. */
const REFUSED: readonly (readonly [args: readonly string[], code: number, message: string])[] = [
  [["get", "jbos"], 2, 'Unknown setting "jbos"\n  Did you mean "jobs"?'],
  [["get", "jobs"], 1, 'Setting "jobs" is not set\n  The default is one per core'],
  [["get", "toString"], 2, 'Unknown setting "toString"'],
  [["unset", "jobs"], 1, 'Setting "jobs" is not set in'],
  [["set", "jobs"], 2, "Missing argument VALUE"],
  [["set", "jobs", "65"], 2, 'Cannot use "65" for "jobs": it is not a whole number from 1 to 64'],
  [["set", "jobs", "1", "2"], 2, 'Cannot set "jobs" to 2 values: it accepts one'],
  [["set", "fail-on", "crashd"], 2, 'Cannot use "crashd" for "failOn": expected one of'],
  [["set", "json", "maybe"], 2, 'Cannot use "maybe" for "json": it is neither true nor false'],
  [["set", "exclude", "a\nb"], 2, 'Cannot use "a␊b" for "exclude": it contains a control character'],
  [
    ["set", "--project", "confinement", "off"],
    2,
    '"confinement" cannot be set by a project: it decides how far',
  ],
  [
    ["set", "scan.limit", "3"],
    2,
    'Unknown setting "scan.limit"\n  Did you mean "limit" or "scan.history.limit" or "list.limit"',
  ],
  [["migrate"], 2, 'Cannot migrate "'],
  [["validate", "none.jsonc"], 1, ""],
];

for (const [args, code, message] of REFUSED) {
  Deno.test(`pluginary config ${args.join(" ").replace("\n", "␊")} exits with ${code}`, async () => {
    await using place = await Place.make();
    const run = await place.run(["config", ...args]);
    assert.equal(run.code, code, run.stderr);
    assert.ok(run.stderr.startsWith(message === "" ? "" : `pluginary: ${message}`), run.stderr);
    await assert.rejects(Deno.stat(place.config), Deno.errors.NotFound);
  });
}

Deno.test("a broken file of the user stops commands, but not those that repair it", async () => {
  await using place = await Place.make();
  await place.folder.write(
    "config/pluginary/config.jsonc",
    '{\n  "version": 1,\n  "scan": { "jbos": 4 }\n}\n',
  );
  const scan = await place.run(["list", "--json"]);
  assert.equal(scan.code, 2);
  assert.equal(
    scan.stderr,
    `pluginary: ${place.config}:3:13: Unknown setting "scan.jbos"\n  Did you mean "jobs"?\n`,
  );
  assert.equal(v.parse(errorDocumentSchema, JSON.parse(scan.stdout)).error.code, "configuration");
  assert.equal((await place.run(["--version"])).code, 0);
  assert.equal((await place.run(["help", "list"])).code, 0);
  assert.equal((await place.run(["list", "--help"])).code, 0);
  assert.equal((await place.run(["config", "path"])).stdout, `${place.config}\n`);
  const validate = await place.run(["config", "validate"]);
  assert.equal(validate.code, 1);
  assert.equal(validate.stdout, `${place.config}:3:13: Unknown setting "scan.jbos" (Did you mean "jobs"?)\n`);
  await Deno.writeTextFile(place.config, "{ nothing");
  const set = await place.run(["config", "set", "jobs", "4"]);
  assert.equal(set.code, 2);
  assert.match(set.stderr, /config\.jsonc:1:3: Cannot parse the file/);
  assert.equal(await Deno.readTextFile(place.config), "{ nothing");
});

Deno.test("an error goes where the configuration says, and says what the configuration has to do with it", async () => {
  await using place = await Place.make();
  const { code, stdout, stderr } = await place.run(["list"], {
    env: { PLUGINARY_JSON: "1", PLUGINARY_LIST_CSV: "1" },
  });
  assert.equal(code, 2);
  assert.equal(v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code, "usage");
  assert.equal(
    stderr,
    'pluginary: Options "--json" and "--csv" cannot be combined\n' +
      '  "--json" is set by PLUGINARY_JSON; "--csv" is set by PLUGINARY_LIST_CSV\n',
  );
});

Deno.test("config migrate and config set bring an old file to the newest version after a backup", async () => {
  await using place = await Place.make();
  const old = '{\n  "scan": { "fail-on": ["any"] } // mine\n}\n';
  const write = async () => await place.folder.write("config/pluginary/config.jsonc", old);
  await write();
  const migrate = await place.run(["config", "migrate", "--json"]);
  const backup = `${place.config}.v0.bak`;
  assert.deepEqual(v.parse(configMigrateDocumentSchema, JSON.parse(migrate.stdout)), {
    schema: "config-migrate",
    schemaVersion: 1,
    path: place.config,
    from: 0,
    to: 1,
    backup,
  });
  assert.equal(await Deno.readTextFile(backup), old);
  const text = '{\n  "version": 1,\n  "scan": { "failOn": ["any"] } // mine\n}\n';
  assert.equal(await Deno.readTextFile(place.config), text);
  const again = await place.run(["config", "migrate"]);
  assert.equal(again.stdout, `${place.config} is already at the newest version, 1\n`);
  await write();
  const set = await place.run(["config", "set", "jobs", "2", "--json"]);
  assert.equal(v.parse(configSetDocumentSchema, JSON.parse(set.stdout)).backup, `${place.config}.v0-2.bak`);
  assert.match(await Deno.readTextFile(place.config), /"version": 1,\n {2}"scan": \{ "failOn"[^]*"jobs": 2/);
});

Deno.test("config edit opens a file in the editor and checks what comes out", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using place = await Place.make();
  const editor = await place.folder.write("my editor", '#!/bin/sh\nprintf "%s" "$1" > "$2"\n');
  await Deno.chmod(editor, 0o755);
  const edit = async (text: string, args: readonly string[] = []) =>
    await place.run(["config", "edit", ...args], {
      env: { VISUAL: `'${editor}' '${text}'`, EDITOR: "false" },
    });
  const right = await edit('{"version":1,"jobs":4}');
  assert.deepEqual([right.code, right.stdout], [0, `No problems found in ${place.config}\n`]);
  assert.equal(await Deno.readTextFile(place.config), '{"version":1,"jobs":4}');
  const wrong = await edit('{"version":1,"jobs":0}');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stdout, /config\.jsonc:1:21: Cannot use "0" for "jobs"/);
  const project = await edit('{"version":1,"allow":["net"]}', ["--project"]);
  assert.match(project.stdout, /project\/pluginary\.jsonc:1:14: A project cannot set "allow"/);
  const failed = await place.run(["config", "edit"], { env: { VISUAL: "", EDITOR: "exit 3;" } });
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /^pluginary: Cannot edit ".*": the editor exited with code 3\n/);
});

Deno.test("config edit starts from a file that is right", async () => {
  await using place = await Place.make();
  for (const args of [[], ["--project"]]) {
    const { code, stdout } = await place.run(["config", "edit", ...args], { env: { VISUAL: "true" } });
    assert.deepEqual([code, stdout.slice(0, 20)], [0, "No problems found in"]);
  }
  assert.equal((await place.run(["config", "set", "jobs", "3"])).code, 0);
  assert.match(
    await Deno.readTextFile(place.config),
    /^\/\/ Configuration[^]*"version": 1,\n {2}\/\/ "scan"/,
  );
});

Deno.test("editorCommand() takes VISUAL, then EDITOR", { ignore: Deno.build.os === "windows" }, () => {
  const script = (environment: Record<string, string>) => editorCommand("/c", (name) => environment[name])[2];
  assert.equal(script({ VISUAL: "code --wait", EDITOR: "vi" }), 'code --wait "$@"');
  assert.equal(script({ VISUAL: "", EDITOR: "nano" }), 'nano "$@"');
  assert.equal(script({}), 'vi "$@"');
});

Deno.test("config path says where all files are", async () => {
  await using place = await Place.make();
  await place.folder.write("project/.env", "");
  const { stdout } = await place.run(["config", "path", "--json"]);
  assert.deepEqual(v.parse(configPathDocumentSchema, JSON.parse(stdout)), {
    schema: "config-path",
    schemaVersion: 1,
    user: { path: place.config, exists: false },
    project: { path: `${place.project}/pluginary.jsonc`, exists: false },
    dotenv: { path: `${place.project}/.env`, exists: true },
  });
  const named = await place.run(["config", "path"], { env: { PLUGINARY_CONFIG: "mine.jsonc" } });
  assert.equal(named.stdout, `${place.project}/mine.jsonc\n`);
  const missing = await place.run(["list"], { env: { PLUGINARY_CONFIG: "mine.jsonc" } });
  assert.equal(missing.code, 2);
  assert.equal(
    missing.stderr,
    `pluginary: ${place.project}/mine.jsonc: Cannot read this file: it does not exist\n` +
      '  To create it, run "pluginary config edit"; to do without it, "unset PLUGINARY_CONFIG"\n',
  );
});

Deno.test("config validate finds a misspelt variable", async () => {
  await using place = await Place.make();
  const { code, stdout } = await place.run(["config", "validate"], {
    env: {
      PLUGINARY_JOSB: "4",
      PLUGINARY_TEST_FULL: "1",
      PLUGINARY_TEST_SEED: "7",
      PLUGINARY_SOMETHING_ELSE_ALTOGETHER: "1",
    },
  });
  assert.equal(code, 1);
  assert.equal(stdout, 'PLUGINARY_JOSB: Unknown setting "PLUGINARY_JOSB" (Did you mean "PLUGINARY_JOBS"?)\n');
});

Deno.test("config set and validate refuse settings that a command refuses together", async () => {
  await using place = await Place.make();
  assert.equal((await place.run(["config", "set", "scan.confinement", "off"])).code, 0);
  const refused = await place.run(["config", "set", "scan.allow", "net"]);
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /"scan\.allow" cannot be combined with "scan\.confinement": "off"|"scan\.confinement": "off" cannot be combined with "scan\.allow"/,
  );
  assert.equal((await place.run(["config", "validate"])).code, 0);
  await Deno.writeTextFile(place.config, '{ "scan": { "confinement": "off", "allow": ["net"] } }');
  for (const args of [[], [place.config]]) {
    const { code, stdout } = await place.run(["config", "validate", ...args]);
    assert.equal(code, 1);
    assert.match(stdout, /config\.jsonc:1:\d+: "scan\..*cannot be combined with/);
  }
  await Deno.writeTextFile(place.config, '{ "scan": { "confinement": "auto", "allow": ["net"] } }');
  assert.equal((await place.run(["config", "validate"])).code, 0);
  await Deno.writeTextFile(place.config, '{ "json": true, "list": { "csv": true } }');
  const formats = JSON.parse((await place.run(["config", "validate"])).stdout);
  assert.equal(formats.problems[0].message, '"list.csv" cannot be combined with "json"');
});

Deno.test("values of options are known in any case, typed and configured", async () => {
  await using place = await Place.make();
  const formats = async () =>
    JSON.parse((await place.run(["config", "get", "scan.format", "--json"])).stdout).value;
  for (
    const args of [["list", "--format", "VST3,Clap"], ["list", "--sort=Vendor", "--columns=NAME,addedat"]]
  ) {
    const { code, stderr } = await place.run(args);
    assert.equal(code, 0, stderr);
  }
  assert.equal((await place.run(["config", "set", "scan.format", "VST3,Clap"])).code, 0);
  assert.deepEqual(await formats(), ["vst3", "clap"]);
  await Deno.writeTextFile(place.config, '{ "scan": { "format": ["LV2"], "confinement": "AUTO" } }');
  assert.deepEqual(await formats(), ["lv2"]);
  assert.equal((await place.run(["config", "validate"])).code, 0);
  const variable = { env: { PLUGINARY_LIST_FORMAT: "VST3" } };
  assert.equal((await place.run(["list"], variable)).code, 0);
});

Deno.test("config set into a folder that cannot be written is no wrong usage", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using place = await Place.make();
  const env = { PLUGINARY_CONFIG: "/proc/nowhere/config.jsonc" };
  const { code, stdout, stderr } = await place.run(["config", "set", "jobs", "2", "--json"], { env });
  assert.equal(code, 1, stderr);
  assert.equal(v.parse(errorDocumentSchema, JSON.parse(stdout)).error.code, "output-not-writable");
});

Deno.test("a setting under a command's former name is read, replaced and unset", async () => {
  await using place = await Place.make();
  const former = { version: 1, cache: { prune: { maxSize: "64MB" } } };
  await place.folder.write("config/pluginary/config.jsonc", JSON.stringify(former));
  assert.equal((await place.run(["config", "get", "cache.prune.maxSize"])).stdout, "64MB\n");
  assert.equal((await place.run(["config", "get", "catalog.prune.maxSize"])).stdout, "64MB\n");
  assert.equal((await place.run(["config", "set", "catalog.prune.maxSize", "1MB"])).code, 0);
  const written = await Deno.readTextFile(place.config);
  assert.match(written, /"catalog": \{\s*"prune": \{\s*"maxSize": "1MB"/);
  assert.doesNotMatch(written, /64MB/);
  await place.folder.write("config/pluginary/config.jsonc", JSON.stringify(former));
  assert.equal((await place.run(["config", "unset", "catalog.prune.maxSize"])).code, 0);
  assert.doesNotMatch(await Deno.readTextFile(place.config), /maxSize/);
});

Deno.test("what several commands set at once is all there afterwards", async () => {
  await using place = await Place.make();
  await place.folder.write("config/pluginary/config.jsonc", '{\n  // Mine.\n  "version": 1\n}\n');
  const keys = ["scan", "list", "search", "info", "export", "import", "schema", "catalog.stats"];
  const runs = await Promise.all([
    ...keys.map((key) => place.run(["config", "set", `${key}.output`, "-"])),
    place.run(["config", "set", "jobs", "3"]),
  ]);
  for (const { code, stderr } of runs) assert.equal(code, 0, stderr);
  const text = await Deno.readTextFile(place.config);
  assert.ok(text.includes("// Mine."));
  const { stdout } = await place.run(["config", "list", "--json"]);
  const { settings } = v.parse(configListDocumentSchema, JSON.parse(stdout));
  const set = settings.filter(({ origin }) => origin !== undefined).map(({ key }) => key);
  assert.deepEqual(set.toSorted(), [...keys.map((key) => `${key}.output`), "jobs"].sort());
  const files = await Array.fromAsync(Deno.readDir(place.config.replace(/[^/]*$/, "")));
  assert.deepEqual(files.map(({ name }) => name), ["config.jsonc"]);
});

Deno.test("a file that several commands set up at once has all that they set", async () => {
  await using place = await Place.make();
  const keys = ["scan.jobs", "list.limit", "search.limit"];
  const runs = await Promise.all(keys.map((key) => place.run(["config", "set", key, "3"])));
  for (const { code, stderr } of runs) assert.equal(code, 0, stderr);
  const text = await Deno.readTextFile(place.config);
  for (const command of ["scan", "list", "search"]) assert.ok(text.includes(`"${command}"`), text);
});

Deno.test("what a command would refuse is refused as a setting, and found by validate", async () => {
  await using place = await Place.make();
  const together: [settings: object, set: string[], message: RegExp][] = [
    [{ output: "/tmp/x.csv" }, ["list.json", "true"], /"--json" and "--output \/tmp\/x\.csv" cannot/],
    [{ modules: true }, ["list.countBy", "vendor"], /Cannot count modules by "vendor"/],
    [{}, ["list.sort", "size"], /Cannot sort plugins by "size"/],
    [{}, ["list.columns", "message"], /Cannot show the column "message" for plugins/],
    [{ sort: "name" }, ["list.countBy", "vendor"], /cannot be combined with/],
  ];
  for (const [list, [key, value], message] of together) {
    await place.folder.write("config/pluginary/config.jsonc", JSON.stringify({ version: 1, list }));
    const set = await place.run(["config", "set", key!, value!]);
    assert.equal(set.code, 2, key);
    assert.match(set.stderr, message);
    const option = key!.split(".")[1]!;
    const all = { ...list, [option]: option === "columns" ? [value] : value === "true" ? true : value };
    await place.folder.write("config/pluginary/config.jsonc", JSON.stringify({ version: 1, list: all }));
    const checked = await place.run(["config", "validate"]);
    assert.equal(checked.code, 1, key);
    assert.match(checked.stdout, message);
    assert.equal((await place.run(["list"])).code, 2, key);
  }
  // A setting that another one makes valid is accepted.
  await place.folder.write("config/pluginary/config.jsonc", '{ "version": 1, "list": { "modules": true } }');
  assert.equal((await place.run(["config", "set", "list.countBy", "reason"])).code, 0);
  assert.equal((await place.run(["config", "validate"])).code, 0);
});

Deno.test("an output file is a setting of single commands only", async () => {
  await using place = await Place.make();
  const set = await place.run(["config", "set", "output", "x.csv"]);
  assert.equal(set.code, 2);
  assert.match(
    set.stderr,
    /"output" cannot be set for all commands: .*\n {2}Set it for one command, like "list\.output"/,
  );
  const file = place.folder.join("kept.csv");
  await Deno.writeTextFile(file, "mine");
  await place.folder.write("config/pluginary/config.jsonc", JSON.stringify({ version: 1, output: file }));
  const listed = await place.run(["list"]);
  assert.equal(listed.code, 2);
  assert.match(listed.stderr, /config\.jsonc:1:\d+: "output" cannot be set for all commands/);
  assert.equal((await place.run(["config", "validate"])).code, 1);
  assert.match((await place.run(["config", "unset", "output"])).stdout, /^Unset output in /);
  assert.equal((await place.run(["config", "validate"])).code, 0);
  assert.equal(await Deno.readTextFile(file), "mine");
  const variable = await place.run(["list"], { env: { PLUGINARY_OUTPUT: file } });
  assert.equal(variable.code, 2);
  assert.match(variable.stderr, /PLUGINARY_OUTPUT: all commands would write to the same file/);
});
