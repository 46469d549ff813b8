import { loadedAtStart, readModuleGraph } from "./module_graph.ts";
import { projectPath } from "./project_path.ts";

/** The files of tests, by whether others may run at the same time. */
export interface TestOrder {
  /** Files that run side by side, as many as there are processors. */
  readonly together: readonly string[];
  /** Files that run one after another, with nothing beside them. */
  readonly alone: readonly string[];
}

/** Code that fails, or makes other tests fail, when tests run at the same time; each with the reason. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\.kill\(/, "kills processes"],
  [/\bDeno\.pid\b/, "looks for children or folders of this process, which all files share"],
  [/\bDeno\.(chdir|umask)\(|\bDeno\.env\.(set|delete)\(/, "changes this process"],
  [/\bSilentDrive\.on\(/, "mounts a drive that blocks every access to it"],
  [/\bperformance\.now\(|\bsetTimeout\(/, "measures time"],
  [/\bsilenceMs: \d{1,4}\b/, "ends workers that are silent for a few seconds"],
  [/\bimport\(import\.meta\.resolve\(|\bimport\("[^"]*_test\.ts"\)/, "includes the tests of other files"],
  [/\bterminal: \{/, "reads what a terminal shows, second by second"],
];

/** Sorts the test files by the contents of each and of its helpers below `tests/`. */
export async function testOrder(): Promise<TestOrder> {
  const files = testFiles("tests");
  const together: string[] = [];
  const alone: string[] = [];
  const helpers = await helpersOf(files);
  for (const file of files) {
    const texts = await Promise.all(helpers.get(file)!.map((name) => Deno.readTextFile(projectPath(name))));
    (texts.some((text) => whyAlone(text) !== undefined) ? alone : together).push(file);
  }
  return { together, alone };
}

/** Why a file with this text must run alone; `undefined` if it need not. */
export function whyAlone(text: string): string | undefined {
  return SIGNS.find(([sign]) => sign.test(text))?.[1];
}

/** The files below `tests/` that each of these loads, itself included. */
async function helpersOf(files: readonly string[]): Promise<Map<string, string[]>> {
  const entry = "build/every_test.ts";
  const imports = files.map((file) => `import ${JSON.stringify(`../${file}`)};\n`);
  await Deno.mkdir(projectPath("build"), { recursive: true });
  await Deno.writeTextFile(projectPath(entry), imports.join(""));
  const graph = await readModuleGraph(entry);
  const ours = (name: string) => name.startsWith("tests/");
  return new Map(files.map((file) => [file, [...loadedAtStart(graph, file)].filter(ours)]));
}

function testFiles(folder: string): string[] {
  const files = [...Deno.readDirSync(projectPath(folder))].flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory) return testFiles(name);
    return name.endsWith("_test.ts") ? [name] : [];
  });
  return files.sort();
}
