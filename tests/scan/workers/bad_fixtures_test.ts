import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { ScannedModule } from "../../../src/model/module.ts";
import { NO_JOURNAL } from "../../../src/model/scan_journal.ts";
import { temporaryFolder } from "../../../src/platform/temporary_folder.ts";
import { scan } from "../../../src/scan/scanner.ts";
import { childProcesses } from "../../support/child_processes.ts";
import { copyFolder } from "../../support/copy_folder.ts";
import { IS_FULL_RUN } from "../../support/counts.ts";
import { TemporaryFolder } from "../../support/temporary_folder.ts";

const FIXTURES = new URL("../../../build/fixtures/", import.meta.url).pathname;

/** How a fixture must end, whatever was scanned before it, beside it or by how many. */
interface Expected {
  /** Whether it is not even taken for a module. */
  readonly isNone?: true;
  /** How many plugins were described; a module is `scanned` unless there is a code. */
  readonly plugins?: number;
  /** The reason's code and what goes with it. */
  readonly code?: string;
  readonly signal?: string;
  readonly exitCode?: number;
  /** The codes of single plugins that were lost. */
  readonly failures?: readonly string[];
  readonly warnings?: readonly string[];
  /** What the text of a parameter's value 0.5 is. */
  readonly half?: string;
}

const SCANNED: Expected = { plugins: 1 };
const NO_ENTRY_POINT: Expected = { code: "no-entry-point" };
const LOAD_ERROR: Expected = { code: "load-error" };
const INVALID: Expected = { code: "invalid-metadata" };
const SEGFAULT: Expected = { code: "crashed", signal: "SIGSEGV" };
const ABORT: Expected = { code: "crashed", signal: "SIGABRT" };
const EXIT: Expected = { code: "exited", exitCode: 0 };
const HANG: Expected = { code: "timed-out" };
const CRASH_AFTERWARDS: Expected = { plugins: 1, warnings: ["crashed-after-answer"] };
const TEXT_CUT: Expected = { plugins: 1, warnings: ["text-cut"] };
const INVERTED_RANGE: Expected = { plugins: 1, warnings: ["inverted-range"] };
/** Scanned, and the witness after it finds nothing of it. */
const LEAVES_NOTHING: Expected = { plugins: 1, half: "0.5" };

/**
 * The outcomes of all fixtures: a file of build/fixtures each, whose source says
 * what it does. The table is the test.
 */
