import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { TemporaryFolder } from "../support/temporary_folder.ts";

const ROOT = new URL("../../", import.meta.url);

Deno.test(
  "an error that cannot be reported as usual is one line and the exit code 1",
  { timeout: 20_000 },
  async () => {
    await using folder = await TemporaryFolder.make();
    await folder.write("broken.ts", 'throw new Error("This module is broken ##[error]");\n');
    const reporter = new URL("src/cli/command_line/error_report.ts", ROOT).href;
    const map = { imports: { ...config.imports, [reporter]: `file://${folder.join("broken.ts")}` } };
    const importMap = await folder.write("map.json", JSON.stringify(map));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        "--no-check",
        "--no-lock",
        "-A",
        `--import-map=${importMap}`,
        new URL("main.ts", ROOT).href,
        "scan",
        folder.join("missing"),
        "--no-catalog",
      ],
      env: { XDG_STATE_HOME: folder.join("state") },
    }).output();
    const decoder = new TextDecoder();
    assert.equal(code, 1);
    assert.equal(decoder.decode(stdout), "");
    const line = decoder.decode(stderr);
    assert.match(line, /^pluginary: Cannot scan ".*missing": it does not exist .*This module is broken.*\n$/);
    assert.equal(line.split("\n").length, 2);
    assert.ok(!line.includes("##["), line);
  },
);
