import assert from "node:assert/strict";
import fc from "fast-check";
import { Glob } from "../../../src/scan/discovery/glob.ts";

const CASES: [pattern: string, matching: string[], other: string[]][] = [
  ["Demo*.vst3", ["/a/Demo.vst3", "/Demo 2.vst3"], ["/a/MyDemo.vst3", "/Demo.vst3/x", "/Demo/x.vst3"]],
  ["*.so", ["/usr/lib/a.so"], ["/usr/lib/a.so.1", "/a.so/b"]],
  ["/opt/plugins", ["/opt/plugins"], ["/x/opt/plugins", "/opt/plugins/a"]],
  ["/opt/plugins/", ["/opt/plugins"], ["/opt/plugins2"]],
  ["/opt/**", ["/opt/a", "/opt/a/b"], ["/opt", "/optional/a"]],
  ["vst3/Old", ["/home/u/vst3/Old"], ["/home/u/myvst3/Old", "/vst3/x/Old"]],
  ["/a/**/b", ["/a/b", "/a/x/b", "/a/x/y/b"], ["/a/xb", "/ab"]],
  ["ZaM?", ["/ZaM1"], ["/ZaM", "/ZaM12"]],
  ["[a-c]x", ["/ax", "/cx"], ["/dx", "/x"]],
  ["[!a-c]x", ["/dx"], ["/ax", "//x"]],
  ["{Zam,Swh}*.{so,clap}", ["/Zam1.so", "/Swh.clap"], ["/Zam.vst3", "/Cmt.so"]],
  ["a{b{c,d},e}", ["/abc", "/abd", "/ae"], ["/ab", "/a"]],
  ["\\*x", ["/*x"], ["/ax"]],
  ["*", ["/a", "/b/c"], []],
];

for (const [pattern, matching, other] of CASES) {
  Deno.test(`Glob takes "${pattern}" as a shell does`, () => {
    const glob = new Glob(pattern, "linux");
    for (const path of matching) assert.ok(glob.matches(path), path);
    for (const path of other) assert.ok(!glob.matches(path), path);
  });
}

Deno.test("Glob does not care about case where the system does not", () => {
  assert.ok(new Glob("demo*", "darwin").matches("/A/DEMO.vst3"));
  assert.ok(new Glob("C:\\VST\\**", "windows").matches("c:\\vst\\Demo.dll"));
  assert.ok(!new Glob("demo*", "linux").matches("/DEMO"));
});

for (const pattern of ["", "[a", "{a,b", "{".repeat(3)]) {
  Deno.test(`Glob refuses "${pattern}"`, () => {
    assert.throws(() => new Glob(pattern), SyntaxError);
  });
}

Deno.test("Glob refuses patterns that stand for too many others", () => {
  assert.throws(() => new Glob("{a,b}".repeat(20)), SyntaxError);
  assert.throws(() => new Glob("{".repeat(100_000)), { message: "it has more than 4096 characters" });
});

Deno.test("Glob takes no longer for patterns that were made to take long", () => {
  const startedAt = performance.now();
  assert.ok(!new Glob("**/*a".repeat(50) + "b").matches("/" + "a".repeat(2000)));
  assert.ok(performance.now() - startedAt < 5000);
});

Deno.test("Glob matches a path that is escaped, whatever it is", () => {
  const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/[/\0]/.test(text));
  fc.assert(fc.property(name, (text) => {
    const pattern = text.replaceAll(/[\\*?[\]{}]/g, "\\$&");
    assert.ok(new Glob(`/x/${pattern}`, "linux").matches(`/x/${text}`));
  }));
});
