import { isProgram, projectPath } from "./source_file.ts";
import { mergeVisitors, visitMembers } from "./syntax.ts";

/** Only src/cli prints, so that stdout carries the answer and nothing else. */
export const printInCli: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (!isProgram(path) || path.startsWith("src/cli/")) return {};
    const report = (what: string, node: Deno.lint.Node) =>
      context.report({
        node,
        message: `Only src/cli prints, and this file uses ${what}`,
        hint: "Return or throw the message; src/cli shows it",
      });
    const visitors = [
      visitMembers("console", (name, node) => report(`console.${name}`, node)),
      visitMembers("Deno", (name, node) => {
        if (name === "stdout" || name === "stderr") report(`Deno.${name}`, node);
      }),
      visitMembers("process", (name, node) => {
        if (name === "stdout" || name === "stderr") report(`process.${name}`, node);
      }),
    ];
    return mergeVisitors(visitors);
  },
};
