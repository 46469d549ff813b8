import assert from "node:assert/strict";
import { programFiles } from "../../scripts/program_files.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { commandTree } from "../../src/cli/app.ts";
import { kebabCase } from "../../src/cli/command_line/kebab_case.ts";
import { settingsOf } from "../../src/cli/command_line/settings/command_settings.ts";
import { FORBIDDEN_VARIABLES } from "../../src/config/forbidden_names.ts";

Deno.test("docs/cli.md explains the option of every setting", async () => {
  const sections = (await Deno.readTextFile(projectPath("docs/cli.md"))).split("\n## ");
  for (const { command, option } of settingsOf(await commandTree([])).settings) {
    const called = ["pluginary", ...command].map(kebabCase).join(" ");
    // Settings without a command are options of several.
    const section = command.length === 0
      ? sections.join("")
      : sections.find((text) => text.startsWith(`${called}\n`)) ?? "";
    assert.match(section, new RegExp(` --${kebabCase(option)}[ \n]`), `${called} --${option}`);
  }
});

Deno.test("docs/configuration.md has every variable that the program reads", async () => {
  const text = await Deno.readTextFile(projectPath("docs/configuration.md"));
  const sources = await Promise.all(programFiles().map((file) => Deno.readTextFile(file)));
  const read = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:environment\(|variable: )"([A-Z][A-Z0-9_]+)"/g)].map(([, name]) => name!)
  );
  assert.ok(read.length > 20);
  // The first is a setting, the others are only refused.
  const elsewhere = ["PLUGINARY_COLOR", "PLUGINARY_EDITOR", "PLUGINARY_OUTPUT"];
  for (const name of new Set([...read, ...FORBIDDEN_VARIABLES.keys()])) {
    assert.ok(text.includes(`\`${name}\``) || elsewhere.includes(name), name);
  }
});
