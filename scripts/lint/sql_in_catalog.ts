import { isProgram, projectPath } from "./source_file.ts";
import { mergeVisitors, visitImports } from "./syntax.ts";

/** Beginnings of statements, all in capitals or all in lower case, unlike sentences. */
const STATEMENTS = [
  "select\\s[^]*\\sfrom\\s",
  "insert\\s+(or\\s+[a-z]+\\s+)?into\\s",
  "replace\\s+into\\s",
  "update\\s[^]+\\sset\\s",
  "delete\\s+from\\s",
  "(create|drop|alter)\\s+(temp\\s+|temporary\\s+|unique\\s+|virtual\\s+)?(table|index|trigger|view)\\s",
  "with\\s[^]*\\sas\\s*\\(\\s*select\\s",
  "pragma\\s",
  "attach\\s+database\\s",
  "begin\\s+(immediate|exclusive|deferred|transaction)",
];
const SQL = new RegExp(`^\\s*(${[...STATEMENTS, ...STATEMENTS.map(toCapitals)].join("|")})`);

/** Only src/catalog has SQL, so that a change of the tables concerns one folder. */
export const sqlInCatalog: Deno.lint.Rule = {
  create(context) {
    const path = projectPath(context.filename);
    if (!isProgram(path) || path.startsWith("src/catalog/")) return {};
    const report = (message: string, node: Deno.lint.Node) =>
      context.report({ node, message, hint: "Add a function for it to src/catalog" });
    const check = (text: string, node: Deno.lint.Node) => {
      if (SQL.test(`${text} `)) report("Only src/catalog has SQL, and this text is a statement", node);
    };
    const literals: Deno.lint.LintVisitor = {
      Literal(node) {
        if (typeof node.value === "string") check(node.value, node);
      },
      TemplateLiteral: (node) => check(node.quasis.map((quasi) => quasi.cooked).join("?"), node),
    };
    const imports = visitImports((name, node) => {
      if (name === "node:sqlite" || name === "sqlite") {
        report("Only src/catalog opens databases, and this file imports node:sqlite", node);
      }
    });
    return mergeVisitors([literals, imports]);
  },
};

/** The words of a pattern in capitals; a character after a backslash is kept. */
function toCapitals(pattern: string): string {
  return pattern.replace(/\\.|[a-z]/g, (part) => part.length > 1 ? part : part.toUpperCase());
}
