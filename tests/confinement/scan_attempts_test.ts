import assert from "node:assert/strict";
import { type ProgramTarget, programTarget } from "../support/program.ts";
import { ATTEMPTS } from "./support/attempts.ts";
import { HostileModule, INHERITED_DESCRIPTOR } from "./support/hostile_module.ts";
import { readResults } from "./support/run_host.ts";
import { scanJson } from "./support/scan_json.ts";

const onLinux = { ignore: Deno.build.os !== "linux" };

/** The program as a careless shell starts it, with a descriptor open on a file. */
function withOpenDescriptor(path: string): ProgramTarget {
  const { program, args } = programTarget();
  const line = `exec ${INHERITED_DESCRIPTOR}<"$0"; exec "$@"`;
  return { program: "/bin/sh", args: ["-c", line, path, program, ...args] };
}

Deno.test(
  "pluginary scan denies all attempts of a hostile module, from its load-time constructor on",
  onLinux,
  async () => {
    await using hostile = await HostileModule.make({ attempt: "load,list" });
    const { modules, confinement } = await scanJson([hostile.root, "--confinement", "require"], {
      target: withOpenDescriptor(hostile.secret),
    });
    assert.equal(confinement.level, "full");
    const module = modules[0]!;
    assert.deepEqual(module.plugins.map(({ name }) => name), ["decoy"]);
    assert.equal(module.confinement?.level, "full");
    const results = readResults(module.failures.map(({ name }) => name));
    const surprises = ATTEMPTS.flatMap(({ attempt, full }) =>
      ["load", "list"].flatMap((moment) => {
        const result = results.get(`${moment}/${attempt}`);
        return result === undefined || full.split("|").includes(result)
          ? []
          : [`${moment}/${attempt}: ${result}`];
      })
    );
    assert.deepEqual(surprises, []);
    assert.ok(results.size >= 120, `only ${results.size} attempts were made`);
  },
);

Deno.test("pluginary scan --confinement off lets a hostile module do what it likes", onLinux, async () => {
  await using hostile = await HostileModule.make({ attempt: "list" });
  const { modules, confinement } = await scanJson([hostile.root, "--confinement", "off"], {
    target: withOpenDescriptor(hostile.secret),
  });
  assert.equal(confinement.level, "none");
  const results = readResults(modules[0]!.failures.map(({ name }) => name));
  for (
    const attempt of [
      "read_secret",
      "create",
      "udp_send",
      "fork_and_execute",
      "signal_victim",
      "read_inherited_descriptor",
    ]
  ) {
    assert.equal(results.get(`list/${attempt}`), "OK", attempt);
  }
});
