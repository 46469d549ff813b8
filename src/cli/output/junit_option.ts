/** The option of commands that can write a report for CI servers beside their answer. */
export const JUNIT_OPTION = {
  junit: {
    kind: "parsed",
    parse: parseReportFile,
    placeholder: "FILE",
    brief: "Also write a report for CI servers to FILE, as JUnit XML",
    optional: true,
  },
} as const;

function parseReportFile(input: string): string {
  if (input === "-") throw new SyntaxError("standard output is used for the answer");
  if (input === "") throw new SyntaxError("it is empty");
  return input;
}
