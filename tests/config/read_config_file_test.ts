import assert from "node:assert/strict";
import { placeText } from "../../src/config/problem.ts";
import { checkConfigText, readConfigFile } from "../../src/config/read_config_file.ts";
import { settingJson } from "../../src/config/setting.ts";
import { settingKey } from "../../src/config/setting_name.ts";
import { TemporaryFolder } from "../support/temporary_folder.ts";
import { SAMPLE_TABLE } from "./support/sample_table.ts";

const context = {
  table: SAMPLE_TABLE,
  environment: (name: string) => name === "HOME" ? "/home/ada" : undefined,
};

async function read(text: string, layer: "user" | "project" = "user") {
  const { values, problems } = await checkConfigText(text, { path: "/conf/c.jsonc", layer }, context);
  return {
    values: Object.fromEntries(values.map((value) => [settingKey(value.setting), settingJson(value)])),
    places: values.map(({ origin }) => placeText(origin)),
    problems: problems.map((problem) => `${problem.code} ${placeText(problem.place)} ${problem.message}`),
    hints: problems.map(({ hint, misspelt }) => hint ?? misspelt?.words),
  };
}

Deno.test("readConfigFile() reads a value of every kind, and where it stands", async () => {
  const { values, places, problems } = await read(`{
  "$schema": "./schema.json",
  "version": 1,
  "json": true, // for all
  "scan": {
    "jobs": 4, "failOn": ["crashed"],
    "exclude": [],
  },
  "cache": { "prune": { "maxSize": "64MB" } }
}`);
  assert.deepEqual(problems, []);
  assert.deepEqual(values, {
    json: true,
    "scan.jobs": 4,
    "scan.failOn": ["crashed"],
    "scan.exclude": [],
    "cache.prune.maxSize": "64MB",
  });
  assert.deepEqual(places, [
    "/conf/c.jsonc:4:3",
    "/conf/c.jsonc:6:5",
    "/conf/c.jsonc:6:16",
    "/conf/c.jsonc:7:5",
    "/conf/c.jsonc:9:25",
  ]);
});

for (
  const [text, problem] of [
    ['{"version":1,"scan":{"jbos":4}}', 'unknown-key :1:22 Unknown setting "scan.jbos"'],
    ['{"version":1,"fail-on":["crashed"]}', 'unknown-key :1:14 Unknown setting "fail-on"'],
    ['{"version":1,"constructor":1}', 'unknown-key :1:14 Unknown setting "constructor"'],
    ['{"version":1,"__proto__":{"jobs":1}}', 'unknown-key :1:14 Unknown setting "__proto__"'],
    ['{"version":1,"scan":{"jobs":"4"}}', 'wrong-type :1:29 "scan.jobs" must be a number, not text'],
    ['{"version":1,"scan":{"jobs":true}}', 'wrong-type :1:29 "scan.jobs" must be a number, not true'],
    ['{"version":1,"json":"yes"}', 'wrong-type :1:21 "json" must be true or false, not text'],
    ['{"version":1,"scan":{"exclude":"a"}}', 'wrong-type :1:32 "scan.exclude" must be a list, not text'],
    [
      '{"version":1,"scan":{"exclude":[["a"]]}}',
      'wrong-type :1:33 "scan.exclude" must be text in quotes, not a list',
    ],
    ['{"version":1,"scan":4}', 'wrong-type :1:21 "scan" must be an object of options, not a number'],
    ['{"version":1,"jobs":{"a":1}}', 'wrong-type :1:21 "jobs" must be a number, not an object'],
    ['{"version":1,"json":null}', 'wrong-type :1:21 "json" must be true or false, not null'],
    ["[]", "wrong-type :1:1 A configuration must be an object"],
    [
      '{"version":1,"jobs":0}',
      'wrong-value :1:21 Cannot use "0" for "jobs": it is no number from 1 to 9',
    ],
    [
      '{"version":1,"scan":{"failOn":["crashed","crashd"]}}',
      'wrong-value :1:42 Cannot use "crashd" for "scan.failOn": expected one of crashed, failed',
    ],
    [
      '{"version":1,"scan":{"exclude":["a\\u001b[2J"]}}',
      'wrong-value :1:33 Cannot use "a\u001b[2J" for "scan.exclude": it contains a control character',
    ],
    [
      '{"version":1,"scan":{"exclude":["\\ud800"]}}',
      'wrong-value :1:33 Cannot use "\ud800" for "scan.exclude": it contains a control character',
    ],
    [
      '{"version":1,"scan":{"exclude":[""]}}',
      'wrong-value :1:33 Cannot use "" for "scan.exclude": it is empty',
    ],
    [
      `{"version":1,"scan":{"exclude":["${"x".repeat(4097)}"]}}`,
      `wrong-value :1:33 Cannot use "${
        "x".repeat(40)
      }\u2026" for "scan.exclude": it is longer than 4096 characters`,
    ],
    [
      `{"version":1,"scan":{"exclude":[${'"a",'.repeat(1001)}]}}`,
      'wrong-value :1:32 Cannot use 1001 values for "scan.exclude": the maximum is 1000',
    ],
    ['{"version":1,"jobs":1,\n"jobs":2}', 'duplicate-key :2:1 Duplicate key "jobs"'],
    ['{"version":1,\n  "jobs" 4}', 'syntax :2:10 Cannot parse this file: expected ":", found 4'],
    ['{"version":2,"jobs":4}', "newer-version :1:12 Version 2 was written by a newer pluginary"],
    ['{"version":"1"}', 'wrong-type :1:12 "version" must be a whole number of 1 or more, not text'],
    ['{"version":0}', 'wrong-type :1:12 "version" must be a whole number of 1 or more, not a number'],
    [
      '{"version":1,"shim":"/x.so"}',
      'refused :1:14 A file cannot set "shim": it is native code; use the environment variable PLUGINARY_SHIM',
    ],
  ] as const
) {
  Deno.test(`readConfigFile() says what is wrong with ${JSON.stringify(text.slice(0, 60))}`, async () => {
    const { problems } = await read(text);
    assert.deepEqual(problems, [problem.replace(" :", " /conf/c.jsonc:")]);
  });
}

