import assert from "node:assert/strict";
import * as fc from "fast-check";
import { commandTree } from "../../../../src/cli/app.ts";
import { findCalled, flagsOf } from "../../../../src/cli/command_line/command_target.ts";
import { argumentsOf, readLine } from "../../../../src/cli/command_line/typed_line.ts";
import { withoutNegations } from "../../../../src/cli/command_line/spoken_options.ts";
import { injectOptions } from "../../../../src/cli/command_line/settings/inject_options.ts";
import type { SettingName } from "../../../../src/config/setting_name.ts";
import { settingVariable } from "../../../../src/config/setting_name.ts";
import { timesOf } from "../../../support/counts.ts";
import { TemporaryFolder } from "../../../support/temporary_folder.ts";
import { fakeConsole } from "../../support/fake_console.ts";

const root = await commandTree([]);

/** Where a value can be given, the weakest first. */
const LAYERS = ["user", "project", "dotenv", "environment", "option"] as const;

type Layer = (typeof LAYERS)[number];

/** What one layer says of the number of workers, for all commands and for scans. */
interface Said {
  readonly general?: number;
  readonly own?: number;
}

type Words = Partial<Record<Layer, Said>>;

/** Runs what a command line goes through, with all layers in real files. */
async function argumentsFor(words: Words, rest: readonly string[], folder: TemporaryFolder) {
  const file = ({ general, own }: Said) =>
    JSON.stringify({ version: 1, jobs: general, ...(own === undefined ? {} : { scan: { jobs: own } }) });
  await folder.write("config.jsonc", file(words.user ?? {}));
  await folder.write("pluginary.jsonc", file(words.project ?? {}));
  const { general, own } = words.dotenv ?? {};
  const lines = [general === undefined ? "" : `PLUGINARY_JOBS=${general}`];
  if (own !== undefined) lines.push(`export PLUGINARY_SCAN_JOBS="${own}" # workers`);
  await folder.write(".env", lines.join("\n"));
  const environment: Record<string, string> = {};
  if (words.environment?.general !== undefined) {
    environment["PLUGINARY_JOBS"] = `${words.environment.general}`;
  }
  if (words.environment?.own !== undefined) environment["PLUGINARY_SCAN_JOBS"] = `${words.environment.own}`;
  const called = findCalled(root, readLine(["scan", ...rest]));
  const sources = {
    user: { path: folder.join("config.jsonc"), isNamed: true },
    project: { config: folder.join("pluginary.jsonc"), dotenv: folder.join(".env") },
    variables: [{ command: [], option: "jobs" }, { command: ["scan"], option: "jobs" }]
      .filter((name: SettingName) => settingVariable(name) in environment),
  };
  const console = fakeConsole({ environment });
  const { line, added } = await injectOptions(called, sources, console, () => Promise.resolve(root));
  return { args: argumentsOf(line), added, printed: await console.printed() };
}

const said: fc.Arbitrary<Said> = fc.record({
  general: fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
  own: fc.option(fc.integer({ min: 1, max: 64 }), { nil: undefined }),
}).map((words) => JSON.parse(JSON.stringify(words)));

Deno.test("the strongest layer that says something counts, and in it what is said of the command", async () => {
  await using folder = await TemporaryFolder.make();
  const words = fc.record(
    { user: said, project: said, dotenv: said, environment: said, option: fc.integer({ min: 1, max: 64 }) },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(words, async ({ option, ...layers }) => {
      const rest = option === undefined ? ["here"] : ["here", "--jobs", `${option}`];
      const strongest = LAYERS.map((layer) => layer === "option" ? undefined : layers[layer])
        .findLast((one) => (one?.own ?? one?.general) !== undefined);
      const { args, printed } = await argumentsFor(layers, rest, folder);
      const expected = option !== undefined || strongest === undefined
        ? ["scan", ...rest]
        : ["scan", `--jobs=${strongest.own ?? strongest.general}`, ...rest];
      assert.deepEqual(args, expected);
      assert.deepEqual(printed, { stdout: "", stderr: "" });
    }),
    { numRuns: timesOf(500) },
  );
});

/** What the command gets when only the user's file says something. */
async function withUser(config: unknown, args: readonly string[], environment: Record<string, string> = {}) {
  await using folder = await TemporaryFolder.make();
  const path = await folder.write("config.jsonc", JSON.stringify({ version: 1, ...config as object }));
  const called = findCalled(root, readLine(args));
  const variables = Object.keys(flagsOf(called.target)).flatMap((option) =>
    [called.command, called.formerCommand ?? [], []].map((command) => ({ command, option })).filter((name) =>
      settingVariable(name) in environment
    )
  );
  const sources = { user: { path, isNamed: true }, project: {}, variables };
  const result = await injectOptions(
    called,
    sources,
    fakeConsole({ environment }),
    () => Promise.resolve(root),
  );
  // In the order of their names, whatever order the command declares them in.
  const typed = [...withoutNegations(called).map(({ text }) => text), ...called.rest];
  const added = argumentsOf(result.line).slice(called.words.length).slice(0, -typed.length || undefined);
  return [...called.words, ...added.toSorted(byName), ...typed].join(" ");
}

