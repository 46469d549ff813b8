import assert from "node:assert/strict";
import { installDebianPackages } from "../../scripts/debian_packages.ts";
import { projectPath } from "../../scripts/project_path.ts";
import { SetupError } from "../../scripts/setup_error.ts";
import { MadeUpHost } from "./made_up_host.ts";

const POLICY = "apt-cache policy cmake juce-modules-source-data dpf-source chromium-headless-shell";

/** What `apt-cache policy` prints about packages. */
function policy(cmake: string, juce: string, clap = "1.6+ds-2", browser = "150.0-1"): string {
  return Object.entries({
    "cmake": cmake,
    "juce-modules-source-data": juce,
    "dpf-source": clap,
    "chromium-headless-shell": browser,
  })
    .map(([name, version]) =>
      `${name}:\n  Installed: (none)\n  Candidate: ${version}\n  Version table:\n     ${version} 500\n`
    ).join("");
}

/** What each package brings, as far as setup looks at it. */
const CONTENTS: Record<string, (host: MadeUpHost) => void> = {
  "g++": (host) => host.commands.add("c++"),
  "cmake": (host) => host.commands.add("cmake"),
  "ninja-build": (host) => host.commands.add("ninja"),
  "juce-modules-source-data": (host) =>
    host.files.set("/usr/share/juce/modules/juce_core/juce_core.h", "  ID: juce_core\n  version:  7.0.5\n"),
  "dpf-source": (host) => host.files.set("/usr/share/dpf/distrho/src/clap/ext/note-ports.h", ""),
  "git": (host) => host.commands.add("git"),
  "ca-certificates": (host) => host.files.set("/etc/ssl/certs/ca-certificates.crt", ""),
  "zam-plugins": (host) => host.files.set("/usr/lib/vst3/ZamTube.vst3", ""),
  "lilv-utils": (host) => host.commands.add("lv2info"),
  "lv2-dev": (host) => host.files.set("/usr/lib/lv2/units.lv2/units.ttl", ""),
  "swh-lv2": (host) => host.files.set("/usr/lib/lv2/amp-swh.lv2/manifest.ttl", ""),
  "mda-lv2": (host) => host.files.set("/usr/lib/lv2/mda.lv2/manifest.ttl", ""),
  "lsp-plugins-lv2": (host) => host.files.set("/usr/lib/lv2/lsp-plugins.lv2/manifest.ttl", ""),
  "swh-plugins": (host) => host.files.set("/usr/lib/ladspa/amp_1181.so", ""),
  "ladspa-sdk": (host) => host.commands.add("analyseplugin"),
  "libxml2-utils": (host) => host.commands.add("xmllint"),
  "chromium-headless-shell": (host) => host.commands.add("chromium-headless-shell"),
  "bash-completion": (host) => host.files.set("/usr/share/bash-completion/bash_completion", ""),
  "zsh": (host) => host.commands.add("zsh"),
  "fish": (host) => host.commands.add("fish"),
  "mandoc": (host) => host.commands.add("mandoc"),
  "tmux": (host) => host.commands.add("tmux"),
};

/** A Debian that has nothing that we need, and whose apt-get works. */
function bareDebian(juce = "7.0.5+ds-1", clap = "1.6+ds-2"): MadeUpHost {
  const host = new MadeUpHost();
  host.answers.set(POLICY, policy("3.25.1-1", juce, clap));
  host.effects.set("apt-get --quiet install", () => {
    const packages = host.runs.at(-1)!.split(" ").filter((word) => Object.hasOwn(CONTENTS, word));
    for (const name of packages) CONTENTS[name]!(host);
    return true;
  });
  return host;
}

function fill(host: MadeUpHost, ...packages: string[]): void {
  for (const name of packages) CONTENTS[name]!(host);
}

const BUILD = [
  "g++",
  "cmake",
  "ninja-build",
  "juce-modules-source-data",
  "dpf-source",
];

const TESTS = [
  "zam-plugins",
  "lilv-utils",
  "lv2-dev",
  "swh-lv2",
  "mda-lv2",
  "lsp-plugins-lv2",
  "swh-plugins",
  "ladspa-sdk",
  "libxml2-utils",
  "bash-completion",
  "zsh",
  "fish",
  "mandoc",
  "tmux",
  "chromium-headless-shell",
];

function install(host: MadeUpHost, forTests = false): Promise<string[]> {
  return installDebianPackages(host, { forTests, say: () => undefined });
}

Deno.test("installDebianPackages() asks nothing and runs nothing when all is there", async () => {
  const host = bareDebian();
  fill(host, ...BUILD, ...TESTS);
  assert.deepEqual(await install(host, true), []);
  assert.deepEqual([host.questions, host.runs], [[], []]);
});

Deno.test("installDebianPackages() installs all on a bare Debian without recommended packages", async () => {
  const host = bareDebian();
  assert.deepEqual(await install(host), BUILD);
  assert.equal(host.runs.length, 1);
  assert.match(host.runs[0]!, /^env DEBIAN_FRONTEND=noninteractive apt-get .*--no-install-recommends/);
  assert.deepEqual(await install(host), []);
});

Deno.test("installDebianPackages() installs only what is missing", async () => {
  const host = bareDebian();
  fill(host, "g++", "ninja-build", "juce-modules-source-data");
  assert.deepEqual(await install(host), ["cmake", "dpf-source"]);
});

Deno.test("installDebianPackages() adds what the tests need", async () => {
  const host = bareDebian();
  fill(host, ...BUILD);
  assert.deepEqual(await install(host, true), TESTS);
});

