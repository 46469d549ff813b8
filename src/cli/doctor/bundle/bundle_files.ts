import { openForReading } from "../../../catalog/open_catalog.ts";
import { readFailures } from "../../../catalog/maintenance/catalog_failures.ts";
import { findScanRun, listChanges, type ScanRun } from "../../../catalog/scans/scan_history.ts";
import type { DoctorDocument } from "../../../model/documents/health/doctor_document.ts";
import { PluginaryError } from "../../../model/pluginary_error.ts";
import type { Console } from "../../terminal/console.ts";
import { printable } from "../../terminal/terminal.ts";
import type { Examination } from "../examination/examine.ts";
import { readLogTail } from "./log_tail.ts";
import { PersonalData } from "./personal_data.ts";
import { thisPerson } from "./this_person.ts";

/** A file of the archive. */
export interface BundleFile {
  readonly name: string;
  /** What is in it, for the person who sends it. */
  readonly contents: string;
  readonly text: string;
}

/** The report, with the facts behind it. */
export interface BundleSource {
  readonly report: DoctorDocument;
  readonly examination: Examination;
}

/** Variables that decide where the program looks, beside its own. */
const VARIABLES =
  /^(PLUGINARY_.*|(VST3|CLAP|LV2|LADSPA)_PATH|XDG_.*|HOME|TMPDIR|TERM|LANG|LC_.*|NO_COLOR|CLICOLOR.*)$/;

/** Most failures in an archive. */
const MOST_FAILURES = 500;

/** The files of an archive, without personal data. */
export async function bundleFiles(
  { report, examination }: BundleSource,
  console: Console,
): Promise<BundleFile[]> {
  const ofCatalog = await catalogParts(examination);
  const personal = new PersonalData(thisPerson(console, examination, ofCatalog.paths));
  const json = (name: string, contents: string, value: unknown): BundleFile => ({
    name,
    contents,
    text: `${JSON.stringify(personal.document(value), undefined, 2)}\n`,
  });
  const { versions } = report;
  const files = [
    json("doctor.json", "The report of pluginary doctor", report),
    json("versions.json", "Versions of pluginary, its parts and this system", versions),
    json("settings.json", "Settings, variables and their origins", settingsOf(examination, personal)),
    ...ofCatalog.parts.map(({ name, contents, value }) => json(name, contents, value)),
  ];
  const log = await readLogTail(console.environment);
  if (log !== undefined) {
    const lines = log.split("\n").map((line) => logLine(line, personal));
    files.push({ name: "log.txt", contents: "The end of the newest log", text: lines.join("\n") });
  }
  return [{ name: "README.txt", contents: "The list of these files", text: readme(files) }, ...files];
}

/** A line of JSON keeps its structure; its texts are cleaned as they were before they were escaped. */
function logLine(line: string, personal: PersonalData): string {
  if (!line.startsWith("{")) return personal.text(printable(line));
  try {
    return JSON.stringify(personal.document(cleaned(JSON.parse(line))));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return personal.text(printable(line));
  }
}

function readme(files: readonly BundleFile[]): string {
  const list = files.map(({ name, contents }) => `${name.padEnd(16)}${contents}`);
  return [
    "Written by pluginary doctor --bundle.",
    "",
    "~ is the home folder, user the user name and host the name of the computer.",
    "<folder 1> and the like are folders outside the system's, <path> is the rest of",
    "a path. Secrets and mail addresses are replaced by (removed) and (mail address).",
    "",
    ...list,
    "",
  ].join("\n");
}

function settingsOf({ configuration }: Examination, personal: PersonalData) {
  const settings = (configuration?.values ?? []).map(([key, { texts, origin }]) => ({
    key,
    values: texts.map((text) => personal.setting(key, text)),
    origin: origin.layer,
  }));
  const variables = Object.entries(Deno.env.toObject()).filter(([name]) => VARIABLES.test(name))
    .map(([name, value]) => ({ name, value: personal.setting(name, value) }));
  return { files: configuration?.files ?? [], settings, variables };
}

/** What the archive says about the catalog. */
interface CatalogParts {
  readonly parts: readonly { readonly name: string; readonly contents: string; readonly value: unknown }[];
  /** Paths that the person has named for the last scan. */
  readonly paths: readonly string[];
}

const NO_PARTS: CatalogParts = { parts: [], paths: [] };

/** The last scan and its failures; nothing of a catalog that cannot be read. */
async function catalogParts({ catalog: facts }: Examination): Promise<CatalogParts> {
  if (facts?.health === undefined) return NO_PARTS;
  const { health, path } = facts;
  try {
    using catalog = await openForReading(path);
    return await catalog.read((db) => {
      const run = findScanRun(db);
      const failures = cleaned(readFailures(db, MOST_FAILURES));
      const parts = [
        { name: "catalog.json", contents: "Numbers of the catalog", value: health },
        { name: "failures.json", contents: "Plugins that failed, with reasons", value: failures },
      ];
      if (run === undefined) return { parts, paths: [] };
      const value = { ...withoutOwner(run), changes: listChanges(db, run.id).length };
      const lastScan = { name: "last-scan.json", contents: "The last scan", value };
      return { parts: [...parts, lastScan], paths: run.paths };
    });
  } catch (error) {
    // The report says why the catalog cannot be read.
    if (error instanceof PluginaryError) return NO_PARTS;
    throw error;
  }
}

function withoutOwner({ host: _host, pid: _pid, ...run }: ScanRun) {
  return run;
}

/** Texts of plugins, without anything that a terminal would act on. */
function cleaned(value: unknown): unknown {
  if (typeof value === "string") return value.split("\n").map(printable).join("\n");
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one)]));
}
