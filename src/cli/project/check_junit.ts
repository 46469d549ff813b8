import { xmlText } from "../../file_formats/xml/xml_text.ts";
import type {
  CheckedProject,
  CheckedProjectPlugin,
  ProjectCheckDocument,
} from "../../model/documents/projects/project_documents.ts";

/**
 * A check as JUnit XML: a suite for each project, a case for each plugin. A
 * plugin that is not installed fails; one of which nothing is known is skipped.
 *
 * See https://github.com/testmoapp/junitxml for the common subset of its dialects.
 */
export function junitText({ projects }: ProjectCheckDocument): string {
  const suites = projects.map(suiteText);
  const cases = projects.flatMap(({ plugins }) => plugins);
  const unreadable = projects.filter(({ problem }) => problem !== null).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites${attributesText({ name: "pluginary project check", ...countsOf(cases, unreadable) })}>\n`,
    ...suites,
    "</testsuites>\n",
  ].join("");
}

function suiteText({ file, problem, plugins }: CheckedProject): string {
  const cases = problem === null ? plugins.map(caseText) : [
    `    <testcase${attributesText({ name: "project", classname: file })}>\n` +
    `      <error${attributesText({ type: problem.code, message: problem.message })}/>\n    </testcase>\n`,
  ];
  const counts = countsOf(plugins, problem === null ? 0 : 1);
  return `  <testsuite${attributesText({ name: file, ...counts })}>\n${cases.join("")}  </testsuite>\n`;
}

function caseText({ name, id, format, status, candidates }: CheckedProjectPlugin): string {
  const open = `    <testcase${attributesText({ name: name || (id ?? ""), classname: format })}`;
  if (status === "installed") return `${open}/>\n`;
  const [best] = candidates;
  const message = best === undefined
    ? `${status}: no plugin like it is installed`
    : `${status}: ${best.name} (${best.format}) could replace it: ${best.reason}`;
  const element = isSkipped(status) ? "skipped" : "failure";
  const type = isSkipped(status) ? {} : { type: status };
  return `${open}>\n      <${element}${attributesText({ ...type, message })}/>\n    </testcase>\n`;
}

function isSkipped(status: CheckedProjectPlugin["status"]): boolean {
  return status === "unknown";
}

function countsOf(plugins: readonly CheckedProjectPlugin[], errors: number): Record<string, number> {
  const skipped = plugins.filter(({ status }) => isSkipped(status)).length;
  const installed = plugins.filter(({ status }) => status === "installed").length;
  return { tests: plugins.length + errors, failures: plugins.length - installed - skipped, errors, skipped };
}

function attributesText(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(String(value))}"`).join("");
}