Deno.test("readConfigFile() counts columns in characters", async () => {
  const { problems } = await read('{"version":1, /* \u{1f39b}\u{1f39b} */ "x": 1}');
  assert.deepEqual(problems, ['unknown-key /conf/c.jsonc:1:24 Unknown setting "x"']);
});

Deno.test("readConfigFile() takes what is right beside what is wrong", async () => {
  const { values, problems } = await read('{"version":1,"jobs":0,"json":true}');
  assert.deepEqual(values, { json: true });
  assert.equal(problems.length, 1);
});

Deno.test("readConfigFile() names what could have been meant", async () => {
  assert.deepEqual((await read('{"version":1,"scan":{"jbos":4}}')).hints, [
    ["jobs", "json", "failOn", "exclude", "folder", "file"],
  ]);
  assert.deepEqual((await read('{"version":1,"failOn":["crashed"]}')).hints, ['Use "scan.failOn"']);
  assert.deepEqual((await read('{"version":1,"cache":{"sort":"name"}}')).hints, [
    'Use "cache.stats.sort"',
  ]);
});

Deno.test("readConfigFile() keeps a project from what only the user may set", async () => {
  const { values, problems } = await read(
    '{"version":1,"scan":{"folder":["x"],"jobs":2},"cache":{"prune":{"maxSize":"1B"}}}',
    "project",
  );
  assert.deepEqual(values, { "scan.jobs": 2 });
  assert.deepEqual(problems, [
    'refused /conf/c.jsonc:1:22 A project cannot set "scan.folder": it names folders',
    'refused /conf/c.jsonc:1:65 A project cannot set "cache.prune.maxSize": it forgets',
  ]);
});

Deno.test("readConfigFile() takes paths from the file's folder and the home", async () => {
  const { values } = await read(
    '{"version":1,"scan":{"folder":["x","../y","/z","~/v","~","~w"],"file":"./f"}}',
  );
  assert.deepEqual(values, {
    "scan.folder": ["/conf/x", "/y", "/z", "/home/ada/v", "/home/ada", "/conf/~w"],
    "scan.file": "/conf/f",
  });
});

Deno.test("readConfigFile() reads a file without a version as the first ones were written", async () => {
  const { values, places, problems } = await read(
    '// old\n{\n  "scan": {"fail-on": ["failed"]},\n  "jbos": 1 }',
  );
  assert.deepEqual(values, { "scan.failOn": ["failed"] });
  assert.deepEqual(places, ["/conf/c.jsonc:3:12"]);
  assert.deepEqual(problems, ['unknown-key /conf/c.jsonc:4:3 Unknown setting "jbos"']);
});

Deno.test("readConfigFile() finds nothing in an empty file, and in none", async () => {
  for (const text of ["", "  \n", "// only this", "{}", '{"version":1}']) {
    assert.deepEqual(await read(text), { values: {}, places: [], problems: [], hints: [] });
  }
  assert.deepEqual(await readConfigFile({ path: "/nowhere/c.jsonc", layer: "user" }, context), {
    values: [],
    problems: [],
  });
});

Deno.test("readConfigFile() reads only short regular files, and of a project no links", {
  ignore: Deno.build.os === "windows",
}, async () => {
  await using folder = await TemporaryFolder.make();
  const config = await folder.write("config.jsonc", '{"version":1,"jobs":3}');
  await Deno.symlink(config, folder.join("link"));
  await new Deno.Command("mkfifo", { args: [folder.join("pipe")] }).output();
  await folder.write("large", `// ${"x".repeat(1024 * 1024)}`);
  await folder.write("bytes", new Uint8Array([0x7b, 0xff, 0x7d]));
  const said = async (name: string, layer: "user" | "project") => {
    const path = name.startsWith("/") ? name : folder.join(name);
    const { values, problems } = await readConfigFile({ path, layer, mustExist: true }, context);
    return problems[0]?.message ?? values.length;
  };
  assert.equal(await said("config.jsonc", "project"), 1);
  assert.equal(await said("link", "user"), 1);
  assert.equal(await said("link", "project"), "Cannot read this file: it is a link");
  for (const layer of ["user", "project"] as const) {
    assert.equal(await said("pipe", layer), "Cannot read this file: it is not a regular file");
    assert.equal(await said("/dev/zero", layer), "Cannot read this file: it is not a regular file");
    assert.equal(await said("", layer), "Cannot read this file: it is not a regular file");
    assert.equal(await said("large", layer), "Cannot read this file: it is larger than 1048576 bytes");
    assert.equal(await said("bytes", layer), "Cannot read this file: it is not valid UTF-8");
    assert.equal(await said("none", layer), "Cannot read this file: it does not exist");
  }
});
