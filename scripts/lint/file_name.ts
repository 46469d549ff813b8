import { projectPath } from "./source_file.ts";

const EMPTY_NAMES = new Set(["index", "util", "utils"]);
const SNAKE_CASE = /^[a-z0-9]+(_[a-z0-9]+)*(\.[a-z]+)?$/;

/** A file is called after its main export, in snake case. */
export const fileName: Deno.lint.Rule = {
  create(context) {
    const name = projectPath(context.filename).split("/").at(-1)!.replace(/\.[cm]?[jt]sx?$/, "");
    const report = (message: string) => ({
      Program: (node: Deno.lint.Program) =>
        context.report({ node, message, hint: "Call the file after its main export" }),
    });
    if (EMPTY_NAMES.has(name)) return report(`The file name "${name}" says nothing about its content`);
    if (!SNAKE_CASE.test(name)) return report(`The file name "${name}" is not in snake case`);
    return {};
  },
};