Deno.test("installDebianPackages() does without a browser where none is offered, or where there is another", async () => {
  const host = bareDebian();
  host.answers.set(POLICY, policy("3.25.1-1", "7.0.5+ds-1", undefined, "(none)"));
  fill(host, ...BUILD);
  assert.deepEqual(await install(host, true), TESTS.slice(0, -1));
  assert.deepEqual(await install(host, true), []);
  host.commands.add("google-chrome");
  const questions = host.questions.length;
  assert.deepEqual(await install(host, true), []);
  assert.equal(host.questions.length, questions);
});

Deno.test("installDebianPackages() does not ask for an administrator for a browser alone", async () => {
  const host = bareDebian();
  host.isRoot = false;
  fill(host, ...BUILD, ...TESTS.slice(0, -1));
  assert.deepEqual(await install(host, true), []);
  assert.deepEqual(host.runs, []);
});

Deno.test("installDebianPackages() updates the list of packages first when that is empty", async () => {
  const host = bareDebian();
  let isUpdated = false;
  host.answers.set(POLICY, () => isUpdated ? policy("3.25.1-1", "7.0.5+ds-1") : "");
  host.effects.set("apt-get --quiet update", () => isUpdated = true);
  assert.deepEqual(await install(host), BUILD);
  assert.match(host.runs[0]!, / update /);
  assert.match(host.runs[1]!, / install .*juce-modules-source-data/);
});

Deno.test("installDebianPackages() updates an old list when the first attempt fails", async () => {
  const host = bareDebian();
  const works = host.effects.get("apt-get --quiet install")!;
  let attempts = 0;
  host.effects.set("apt-get --quiet install", () => attempts++ > 0 && works());
  assert.deepEqual(await install(host), BUILD);
  assert.deepEqual(host.runs.map((line) => line.match(/ (install|update) /)?.[1]), [
    "install",
    "update",
    "install",
  ]);
});

for (const juce of ["8.0.4+ds-1", "(none)"]) {
  Deno.test(`installDebianPackages() takes what fetches JUCE where JUCE 7 is not offered: ${juce}`, async () => {
    const host = bareDebian(juce);
    const packages = await install(host);
    assert.deepEqual(packages.slice(-3), ["git", "ca-certificates", "dpf-source"]);
    assert.ok(!packages.includes("juce-modules-source-data"));
    const runs = host.runs.length;
    assert.deepEqual(await install(host), []);
    assert.equal(host.runs.length, runs);
  });
}

Deno.test("installDebianPackages() asks nothing once JUCE has been fetched", async () => {
  const host = bareDebian("8.0.4+ds-1");
  fill(host, ...BUILD.filter((name) => !/juce/.test(name)));
  host.files.set(projectPath("build/native/_deps/juce_source-src"), "");
  assert.deepEqual(await install(host), []);
  assert.deepEqual(host.questions, []);
});

Deno.test("installDebianPackages() takes what fetches CLAP where its headers are not offered", async () => {
  const host = bareDebian("8.0.4+ds-1", "(none)");
  const packages = await install(host);
  assert.deepEqual(packages.slice(-2), ["git", "ca-certificates"]);
  assert.deepEqual(await install(host), []);
  host.files.set(projectPath("build/native/_deps/juce_source-src"), "");
  host.files.set(projectPath("build/native/_deps/clap_source-src"), "");
  const questions = host.questions.length;
  assert.deepEqual(await install(host), []);
  assert.equal(host.questions.length, questions);
});

Deno.test("installDebianPackages() does not take an installed JUCE 8 for JUCE 7", async () => {
  const host = bareDebian("8.0.4+ds-1");
  fill(host, ...BUILD);
  host.files.set("/usr/share/juce/modules/juce_core/juce_core.h", "  version:  8.0.4\n");
  assert.deepEqual(await install(host), ["git", "ca-certificates"]);
});

Deno.test("installDebianPackages() uses a sudo that asks for no password", async () => {
  const host = bareDebian();
  host.isRoot = false;
  host.answers.set("sudo -n true", "");
  assert.deepEqual(await install(host), BUILD);
  assert.match(host.runs[0]!, /^sudo -n env /);
});

Deno.test("installDebianPackages() names the one command to run where it may not install", async () => {
  const host = bareDebian();
  host.isRoot = false;
  host.commands.add("sudo");
  await assert.rejects(install(host), (error) => {
    assert.ok(error instanceof SetupError);
    const commands = error.message.split("\n").filter((line) => line.includes("apt-get"));
    assert.deepEqual(commands, [
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${BUILD.join(" ")}`,
    ]);
    return true;
  });
  assert.deepEqual(host.runs, []);
});

Deno.test("installDebianPackages() names a command for su where there is no sudo", async () => {
  const host = bareDebian();
  host.isRoot = false;
  await assert.rejects(install(host), /^ {2}su -c "apt-get update && apt-get install -y [^"]*"$/m);
});

Deno.test("installDebianPackages() names JUCE in the command when the list of packages is empty", async () => {
  const host = bareDebian();
  host.isRoot = false;
  host.answers.set(POLICY, "");
  await assert.rejects(install(host), /juce-modules-source-data/);
});

Deno.test("installDebianPackages() says so when apt-get fails", async () => {
  const host = bareDebian();
  host.effects.set("apt-get --quiet install", () => false);
  await assert.rejects(install(host), /"apt-get install" failed with exit code 100/);
});

Deno.test("installDebianPackages() does not believe an apt-get that installed nothing", async () => {
  const host = bareDebian();
  host.effects.set("apt-get --quiet install", () => true);
  await assert.rejects(install(host), /still missing: C\+\+ compiler, CMake/);
});
