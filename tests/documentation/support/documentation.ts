import { marked, type Token } from "marked";
import { parse } from "yaml";
import { projectPath } from "../../../scripts/project_path.ts";

/** A page of the documentation, and its parts in the order of the text. */
export interface Page {
  /** Relative to the project. */
  readonly name: string;
  readonly parts: readonly Part[];
}

/** What tests read of a page. */
export type Part =
  | { readonly type: "heading"; readonly depth: number; readonly text: string }
  | { readonly type: "code"; readonly language: string; readonly lines: readonly string[] }
  | { readonly type: "inline code"; readonly text: string }
  | { readonly type: "link"; readonly target: string }
  | { readonly type: "text"; readonly text: string };

/** Reads a page, as GitHub does. */
export async function readPage(name: string): Promise<Page> {
  const tokens = marked.lexer(await Deno.readTextFile(projectPath(name)), { gfm: true });
  const parts: Part[] = [];
  marked.walkTokens(tokens, (token: Token) => {
    const part = partOf(token);
    if (part !== undefined) parts.push(part);
  });
  return { name, parts };
}

/** A cell of a table, in Markdown. */
export interface Cell {
  readonly text: string;
}

/** The rows of each table of a page, without the names of the columns. */
export async function readTables(name: string): Promise<Cell[][][]> {
  const tables: Cell[][][] = [];
  marked.walkTokens(marked.lexer(await Deno.readTextFile(projectPath(name))), (token: Token) => {
    if (token.type === "table") tables.push(token["rows"]);
  });
  return tables;
}

function partOf(token: Token): Part | undefined {
  switch (token.type) {
    case "heading":
      return { type: "heading", depth: token["depth"], text: token["text"] };
    case "code":
      return { type: "code", language: token["lang"] ?? "", lines: token["text"].split("\n") };
    case "codespan":
      return { type: "inline code", text: token["text"] };
    case "link":
    case "image":
      return { type: "link", target: token["href"] };
    case "paragraph":
      return { type: "text", text: token["text"] };
    default:
      return undefined;
  }
}

/** The pages that tell users how to work with the program. */
export function guidePages(): string[] {
  return ["README.md", ...pagesIn("docs/guide")];
}

/** All pages for people, but for the changelog and the decisions, which tell of the past. */
export function allPages(): string[] {
  return ["README.md", ...pagesIn("docs"), ...pagesIn("docs/guide")];
}

function pagesIn(folder: string): string[] {
  return [...Deno.readDirSync(projectPath(folder))]
    .filter(({ name, isFile }) => isFile && name.endsWith(".md"))
    .map(({ name }) => `${folder}/${name}`)
    .sort();
}

/** A command line that a page shows. */
export interface CommandLine {
  readonly line: string;
  /** From a comment like `# exit code 3`; 0 without one. */
  readonly exitCode: number;
  /** The lines that the page shows as its output. */
  readonly output?: readonly string[];
}

/**
 * The command lines of a page: those in blocks of `sh`, where a block of `text`
 * right behind one is the output of its last line, and the steps of workflows.
 */
export function commandLines({ parts }: Page): CommandLine[] {
  const lines: CommandLine[] = [];
  parts.forEach((part, index) => {
    if (part.type !== "code") return;
    if (part.language === "yaml") lines.push(...stepsOf(parse(part.lines.join("\n"))));
    if (part.language !== "sh") return;
    const typed = part.lines.join("\n").replaceAll("\\\n", "").split("\n")
      .map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
    const next = parts[index + 1];
    const output = next?.type === "code" && next.language === "text" ? { output: next.lines } : {};
    typed.forEach((line, at) => {
      const exitCode = Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0);
      lines.push({ line, exitCode, ...at === typed.length - 1 ? output : {} });
    });
  });
  return lines;
}

/** What the jobs of a workflow of GitHub Actions run. */
function stepsOf(workflow: { jobs: Record<string, { steps: { run?: string }[] }> }): CommandLine[] {
  const steps = Object.values(workflow.jobs).flatMap(({ steps }) => steps);
  return steps.flatMap(({ run }) => run === undefined ? [] : [{ line: run, exitCode: 0 }]);
}
