// Writes the documentation that is generated from the program: docs/cli.md from
// the command tree, docs/schemas from the schemas of its documents.
import { commandTree } from "../src/cli/app.ts";
import { type CommandTarget, isCommand } from "../src/cli/command_line/command_target.ts";
import { helpPage } from "../src/cli/help/help_page.ts";
import { HELP_TOPICS } from "../src/cli/help/help_topics.ts";
import { kebabCase } from "../src/cli/command_line/kebab_case.ts";
import { findJsonSchema, schemaText } from "../src/cli/schema/json_schema.ts";
import { SCHEMAS } from "../src/cli/schema/schemas.ts";
import { NO_STYLES } from "../src/cli/terminal/terminal.ts";
import { projectPath } from "./project_path.ts";

/** A command or group of commands, with the words that call it. */
export interface CommandPage {
  /** Starting with `pluginary`. */
  readonly words: readonly string[];
  readonly target: CommandTarget;
}

/** All commands, each after its group. */
export async function commandPages(): Promise<CommandPage[]> {
  return pagesBelow({ words: ["pluginary"], target: await commandTree([]) });
}

function pagesBelow(page: CommandPage): CommandPage[] {
  const { words, target } = page;
  if (isCommand(target)) return [page];
  const below = target.getAllEntries().filter(({ hidden }) => !hidden);
  return [
    page,
    ...below.flatMap(({ name, target }) =>
      pagesBelow({ words: [...words, kebabCase(name.original)], target: target as CommandTarget })
    ),
  ];
}

/** The page that `--help` prints for a command, without color. */
export function plainHelpPage({ words, target }: CommandPage): string {
  return helpPage(target, words, NO_STYLES);
}

/** The whole of docs/cli.md. */
export async function commandLineReference(): Promise<string> {
  const pages = (await commandPages()).map((page) =>
    `## ${page.words.join(" ")}\n\n${fenced(plainHelpPage(page))}`
  );
  const topics = Object.entries(HELP_TOPICS).map(([name, { text }]) =>
    `## pluginary help ${name}\n\n${fenced(`${text}\n`)}`
  );
  return [HEADER, ...pages, ...topics].join("\n");
}

const HEADER = `# Command line

The output of \`pluginary help\` for every command and topic, written by \`deno run -A scripts/write_docs.ts\`; a test compares.
`;

function fenced(text: string): string {
  return `\`\`\`text\n${text}\`\`\`\n`;
}

/** The files of docs/schemas and their contents, by name. */
export async function schemaFiles(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const name of Object.keys(SCHEMAS)) {
    files.set(`${name}.json`, schemaText((await findJsonSchema(name))!));
  }
  return files;
}

/** Writes all documents and removes the schemas that no longer exist. */
async function writeDocs(): Promise<void> {
  await Deno.writeTextFile(projectPath("docs/cli.md"), await commandLineReference());
  const files = await schemaFiles();
  await Deno.mkdir(projectPath("docs/schemas"), { recursive: true });
  for await (const { name } of Deno.readDir(projectPath("docs/schemas"))) {
    if (!files.has(name)) await Deno.remove(projectPath(`docs/schemas/${name}`));
  }
  for (const [name, text] of files) await Deno.writeTextFile(projectPath(`docs/schemas/${name}`), text);
}

if (import.meta.main) await writeDocs();
