import assert from "node:assert/strict";
import { readProject } from "../../../src/file_formats/projects/read_project.ts";
import type { ProjectPlugin } from "../../../src/model/projects/project_plugin.ts";

/**
 * A folder with projects that programs have written, and `expected.json`, a
 * list of what other readers find in them. The files have licenses of their
 * own, so they are not part of this project.
 */
const FOLDER = Deno.env.get("PLUGINARY_TEST_PROJECTS");

/** A plugin as the list has it. */
interface Expected {
  readonly format: string;
  readonly id?: string;
  readonly guid?: string;
  readonly name: string;
  readonly vendor?: string;
  readonly file?: string;
  readonly label?: string;
  readonly count: number;
}

interface ExpectedFile {
  readonly file: string;
  readonly writtenBy: string;
  readonly plugins: readonly Expected[];
}

const files: ExpectedFile[] = FOLDER === undefined
  ? []
  : JSON.parse(Deno.readTextFileSync(`${FOLDER}/expected.json`));

for (const { file, writtenBy, plugins } of files) {
  Deno.test(`readProject() finds the plugins of ${file}, and no others`, () => {
    const project = readProject(`${FOLDER}/${file}`);
    const isInternalExpected = plugins.some(({ format }) => formatOf(format) === "internal");
    const found = project.plugins.filter(({ format }) => isInternalExpected || format !== "internal");
    const wanted = plugins.filter(({ format }) => isInternalExpected || formatOf(format) !== "internal");
    assert.deepEqual(found.map(described).sort(), wanted.map(describedAs).sort());
    if (project.version !== "") {
      const number = /\d+(?:\.\d+)*/.exec(project.version)![0];
      assert.ok(writtenBy.includes(number) || writtenBy === "Renoise", `${project.version}: ${writtenBy}`);
    }
  });
}

if (FOLDER === undefined) {
  Deno.test.ignore(
    "readProject() finds what other readers find in real projects (skipped: PLUGINARY_TEST_PROJECTS is not set)",
    () => {},
  );
}

function formatOf(format: string): string {
  return ["jsfx", "fl-native", "carla-internal"].includes(format) ? "internal" : format;
}

function described({ format, id, name, vendor, file, label, uses }: ProjectPlugin): string {
  return [format, id ?? label ?? name, vendor !== "" && id === undefined ? vendor : "", file ?? "", uses]
    .join(" | ");
}

function describedAs({ format, id, guid, name, vendor = "", file = "", label, count }: Expected): string {
  const shown = id ?? (guid === undefined ? undefined : `vst3:${guid.replace(/^565345/, "565354")}`);
  return [formatOf(format), shown ?? label ?? name, shown === undefined ? vendor : "", file, count].join(
    " | ",
  );
}
