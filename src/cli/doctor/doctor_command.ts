import { buildCommand } from "@stricli/core";
import type { ProgramContext } from "../command_line/command_context.ts";
import { describeWithExamples, type Example } from "../command_line/example.ts";
import { OUTPUT_OPTIONS } from "../output/output_options.ts";
import type { DoctorFlags } from "./doctor_flags.ts";

/** Shown by `pluginary doctor --help`. */
export const DOCTOR_EXAMPLES: readonly Example[] = [
  { command: "pluginary doctor", does: "problems, and how to solve them" },
  { command: "pluginary doctor --json", does: "for programs" },
  { command: "pluginary doctor --bundle doctor.zip", does: "for a bug report" },
  { command: "pluginary status", does: "one line" },
];

const DESCRIPTION = `Check folders, native library, confinement, catalog, plugins and configuration.

Each problem is listed with the command that solves it. The score is 100 minus
25 for each error and 4 for each warning, and at least 0. The exit code is 1 if
there is an error, which keeps commands from working, and 0 otherwise.

Nothing is changed: a worker is started and stopped, and a file of one byte is
created and deleted in the folders that scans write to. The catalog is checked
for visible damage only; "pluginary catalog check" reads all of it.

--bundle writes an archive for a bug report: this report, versions, settings,
the last scan and its failures. Your home folder, your user name, the name of
this computer and secrets are replaced, and so are folders outside the system's.
The exit code is 0 once the archive is written.`;

/** `pluginary doctor`. */
export const doctorCommand = buildCommand<DoctorFlags, [], ProgramContext>({
  loader: async () => (await import("./run_doctor.ts")).runDoctor,
  parameters: {
    flags: {
      bundle: {
        kind: "parsed",
        parse: parseFile,
        placeholder: "FILE",
        brief: "Write a diagnostic archive (zip) without personal data to FILE",
        optional: true,
      },
      ...OUTPUT_OPTIONS,
    },
  },
  docs: {
    brief: "Check that everything works, and say how to fix it",
    fullDescription: describeWithExamples(DESCRIPTION, DOCTOR_EXAMPLES),
  },
});

function parseFile(input: string): string {
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
