import * as v from "valibot";
import { projectPath } from "../../../../scripts/project_path.ts";
import {
  type DoctorDocument,
  doctorDocumentSchema,
} from "../../../../src/model/documents/health/doctor_document.ts";
import { type ProgramTarget, programTarget } from "../../../support/program.ts";
import { Sandbox } from "../../../support/sandbox.ts";

const GOOD_PLUGIN = projectPath("build/fixtures/clap/good.clap");

/** Folders of plugins that the tester's environment may name. */
const NO_PLUGIN_PATHS = { LV2_PATH: undefined, LADSPA_PATH: undefined, CLAP_PATH: undefined };

/** What doctor found, and its exit code. */
export interface Diagnosis extends DoctorDocument {
  readonly exitCode: number;
}

/** How doctor is called. */
export interface Visit {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly target?: ProgramTarget;
  /** A line of the shell that runs first, in which `pluginary` is the program. */
  readonly before?: string;
}

/** A home with one scanned plugin, in which nothing is wrong until a test breaks something. */
export class Patient implements AsyncDisposable {
  readonly home: Sandbox;

  private constructor(home: Sandbox) {
    this.home = home;
  }

  /** Scans one plugin of the home, and none of this computer. */
  static async make(): Promise<Patient> {
    const patient = new Patient(await Sandbox.make({ ...NO_PLUGIN_PATHS, EDITOR: "true" }));
    const { home } = patient;
    await home.write("config/pluginary/ignore", "/usr/**\n");
    await Deno.mkdir(home.join(".clap"));
    await Deno.copyFile(GOOD_PLUGIN, patient.plugin);
    const { code, stderr } = await home.run(["scan"]);
    if (code !== 0) throw new Error(stderr);
    await Deno.copyFile(home.catalog, home.join("healthy.db"));
    return patient;
  }

  /** The module that is scanned. */
  get plugin(): string {
    return this.home.join(".clap/good.clap");
  }

  /** Puts back the catalog and the plugin. */
  async recover(): Promise<void> {
    for (const name of [...Deno.readDirSync(this.home.path)].map(({ name }) => name)) {
      if (name.startsWith("catalog.db")) await Deno.remove(this.home.join(name), { recursive: true });
    }
    await Deno.copyFile(this.home.join("healthy.db"), this.home.catalog);
    await Deno.remove(this.home.join("config/pluginary/config.jsonc")).catch(ignoreMissing);
    await Deno.copyFile(GOOD_PLUGIN, this.plugin);
  }

  /** Calls doctor. */
  async visit({ env = {}, target, before }: Visit = {}): Promise<Diagnosis> {
    const { program, args } = target ?? programTarget();
    const line = before === undefined ? "" : `{ ${before}; } >"$HOME/cure.log" 2>&1; `;
    const run = await this.home.run([
      "-c",
      `pluginary() { "$PROGRAM" $ARGUMENTS "$@"; }; ${line}pluginary doctor --json`,
    ], {
      target: { program: "sh", args: [] },
      env: { ...env, PROGRAM: program, ARGUMENTS: args.join(" ") },
    });
    return { ...v.parse(doctorDocumentSchema, JSON.parse(run.stdout)), exitCode: run.code };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.home[Symbol.asyncDispose]();
  }
}

/** Codes of the problems that were found. */
export function problemsIn({ checks }: DoctorDocument): string[] {
  return checks.filter(({ status }) => status !== "ok").map(({ code }) => code);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