const EXPECTED: Readonly<Record<string, Expected>> = {
  // Those of CLAP, LADSPA and VST3 lie about what these formats are asked for.
  "clap/broken_numbers.clap": INVERTED_RANGE,
  "clap/broken_presets.clap": SCANNED,
  "clap/broken_texts.clap": TEXT_CUT,
  "clap/claim_too_many_parameters.clap": INVALID,
  "clap/claim_too_many_plugins.clap": INVALID,
  "clap/claim_too_many_ports.clap": INVALID,
  "clap/crash_in_describe.clap": SEGFAULT,
  "clap/crash_in_list.clap": SEGFAULT,
  "clap/crash_on_destroy.clap": CRASH_AFTERWARDS,
  "clap/duplicate_ids.clap": { plugins: 1, warnings: ["duplicate-id", "duplicate-parameter-id"] },
  "clap/good.clap": { plugins: 3 },
  "clap/no_entry_functions.clap": NO_ENTRY_POINT,
  "clap/no_entry_point.clap": NO_ENTRY_POINT,
  "clap/no_extension_functions.clap": SCANNED,
  "clap/no_factory.clap": NO_ENTRY_POINT,
  "clap/no_factory_functions.clap": NO_ENTRY_POINT,
  "clap/no_ids.clap": INVALID,
  "clap/no_instance.clap": LOAD_ERROR,
  "clap/no_instance_functions.clap": LOAD_ERROR,
  "clap/no_plugins.clap": { plugins: 0 },
  "clap/old_version.clap": LOAD_ERROR,
  "clap/refuse_to_activate.clap": SCANNED,
  "clap/refuse_to_initialize.clap": LOAD_ERROR,
  "clap/refuse_to_load.clap": LOAD_ERROR,
  "ladspa/broken_numbers.so": INVERTED_RANGE,
  "ladspa/broken_texts.so": TEXT_CUT,
  "ladspa/crash_in_list.so": SEGFAULT,
  "ladspa/duplicate_ids.so": { plugins: 1, warnings: ["duplicate-id"] },
  "ladspa/endless.so": INVALID,
  "ladspa/expects_mathematics.so": { plugins: 0 },
  "ladspa/good.so": { plugins: 4 },
  "ladspa/many_ports.so": SCANNED,
  "ladspa/megabyte_name.so": TEXT_CUT,
  // Any library can lie in that folder.
  "ladspa/no_entry_point.so": { isNone: true },
  "ladspa/no_plugins.so": { plugins: 0 },
  "ladspa/no_port_arrays.so": SCANNED,
  "ladspa/no_port_kinds.so": INVALID,
  "ladspa/terminal_codes.so": SCANNED,
  "ladspa/too_many_ports.so": INVALID,
  "vst3/broken_texts.vst3": SCANNED,
  "vst3/claim_less_than_nothing.vst3": SCANNED,
  "vst3/claim_too_much.vst3": INVALID,
  "vst3/crash_in_describe.vst3": SEGFAULT,
  "vst3/crash_on_destroy.vst3": CRASH_AFTERWARDS,
  "vst3/crash_on_load.vst3": SEGFAULT,
  "vst3/four_hundred_classes.vst3": { plugins: 399, failures: ["crashed"] },
  "vst3/good.vst3": { plugins: 3 },
  "vst3/hang_in_describe.vst3": HANG,
  "vst3/missing_symbol.vst3": { code: "missing-dependency" },
  "vst3/no_component.vst3": LOAD_ERROR,
  "vst3/no_controller.vst3": LOAD_ERROR,
  "vst3/no_entry_point.vst3": NO_ENTRY_POINT,
  "vst3/no_factory.vst3": NO_ENTRY_POINT,
  "vst3/no_plugins.vst3": { plugins: 0 },
  "vst3/no_processor.vst3": LOAD_ERROR,
  "vst3/odd.vst3": { plugins: 5, warnings: ["default-outside-range"] },
  "vst3/print_a_megabyte.vst3": SCANNED,
  "vst3/refuse_to_load.vst3": LOAD_ERROR,
  "vst3/throw_in_describe.vst3": LOAD_ERROR,
  // These behave, but for what they do to their process.
  "faults/abort_in_describe.clap": ABORT,
  "faults/allocate_endlessly_in_describe.clap": { code: "out-of-memory" },
  "faults/change_environment_in_describe.clap": LEAVES_NOTHING,
  "faults/change_folder_in_describe.clap": LEAVES_NOTHING,
  "faults/change_locale_in_describe.clap": { plugins: 1, half: "0,5" },
  "faults/change_mask_in_describe.clap": LEAVES_NOTHING,
  "faults/change_rounding_in_describe.clap": LEAVES_NOTHING,
  "faults/change_signals_in_describe.clap": LEAVES_NOTHING,
  // Its answer has no way out; what is left of the runtime ends with an error.
  "faults/close_channel_in_describe.clap": { code: "exited", exitCode: 1 },
  "faults/close_descriptors_in_describe.clap": LEAVES_NOTHING,
  "faults/crash_in_exit_handler.clap": LEAVES_NOTHING,
  "faults/crash_in_load.clap": SEGFAULT,
  "faults/exit_and_hang_in_list.clap": HANG,
  "faults/exit_in_describe.clap": EXIT,
  "faults/exit_in_list.clap": EXIT,
  "faults/exit_in_load.clap": EXIT,
  "faults/exit_on_destroy.clap": CRASH_AFTERWARDS,
  "faults/hang_in_describe.clap": HANG,
  "faults/hang_in_exit_handler.clap": LEAVES_NOTHING,
  "faults/hang_in_list.clap": HANG,
  "faults/hang_in_load.clap": HANG,
  "faults/hang_on_destroy.clap": { plugins: 1, warnings: ["hung-after-answer"] },
  "faults/leave_threads_in_describe.clap": LEAVES_NOTHING,
  // The runtime's own handler notices it and aborts.
  "faults/overflow_stack_in_describe.clap": ABORT,
  "faults/print_100_megabytes_in_load.clap": LEAVES_NOTHING,
  "faults/throw_in_describe.clap": LOAD_ERROR,
  "faults/throw_in_list.clap": LOAD_ERROR,
  // The dynamic linker is written in C, through which nothing can be thrown.
  "faults/throw_in_load.clap": ABORT,
  "faults/throw_on_destroy.clap": CRASH_AFTERWARDS,
  "faults/witness.clap": LEAVES_NOTHING,
};

/** What a good module of each format must be like wherever it is scanned. */
const WITNESSES: Readonly<Record<string, string>> = {
  clap: "clap/good.clap",
  faults: "faults/witness.clap",
  ladspa: "ladspa/good.so",
  vst3: "vst3/good.vst3",
};

/** Fixtures that take their whole time limit are scanned apart, with a short one. */
function hangs([name, { code, warnings }]: [string, Expected]): boolean {
  return code === "timed-out" || warnings?.includes("hung-after-answer") === true ||
    name === WITNESSES["faults"];
}

/** Whatever the machine does beside, good modules are far below, and some fixtures have much to say. */
const STEADY_LIMITS = { startMs: 60_000, silenceMs: 60_000, totalMs: 60_000 };

