import { isProgram, projectPath } from "./source_file.ts";
import { mergeVisitors, visitImports, visitMembers } from "./syntax.ts";

/** Only src/scan/processes/process.ts starts processes: it manages their groups, their environment and their end. */
export const processInScan: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (!isProgram(path) || path === "src/scan/processes/process.ts") return {};
    const report = (what: string, node: Deno.lint.Node) =>
      context.report({
        node,
        message: `Only src/scan/processes/process.ts starts processes, and this file uses ${what}`,
        hint: "Use its class Process",
      });
    return mergeVisitors([
      visitMembers("Deno", (name, node) => {
        if (STARTERS.has(name)) report(`Deno.${name}`, node);
      }),
      visitImports((name, node) => {
        if (name === "node:child_process" || name === "child_process") report("node:child_process", node);
      }),
    ]);
  },
};

const STARTERS = new Set(["Command", "run", "spawn", "spawnAndWait", "spawnAndWaitSync"]);
