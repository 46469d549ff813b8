import type {
  CheckedProject,
  CheckedProjectPlugin,
  ProjectCheckDocument,
} from "../../model/documents/projects/project_documents.ts";
import { DAW_NAMES } from "../../model/projects/daw.ts";
import { countText } from "../output/count_text.ts";
import type { Console } from "../terminal/console.ts";
import { printable, type StyleName, stylesFor } from "../terminal/terminal.ts";

/** How a check is shown. */
interface CheckView {
  readonly withInstalled: boolean;
  readonly console: Console;
}

/** Candidates that are shown for one plugin; JSON has more. */
const SHOWN_CANDIDATES = 3;

/** The part of the best score below which a candidate is not shown. */
const LEAST_SHARE = 0.5;

/** Tracks that are shown for one plugin. */
const SHOWN_TRACKS = 3;

const WORDS = {
  installed: "installed",
  "other-format": "other format",
  "other-version": "other version",
  missing: "missing",
  unknown: "unknown",
} as const;

const STYLES = {
  installed: "green",
  "other-format": "yellow",
  "other-version": "yellow",
  missing: "red",
  unknown: "dim",
} as const;

/** Width of the longest word for a state. */
const WIDTH = Math.max(...Object.values(WORDS).map((word) => word.length));

/** The answer of a check for people: each project with the plugins that need a look, then the sums. */
export function checkText(document: ProjectCheckDocument, view: CheckView): string {
  const projects = document.projects.map((project) => projectText(project, view));
  return [...projects, `${summaryText(document)}\n`].join("\n");
}

function projectText({ file, daw, version, problem, plugins }: CheckedProject, view: CheckView): string {
  const styles = stylesFor(view.console.stdout, view.console.environment);
  const style: Style = (name, text) => styles[name](text);
  const title = style("bold", printable(file));
  if (problem !== null) return `${title}\n  ${style("red", printable(problem.message))}\n`;
  const program = daw === null ? "" : ` (${printable([DAW_NAMES[daw], version].join(" ").trim())})`;
  const shown = plugins.filter(({ status }) => view.withInstalled || status !== "installed");
  const left = plugins.length - shown.length;
  const lines = shown.flatMap((plugin) => pluginLines(plugin, style));
  const rest = left === 0 ? [] : [`  ${style("dim", leftOutText(left, shown.length))}`];
  const none = plugins.length === 0 ? [`  ${style("dim", "uses no plugins")}`] : [];
  return [`${title}${style("dim", program)}`, ...lines, ...rest, ...none, ""].join("\n");
}

function leftOutText(left: number, shown: number): string {
  if (shown === 0) return left === 1 ? "its plugin is installed" : `all ${left} plugins are installed`;
  return left === 1 ? "1 other plugin is installed" : `${left} other plugins are installed`;
}

type Style = (name: StyleName, text: string) => string;

function pluginLines(
  { name, vendor, format, id, status, tracks, candidates }: CheckedProjectPlugin,
  style: Style,
): string[] {
  const by = vendor === "" ? "" : ` by ${vendor}`;
  const on = tracks.length === 0 ? "" : ` on ${listed(tracks)}`;
  const title = `${name === "" ? id ?? "a plugin without a name" : name}${by}`;
  return [
    `  ${style(STYLES[status], WORDS[status].padEnd(WIDTH))}  ${printable(title)} ${
      style("dim", printable(`(${format})${on}`))
    }`,
    ...worthShowing(candidates).map((candidate) =>
      `  ${" ".repeat(WIDTH)}  ${style("dim", "->")} ${printable(candidate.name)} ${
        style("dim", printable(`(${candidate.format}): ${candidate.reason}`))
      }`
    ),
  ];
}

/** The best ones; beside the same plugin in another format nobody needs what only has its category. */
function worthShowing(candidates: CheckedProjectPlugin["candidates"]): CheckedProjectPlugin["candidates"] {
  const least = (candidates[0]?.score ?? 0) * LEAST_SHARE;
  return candidates.filter(({ score }) => score >= least).slice(0, SHOWN_CANDIDATES);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN_TRACKS).join(", ");
  const more = names.length - SHOWN_TRACKS;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function summaryText({ summary: { projects, plugins, byStatus, unreadable } }: ProjectCheckDocument): string {
  if (projects === 0) return "No projects found";
  const parts = Object.entries(WORDS).flatMap(([status, word]) => {
    const count = byStatus[status as keyof typeof WORDS] ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  const failed = unreadable === 0 ? [] : [`${countText(unreadable, "project")} cannot be read`];
  const head = `${countText(projects, "project")}, ${countText(plugins, "plugin")}`;
  return [parts.length === 0 ? head : `${head}: ${parts.join(", ")}`, ...failed].join("; ");
}