/** For fixtures that hang and a witness, which takes milliseconds. */
const HANGING_LIMITS = { startMs: 60_000, silenceMs: 2500, totalMs: 10_000 };

/** The C library's own file format, of a locale that has a decimal comma and nothing else. */
const COMMA_LOCALE = Uint8Array.fromHex(
  "14110320060000002000000022000000240000002800000" +
    "02c000000300000002c002e00030300002c0000002e0000005554462d3800",
);

/**
 * Puts fixtures into folders of one folder, each with a good module of its
 * format after it that is scanned next, in the same worker where that has
 * survived.
 */
async function layOut(folder: string, names: readonly string[], withWitnesses: boolean): Promise<void> {
  for (const name of names) {
    const group = groupOf(name);
    const place = `${folder}/${placeOf(name)}`;
    await copy(`${FIXTURES}${name}`, place);
    if (group === "faults") {
      const locale = `${place.slice(0, place.lastIndexOf("/"))}/comma`;
      await Deno.mkdir(locale, { recursive: true });
      await Deno.writeFile(`${locale}/LC_NUMERIC`, COMMA_LOCALE);
    }
    if (!withWitnesses) continue;
    const witness = WITNESSES[group]!;
    await copy(`${FIXTURES}${witness}`, `${folder}/${placeOf(name, AFTERWARDS, witness)}`);
  }
}

/** Copies a file or a bundle. */
async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isDirectory) return await copyFolder(from, to);
  await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
  await Deno.copyFile(from, to);
}

/** Comes behind a fixture in every order. */
const AFTERWARDS = "z";

/** Where a fixture lies, or the witness that follows it; the file keeps its name, which modules may know. */
function placeOf(name: string, when = "a", file = name): string {
  return `${name.replace("/", "-")}/${when}/${file.slice(file.indexOf("/") + 1)}`;
}

function groupOf(name: string): string {
  return name.slice(0, name.indexOf("/"));
}

/** One way to scan all. */
interface Variant {
  readonly jobs: number;
  readonly isolate: boolean;
  readonly level: "auto" | "off";
}

/** What a scan says of each module, by its place in the folder. */
type Outcomes = ReadonlyMap<string, ScannedModule>;

/** The good modules, each scanned in a worker of its own. */
type Reference = Readonly<Record<Variant["level"], Outcomes>>;

async function scanAll(folder: string, { jobs, isolate, level }: Variant, limits: typeof STEADY_LIMITS) {
  const modules = new Map<string, ScannedModule>();
  const options = { version: "0", paths: [folder], journal: NO_JOURNAL, limits, jobs, isolate };
  for await (const event of scan({ ...options, confinement: { level, allowances: [] } })) {
    if (event.event !== "module") continue;
    modules.set(event.module.location.slice(folder.length + 1), event.module);
  }
  return modules;
}

/** A module's end in the table's words. */
function endOf(module: ScannedModule | undefined, { half }: Expected): Expected {
  if (module === undefined) return { isNone: true };
  const { outcome, plugins, reason, failures, warnings } = module;
  return {
    ...(outcome === "scanned" ? { plugins: plugins.length } : {}),
    ...(reason === undefined ? {} : { code: reason.code }),
    ...(reason?.signal === undefined ? {} : { signal: reason.signal }),
    ...(reason?.exitCode === undefined ? {} : { exitCode: reason.exitCode }),
    ...(failures.length === 0 ? {} : { failures: failures.map(({ reason }) => reason.code) }),
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(({ code }) => code) }),
    ...(half === undefined ? {} : { half: plugins[0]?.parameters?.[0]?.defaultText ?? "" }),
  };
}

/** All that is said of a module's plugins, without place and time. */
function essence({ plugins }: ScannedModule): unknown {
  return plugins.map((
    { location: _l, installations: _i, addedAt: _a, updatedAt: _u, scannedAt: _s, ...plugin },
  ) => plugin);
}

// deno-lint-ignore no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** No fixture gets a control character, a lone surrogate or a long text into a document, nor a number that is none. */
function checkFit(value: unknown, path: string): void {
  if (typeof value === "string") {
    const lines = path.endsWith(".stderrTail") ? value.replaceAll("\n", "") : value;
    assert.doesNotMatch(lines, CONTROL_CHARACTERS, path);
    assert.ok(value.isWellFormed() && value.length <= 16_384, path);
  } else if (typeof value === "number") assert.ok(Number.isFinite(value), path);
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) checkFit(member, `${path}.${key}`);
  }
}

/** Folders of workers that this process has made and not removed. */
function foldersLeft(): string[] {
  const base = temporaryFolder();
  const runs = [...Deno.readDirSync(base)].map(({ name }) => name).filter((name) =>
    name.startsWith("pluginary-run-")
  );
  return runs.filter((name) => ownerOf(`${base}/${name}/owner`) === Deno.pid);
}

