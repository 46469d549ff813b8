import assert from "node:assert/strict";
import { projectPath } from "../../../../scripts/project_path.ts";
import { missingCommands } from "../../../support/missing_commands.ts";
import { TmuxTerminal } from "../../../support/tmux_terminal.ts";

const why = missingCommands("tmux");

for (const how of ["exception", "rejection", "timer"]) {
  Deno.test({
    name: `Screen leaves the terminal as it was after an error (${how})${why}`,
    ignore: why !== "",
    fn: async () => {
      await using terminal = await TmuxTerminal.start([how], {
        columns: 80,
        rows: 20,
        target: {
          program: Deno.execPath(),
          args: ["run", "--quiet", "-A", projectPath("tests/cli/browse/screen/failing_screen.ts")],
        },
        script:
          'echo before; "$@" 2>error; echo "exit $?"; stty -a | grep -o " -*icanon"; grep -o "it was .*" error; rm error',
      });
      await terminal.shows("on the screen");
      const screen = await terminal.shows("it was");
      assert.match(screen, /^before\nexit 1\n icanon\nit was /);
      assert.ok((await terminal.cursor()).isShown);
    },
  });
}
