// Writes docs/pictures/terminal.svg, the picture of README.md: types lines in a
// terminal with the real program and real plugins, and draws what they show.
import { GuideHome } from "../tests/support/guide_home.ts";
import { terminalSvg, type TypedLine } from "./terminal_session/svg.ts";
import { projectPath } from "./project_path.ts";

/** Where the picture is. */
export const PICTURE = "docs/pictures/terminal.svg";

/** The lines that are typed, one after another. */
const TYPED_LINES = [
  "pluginary scan",
  "pluginary scan",
  "pluginary search zamcmop",
  "pluginary duplicates",
];

/** No line of these commands is longer. */
const COLUMNS = 88;

/** Draws the picture. */
export async function drawTerminal(): Promise<string> {
  await using home = await GuideHome.make();
  // Its advice is a line of twice the width.
  await Deno.remove(home.join(".clap/hanging_sample.clap"));
  const typed: TypedLine[] = [];
  for (const line of TYPED_LINES) {
    const { screen, code } = await home.type(line, { columns: COLUMNS });
    if (code !== 0) throw new Error(`"${line}" ended with ${code}: ${screen.text.join("\n")}`);
    typed.push({ line, shown: screen.spans });
  }
  return terminalSvg("pluginary", typed, COLUMNS);
}

if (import.meta.main) {
  await Deno.mkdir(projectPath("docs/pictures"), { recursive: true });
  await Deno.writeTextFile(projectPath(PICTURE), await drawTerminal());
}