function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((option) => option.split("=")[0]!) as [string, string];
  return left < right ? -1 : left > right ? 1 : 0;
}

Deno.test("a list replaces a weaker one, and an empty one takes it back", async () => {
  const config = { scan: { exclude: ["A*", "B*"], format: ["vst3", "clap"] } };
  assert.equal(
    await withUser(config, ["scan"]),
    "scan --exclude=A* --exclude=B* --format=vst3 --format=clap",
  );
  assert.equal(
    await withUser(config, ["scan", "--exclude", "C*"]),
    "scan --format=vst3 --format=clap --exclude C*",
  );
  assert.equal(
    await withUser(config, ["scan"], { PLUGINARY_EXCLUDE: "C*\nD,*", PLUGINARY_SCAN_FORMAT: "lv2,clap" }),
    "scan --exclude=C* --exclude=D,* --format=lv2 --format=clap",
  );
  assert.equal(await withUser({ exclude: ["A"], scan: { exclude: [] } }, ["scan"]), "scan");
});

Deno.test("--no-… takes back what the configuration says", async () => {
  const config = { json: true, scan: { jobs: 4, noCatalog: true, exclude: ["A*"] } };
  assert.equal(await withUser(config, ["scan"]), "scan --exclude=A* --jobs=4 --json --no-catalog");
  assert.equal(
    await withUser(config, ["scan", "--no-json", "x", "--catalog", "--no-jobs", "--no-exclude"]),
    "scan x",
  );
  assert.equal(
    await withUser(config, ["scan", "--json=false", "--", "--no-jobs"]),
    "scan --exclude=A* --jobs=4 --no-catalog --json=false -- --no-jobs",
  );
});

Deno.test("a variable can take back a boolean of a file", async () => {
  for (const no of ["0", "false", "no", "OFF"]) {
    assert.equal(await withUser({ json: true }, ["list"], { PLUGINARY_JSON: no }), "list");
  }
  for (const yes of ["1", "true", "YES", "on"]) {
    assert.equal(await withUser({}, ["list"], { PLUGINARY_JSON: yes }), "list --json");
  }
});

Deno.test("what is said on the command line, or by a stronger layer, drops what excludes it", async () => {
  assert.equal(await withUser({ json: true }, ["list", "--csv"]), "list --csv");
  assert.equal(await withUser({ json: true }, ["list"], { PLUGINARY_CSV: "1" }), "list --csv");
  assert.equal(await withUser({ json: true }, ["list"], { PLUGINARY_CSV: "0" }), "list --json");
  assert.equal(await withUser({ json: true, csv: true }, ["list"]), "list --csv --json");
  assert.equal(await withUser({ olderThan: "30d" }, ["scan", "--no-catalog"]), "scan --no-catalog");
  assert.equal(await withUser({ full: true }, ["list"]), "list");
  assert.equal(await withUser({ full: true }, ["list", "--json"]), "list --full --json");
});

Deno.test("an option of another command says nothing", async () => {
  assert.equal(await withUser({ jobs: 4, list: { limit: 3 } }, ["info", "x"]), "info x");
  assert.equal(await withUser({ list: { limit: 3 } }, ["catalog", "prune"]), "catalog prune");
  assert.equal(
    await withUser({ catalog: { prune: { maxSize: "64MB" } } }, ["catalog", "prune"]),
    "catalog prune --max-size=64MB",
  );
});

Deno.test("a command's former name works on the line, in files and in variables", async () => {
  const config = { cache: { prune: { maxSize: "64MB" } } };
  assert.equal(await withUser(config, ["catalog", "prune"]), "catalog prune --max-size=64MB");
  assert.equal(await withUser(config, ["cache", "prune"]), "cache prune --max-size=64MB");
  const former = { PLUGINARY_CACHE_PRUNE_MAX_SIZE: "1MB" };
  assert.equal(await withUser(config, ["catalog", "prune"], former), "catalog prune --max-size=1MB");
  const both = { ...former, PLUGINARY_CATALOG_PRUNE_MAX_SIZE: "2MB" };
  assert.equal(await withUser({}, ["catalog", "prune"], both), "catalog prune --max-size=2MB");
});

Deno.test("a value of the user that is wrong is an error that says where it comes from", async () => {
  await assert.rejects(withUser({ scan: { jobs: 65 } }, ["list"]), {
    code: "configuration",
    message: /config\.jsonc:1:29: Cannot use "65" for "scan\.jobs": it is not a whole number from 1 to 64$/,
  });
  await assert.rejects(withUser({}, ["scan"], { PLUGINARY_FAIL_ON: "any,crashd" }), {
    code: "configuration",
    message: /^PLUGINARY_FAIL_ON: Cannot use "crashd" for "failOn": expected one of crashed,/,
    hint: 'Did you mean "crashed"?',
  });
  await assert.rejects(withUser({ jbos: 4, lst: {} }, ["list"]), {
    message: /config\.jsonc:1:14: Unknown setting "jbos"$/,
    hint: 'Did you mean "jobs"?; "pluginary config validate" shows all',
  });
});
