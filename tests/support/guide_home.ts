import { projectPath } from "../../scripts/project_path.ts";
import { TerminalScreen } from "../../scripts/terminal_session/screen.ts";
import { copyFolder } from "./copy_folder.ts";
import { denoFolder } from "./deno_folder.ts";
import { programTarget } from "./program.ts";
import { VST3_FOLDER } from "./sample_plugins.ts";
import { TemporaryFolder } from "./temporary_folder.ts";

/** The home folder's name in the user's guide. */
export const GUIDE_HOME = "/home/you";

/** Width of the terminal that shows everything in the guide. */
const COLUMNS = 80;

/** Nothing that the guide shows takes so long, also on a busy computer. */
const LIMIT_MS = 60_000;

/** Plugins of the home folder: five of Debian's `zam-plugins`, two of them in two formats, and our samples. */
const PLUGINS: readonly (readonly [from: string, to: string])[] = [
  ...["ZamComp", "ZamDelay", "ZamEQ2", "ZamGate", "ZamTube"]
    .map((name) => [`${VST3_FOLDER}/${name}.vst3`, `.vst3/${name}.vst3`] as const),
  ...["ZamComp", "ZamEQ2"].map((name) => [`/usr/lib/clap/${name}.clap`, `.clap/${name}.clap`] as const),
  ...["sample_filter", "sample_synth", "crashing_sample", "hanging_sample"]
    .map((name) => [projectPath(`build/samples/clap/${name}.clap`), `.clap/${name}.clap`] as const),
  [projectPath("build/samples/ladspa/sample_delay.so"), ".ladspa/sample_delay.so"],
  [projectPath("build/samples/lv2/sample_gain.lv2"), ".lv2/sample_gain.lv2"],
];

/** What a command showed on the terminal, and how it ended. */
export interface ShownCommand {
  readonly screen: TerminalScreen;
  /** The lines of the screen, with the home folder as in the guide. */
  readonly lines: readonly string[];
  readonly code: number;
}

/**
 * A home folder like that of the guide's reader, with plugins in the standard
 * folders, where commands run in a shell as typed, on a terminal.
 */
export class GuideHome extends TemporaryFolder {
  /** Makes the folder and the command `pluginary`. */
  static override async make(): Promise<GuideHome> {
    const home = new GuideHome(await GuideHome.makeFolder());
    await Promise.all(PLUGINS.map(([from, to]) => home.install(from, to)));
    const { program, args } = programTarget();
    const words = [program, ...args].map(quoted).join(" ");
    await Deno.chmod(await home.write(".local/bin/pluginary", `#!/bin/sh\nexec ${words} "$@"\n`), 0o755);
    return home;
  }

  /** Copies a plugin, which may be a folder, to a path below the home folder. */
  async install(from: string, to: string): Promise<void> {
    const path = this.join(to);
    await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    if ((await Deno.stat(from)).isDirectory) await copyFolder(from, path);
    else await Deno.copyFile(from, path);
  }

  /** Runs a line of a shell, on a terminal of this width. */
  async type(line: string, { columns = COLUMNS } = {}): Promise<ShownCommand> {
    const inTerminal = `stty cols ${columns} rows 24 -onlcr -echo; ${line}`;
    const { code, stdout } = await new Deno.Command("script", {
      args: ["-qec", `sh -c ${quoted(inTerminal)}`, "/dev/null"],
      cwd: this.path,
      clearEnv: true,
      env: this.#environment(),
      stdin: "null",
      stdout: "piped",
      stderr: "inherit",
      signal: AbortSignal.timeout(LIMIT_MS),
    }).output();
    const screen = TerminalScreen.showing(new TextDecoder().decode(stdout).replaceAll(this.path, GUIDE_HOME));
    return { screen, lines: screen.text, code };
  }

  #environment(): Record<string, string> {
    return {
      HOME: this.path,
      PATH: `${this.join(".local/bin")}:${Deno.env.get("PATH")}`,
      DENO_DIR: denoFolder(),
      LANG: "C.UTF-8",
      TZ: "UTC",
      TERM: "xterm-256color",
      PAGER: "cat",
      EDITOR: "true",
      // For lines that prepare what the guide shows.
      FIXTURES: projectPath("build/fixtures"),
      // The plugins of this computer are no part of the guide.
      PLUGINARY_SCAN_EXCLUDE: "/usr/**",
      // The sample that hangs would take 30 s.
      PLUGINARY_SCAN_TIMEOUT: "2s",
    };
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
