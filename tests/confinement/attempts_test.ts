import assert from "node:assert/strict";
import {
  type AttemptRow,
  ATTEMPTS,
  isDenied,
  type Layer,
  LAYERS,
  type Situation,
} from "./support/attempts.ts";
import { HostileModule, type Moment } from "./support/hostile_module.ts";
import { missingOrdinaryUser, NOBODY, type User } from "./support/ordinary_user.ts";
import { runHost } from "./support/run_host.ts";

const isLinux = Deno.build.os === "linux";
const isRoot = isLinux && Deno.uid() === 0;

/** Versions of Landlock that the kernels of distributions have, and none. */
const LANDLOCK_CAPS = [0, 1, 2, 4, 6];

const noOrdinaryUser = missingOrdinaryUser();

interface Case {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly situation: Situation;
  readonly moment: Moment;
}

function without(layer: Layer): Case {
  const layers = LAYERS.filter((name) => name !== layer);
  const landlockAbi = layer === "landlock" ? 0 : 100;
  const situation = { layers, landlockAbi };
  return {
    name: `without ${layer}`,
    request: { level: "auto", without: [layer] },
    situation,
    moment: "list",
  };
}

function cappedAt(abi: number): Case {
  const layers = abi === 0 ? LAYERS.filter((name) => name !== "landlock") : LAYERS;
  const request = { level: abi === 0 ? "auto" : "require", maximumLandlockAbi: abi };
  return { name: `with Landlock ${abi}`, request, situation: { layers, landlockAbi: abi }, moment: "list" };
}

const CASES: readonly Case[] = [
  {
    name: "at full, from the load-time constructor on",
    request: { level: "require" },
    situation: { layers: LAYERS, landlockAbi: 100 },
    moment: "load,list",
  },
  ...LANDLOCK_CAPS.map(cappedAt),
  ...LAYERS.map(without),
  {
    name: "off",
    request: { level: "off" },
    situation: { layers: [], landlockAbi: 0, isMemoryBounded: true },
    moment: "list",
  },
];

function complaint(
  row: AttemptRow,
  result: string | undefined,
  situation: Situation,
  user: User | undefined,
) {
  const isFull = situation.landlockAbi > 0 && situation.layers.length === LAYERS.length;
  if (result === undefined) return row.attempt === "x32_call" ? undefined : "was not made";
  if (isFull) {
    return row.full.split("|").includes(result) ? undefined : `ended with ${result}, not ${row.full}`;
  }
  if (isDenied(row, situation)) return result === "OK" ? "succeeded" : undefined;
  return mustSucceed(row, situation, user) && result !== "OK"
    ? `ended with ${result} although nothing denies it`
    : undefined;
}

function mustSucceed({ needs }: AttemptRow, { layers }: Situation, user: User | undefined): boolean {
  const isMighty = isRoot && user === undefined;
  if (needs === "equals") return !isMighty || !layers.includes("capabilities");
  return needs === undefined || (needs === "root" && isMighty);
}

async function check({ request, situation, moment }: Case, user?: User): Promise<void> {
  await using module = await HostileModule.make({ attempt: moment, ...(user === undefined ? {} : { user }) });
  const { results, report, errors } = await runHost(module, request, user);
  assert.ok(report, errors);
  const complaints = moment.split(",").flatMap((when) =>
    ATTEMPTS.flatMap((row) => {
      const text = complaint(row, results.get(`${when}/${row.attempt}`), situation, user);
      return text === undefined ? [] : [`${when}/${row.attempt} ${text}`];
    })
  );
  assert.deepEqual(complaints, []);
  const known = new Set(ATTEMPTS.map(({ attempt }) => attempt));
  assert.deepEqual([...results.keys()].filter((name) => !known.has(name.split("/")[1]!)), []);
}

Deno.test("every attempt of a hostile module is denied while refusals are recorded", {
  ignore: !isLinux,
}, async () => {
  await using module = await HostileModule.make({ attempt: "list", programs: "no" });
  const denials = `${module.privateFolder}/denials`;
  const { results, errors } = await runHost(module, { level: "require", denials, refusals: true });
  assert.ok(results.size >= 100, errors);
  const surprises = ATTEMPTS.flatMap(({ attempt, full }) => {
    const result = results.get(`list/${attempt}`);
    return result === undefined || full.split("|").includes(result) ? [] : [`${attempt}: ${result}`];
  });
  // That of the record, which lies in the private folder
  assert.deepEqual(surprises, ["find_writable_descriptor: OK"]);
  assert.match(await Deno.readTextFile(denials), new RegExp(`^open ${module.secret}$`, "m"));
});

Deno.test("the table of attempts has at least 60 rows, each once", () => {
  const names = ATTEMPTS.map(({ attempt }) => attempt);
  assert.ok(names.length >= 60);
  assert.deepEqual([...new Set(names)], names);
});

for (const testCase of CASES) {
  Deno.test(`every attempt of a hostile module ends as the table says, ${testCase.name}`, {
    ignore: !isLinux,
  }, async () => await check(testCase));

  Deno.test(
    `every attempt of a hostile module ends as the table says, ${testCase.name}, as an ordinary user${noOrdinaryUser}`,
    {
      ignore: noOrdinaryUser !== "",
    },
    async () => await check(testCase, NOBODY),
  );
}
