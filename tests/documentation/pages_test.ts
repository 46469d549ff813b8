import assert from "node:assert/strict";
import { projectPath } from "../../scripts/project_path.ts";
import { commandPages, plainHelpPage } from "../../scripts/write_docs.ts";
import { allPages, type Page, readPage } from "./support/documentation.ts";

const pages = await Promise.all(allPages().map(readPage));

/** Options of the earlier program, which still work and are on no help page. */
const FORMER_OPTIONS = ["--filter"];

/** The addresses of the headings of a page, as GitHub makes them. */
function anchorsOf({ parts }: Page): string[] {
  return parts.flatMap((part) =>
    part.type !== "heading"
      ? []
      : [part.text.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")]
  );
}

Deno.test("every link of the documentation leads to a file of the project and a heading of it", async () => {
  for (const page of pages) {
    for (const part of page.parts) {
      if (part.type !== "link" || /^https?:/.test(part.target)) continue;
      const { pathname, hash } = new URL(part.target, `file:///${page.name}`);
      const name = decodeURIComponent(pathname.slice(1));
      const where = `${page.name}: ${part.target}`;
      assert.ok(await exists(projectPath(name)), where);
      if (hash !== "") assert.ok(anchorsOf(await readPage(name)).includes(hash.slice(1)), where);
    }
  }
});

Deno.test("every page is linked from README.md or the guide", () => {
  const linking = pages.filter(({ name }) => name === "README.md" || name === "docs/guide/README.md");
  const linked = linking.flatMap(({ name, parts }) =>
    parts.flatMap((part) =>
      part.type === "link" ? [new URL(part.target, `file:///${name}`).pathname.slice(1)] : []
    )
  );
  for (const { name } of pages) assert.ok(name === "README.md" || linked.includes(name), name);
});

Deno.test("every command and option that a page names exists", async () => {
  const help = new Map((await commandPages()).map((page) => [page.words.join(" "), plainHelpPage(page)]));
  for (const { name, parts } of pages.filter(({ name }) => name !== "docs/cli.md")) {
    const commands = parts.flatMap((part) => {
      if (part.type === "inline code") return [part.text];
      return part.type === "code" && part.language === "sh"
        ? part.lines.filter((line) => !line.includes("# exit code 2"))
        : [];
    }).flatMap((line) => /(?:^|[ =])(pluginary [a-z].*)$/.exec(line.replace(/ #.*/, ""))?.[1] ?? []);
    for (const command of commands) {
      const words = command.split(" ");
      const called = words.map((_, at) => words.slice(0, words.length - at).join(" "))
        .find((start) => help.has(start))!;
      const next = words[called.split(" ").length];
      const where = `${name}: ${command}`;
      const page = help.get(called)!;
      // A group that needs one of its commands.
      if (/^Usage: [a-z ]+ COMMAND/m.test(page)) assert.match(next ?? "COMMAND", /^[A-Z-]/, where);
      for (const [option] of command.matchAll(/(?<= )--[a-z-]+/g)) {
        const named = option.startsWith("--no-") ? [option, option.replace("no-", "")] : [option];
        const isKnown = named.some((name) => page.includes(` ${name} `));
        assert.ok(isKnown || FORMER_OPTIONS.includes(option), where);
      }
    }
  }
});

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
