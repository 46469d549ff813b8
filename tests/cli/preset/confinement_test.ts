import assert from "node:assert/strict";
import { HostileModule } from "../../confinement/support/hostile_module.ts";
import { Sandbox } from "../../support/sandbox.ts";
import { run } from "../support/three_plugins.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };

/** Load a plugin that works only unconfined; its library is the same each time. */
const LOADING_COMMANDS: readonly (readonly string[])[] = [
  ["capture", "decoy", "--name", "Kept"],
  ["diff", "Kept@1", "Kept@1"],
  ["restore", "Kept", "--output", "kept.vstpreset"],
  ["verify", "--load"],
  ["convert", "Kept", "--to", "rfxchain", "--output", "kept.RfxChain", "--force"],
];

Deno.test("preset confines plugins as its option and the setting of scans say", onLinux, async () => {
  await using hostile = await HostileModule.make({ behaviour: "need-network" });
  await using sandbox = await Sandbox.make();
  await run(sandbox, "scan", hostile.location, "--confinement", "off", "--no-presets");
  for (const command of LOADING_COMMANDS) {
    const what = command.join(" ");
    const given = await sandbox.run(["preset", ...command, "--confinement", "off"]);
    assert.equal(given.code, 0, `${what}: ${given.stderr}`);
    await run(sandbox, "config", "set", "scan.confinement", "off");
    const configured = await sandbox.run(["preset", ...command]);
    assert.equal(configured.code, 0, `${what}: ${configured.stderr}`);
    const strict = await sandbox.run(["preset", ...command, "--confinement", "require"]);
    assert.equal(strict.code, 1, `${what}: ${strict.stdout}`);
    await run(sandbox, "config", "unset", "scan.confinement");
    const usual = await sandbox.run(["preset", ...command]);
    assert.equal(usual.code, 1, `${what}: ${usual.stdout}`);
  }
});