function ownerOf(file: string): number | undefined {
  try {
    return Number(Deno.readTextFileSync(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Checks a scan of some fixtures, and of the good modules between them. */
function check(names: readonly string[], modules: Outcomes, references: Reference, how: Variant): void {
  const reference = references[how.level];
  const variant = JSON.stringify(how);
  const ends = Object.fromEntries(
    names.map((name) => [name, endOf(modules.get(placeOf(name)), EXPECTED[name]!)]),
  );
  assert.deepEqual(ends, Object.fromEntries(names.map((name) => [name, EXPECTED[name]])), variant);
  for (const [place, module] of modules) checkFit(module, `${variant} ${place}`);
  const disturbed = names.flatMap((name) => {
    const witness = WITNESSES[groupOf(name)]!;
    const after = modules.get(placeOf(name, AFTERWARDS, witness));
    if (after === undefined && how.isolate) return [];
    const good = reference.get(placeOf(witness))!;
    return isDeepStrictEqual(essence(after!), essence(good)) ? [] : [{ name, ...difference(after!, good) }];
  });
  assert.deepEqual(disturbed, [], variant);
}

/** Where two descriptions part, which are too long to be shown. */
function difference(after: ScannedModule, good: ScannedModule): Record<string, string> {
  const [one, other] = [JSON.stringify(essence(after)), JSON.stringify(essence(good))];
  const start = [...one].findIndex((letter, i) => letter !== other[i]);
  const part = (text: string) => text.slice(Math.max(0, start - 30), start + 60);
  return {
    outcome: after.outcome,
    reason: after.reason?.message ?? "",
    is: part(one),
    shouldBe: part(other),
  };
}

const onLinux = { ignore: Deno.build.os !== "linux" };
const ALL = Object.entries(EXPECTED);
const STEADY = ALL.filter((row) => !hangs(row)).map(([name]) => name);
const HANGING = ALL.filter(hangs).map(([name]) => name);

/** A process for each of four hundred classes takes its time. */
const isLong = (name: string) => name === "vst3/four_hundred_classes.vst3";
const ISOLATED = STEADY.filter((name) => IS_FULL_RUN || !isLong(name));

Deno.test("each fixture that is built stands in the table of outcomes", onLinux, () => {
  const built = ["clap", "faults", "ladspa", "vst3"].flatMap((group) =>
    [...Deno.readDirSync(`${FIXTURES}${group}`)].map(({ name }) => `${group}/${name}`)
  );
  assert.deepEqual(built.sort(), Object.keys(EXPECTED).sort());
});

const shared = (jobs: number, level: Variant["level"]) => ({ jobs, isolate: false, level });
const alone = (level: Variant["level"]) => ({ jobs: 2, isolate: true, level });

/** Every other way is scanned in a full run alone: each takes some ten seconds of a processor. */
const VARIANTS: readonly Variant[] = [
  shared(1, "auto"),
  shared(8, "auto"),
  shared(2, "off"),
  alone("auto"),
  ...(IS_FULL_RUN ? [shared(2, "auto"), shared(1, "off"), shared(8, "off"), alone("off")] : []),
];

Deno.test(
  "scan() gives each fixture its outcome, however many workers there are and confined or not",
  onLinux,
  async () => {
    await using folder = await TemporaryFolder.make();
    const [good, mixed, isolated, hanging] = ["good", "mixed", "isolated", "hanging"].map((name) =>
      folder.join(name)
    ) as [string, string, string, string];
    await layOut(good, Object.values(WITNESSES), false);
    await layOut(mixed, STEADY, true);
    await layOut(isolated, ISOLATED, false);
    await layOut(hanging, HANGING, true);
    // Confined workers ignore a signal more.
    const reference = {
      auto: await scanAll(good, alone("auto"), STEADY_LIMITS),
      off: await scanAll(good, alone("off"), STEADY_LIMITS),
    };
    // What hangs takes no processor, so it may hang while others work.
    const hung = Promise.all(VARIANTS.map((variant) => scanAll(hanging, variant, HANGING_LIMITS)));
    const steady: Outcomes[] = [];
    for (const variant of VARIANTS) {
      steady.push(await scanAll(variant.isolate ? isolated : mixed, variant, STEADY_LIMITS));
    }
    for (const [i, modules] of (await hung).entries()) check(HANGING, modules, reference, VARIANTS[i]!);
    for (const [i, modules] of steady.entries()) {
      check(VARIANTS[i]!.isolate ? ISOLATED : STEADY, modules, reference, VARIANTS[i]!);
    }
    assert.deepEqual(childProcesses(), []);
    assert.deepEqual(foldersLeft(), []);
  },
);
