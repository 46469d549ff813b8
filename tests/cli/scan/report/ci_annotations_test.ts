import assert from "node:assert/strict";
import fc from "fast-check";
import { CiAnnotations } from "../../../../src/cli/scan/report/ci_annotations.ts";
import type { ScannedModule } from "../../../../src/model/module.ts";
import { Sandbox } from "../../../support/sandbox.ts";
import { sampleModule, samplePlugin } from "../../support/scan_events.ts";

function textAbout(modules: readonly ScannedModule[]): string {
  const annotations = CiAnnotations.for((name) => name === "GITHUB_ACTIONS" ? "true" : undefined)!;
  for (const module of modules) annotations.see({ event: "module", module });
  return annotations.text();
}

function crashed(name: string, message: string): ScannedModule {
  return sampleModule({
    location: "/plugins/x.vst3",
    outcome: "crashed",
    plugins: [samplePlugin({ name, vendor: "V, Inc: 100%" })],
    reason: { code: "crashed", message, stderrTail: "first\nsecond" },
  });
}

Deno.test("CiAnnotations escapes titles and messages as GitHub reads them", () => {
  assert.equal(
    textAbout([crashed("A:b,c", "100% gone")]),
    "::error title=crashed%3A A%3Ab%2Cc (V%2C Inc%3A 100%25)::/plugins/x.vst3: 100%25 gone%0AOutput: first%0Asecond%0A" +
      "Update the plugin, or tell its vendor that it crashes when it is loaded\n",
  );
});

Deno.test("CiAnnotations writes one line per failure, whatever plugins say", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(fc.property(text, text, (name, message) => {
    const lines = textAbout([crashed(name, message)]).split("\n");
    assert.equal(lines.length, 2);
    assert.match(lines[0]!, /^::error title=[^:,\r]*::[^\r]*$/);
  }));
});

Deno.test("CiAnnotations marks no more than are shown, and nothing that is no failure", () => {
  const many = Array.from({ length: 25 }, (_, i) => crashed(`P${i}`, "Ended"));
  const lines = textAbout(many).trimEnd().split("\n");
  assert.equal(lines.length, 10);
  assert.match(lines[9]!, /^::error title=16 more failures::/);
  const others = (["blocked", "unsupported", "scanned"] as const).map((outcome) => sampleModule({ outcome }));
  assert.equal(textAbout(others), "");
  assert.equal(CiAnnotations.for(() => undefined), undefined);
});

Deno.test("pluginary scan --ci marks failures on standard error, on GitHub alone", async () => {
  await using folder = await Sandbox.make();
  await folder.write("not.vst3", "text");
  const args = ["scan", folder.path, "--no-catalog", "--ci", "--json"];
  const there = await folder.run(args, { env: { GITHUB_ACTIONS: "true" } });
  assert.match(
    there.stderr,
    /^::error title=failed%3A not\.vst3::.*not\.vst3: Is not a shared library%0AReinstall/m,
  );
  assert.equal(JSON.parse(there.stdout).summary.failures, 1);
  const elsewhere = await folder.run(args);
  assert.doesNotMatch(elsewhere.stderr, /::error/);
});
