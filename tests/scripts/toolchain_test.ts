import assert from "node:assert/strict";
import { buildRequirements, installAdvice, packageManager } from "../../scripts/toolchain.ts";
import { MadeUpHost } from "./made_up_host.ts";

/** A Linux that says who it is. */
function linux(osRelease: string, ...commands: string[]): MadeUpHost {
  const host = new MadeUpHost();
  host.files.set("/etc/os-release", osRelease);
  for (const command of commands) host.commands.add(command);
  return host;
}

Deno.test("packageManager() knows Debian, Ubuntu and their relatives", () => {
  assert.equal(packageManager(linux("ID=debian\n", "apt-get")), "apt");
  assert.equal(packageManager(linux('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', "apt-get")), "apt");
  assert.equal(packageManager(linux('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt-get")), "apt");
});

Deno.test("packageManager() does not take apt as a guest of another system for its own", () => {
  assert.equal(packageManager(linux('ID=fedora\nVARIANT="not debian"\n', "apt-get", "dnf")), "dnf");
  assert.equal(packageManager(linux("ID=arch\n", "pacman")), "pacman");
  assert.equal(packageManager(linux("ID=debian\n")), undefined);
});

Deno.test("packageManager() is the usual one on macOS and Windows", () => {
  const host = new MadeUpHost();
  host.os = "darwin";
  assert.equal(packageManager(host), "brew");
  host.os = "windows";
  assert.equal(packageManager(host), "winget");
});

Deno.test("installAdvice() names what is missing, with this system's names", () => {
  const advice = (os: MadeUpHost["os"], manager: "dnf" | "pacman" | "zypper" | "apk" | "brew" | "winget") =>
    installAdvice(buildRequirements(os, manager), manager);
  assert.match(advice("linux", "dnf"), /sudo dnf install gcc-c\+\+ cmake ninja-build git/);
  assert.match(advice("linux", "pacman"), /sudo pacman -S --needed gcc cmake ninja git/);
  assert.match(advice("linux", "zypper"), /sudo zypper install gcc-c\+\+ cmake ninja/);
  assert.match(advice("linux", "apk"), /apk add g\+\+ cmake ninja-build/);
  assert.match(advice("darwin", "brew"), /xcode-select --install\n {2}brew install cmake ninja git/);
  assert.match(advice("windows", "winget"), /winget install \S*BuildTools Kitware\.CMake/);
  assert.match(advice("windows", "winget"), /Desktop development with C\+\+/);
});

Deno.test("installAdvice() names what is missing where nobody knows how to install it", () => {
  assert.match(
    installAdvice(buildRequirements("linux", undefined), undefined),
    /Missing: C\+\+ compiler, CMake/,
  );
});

Deno.test("buildRequirements() finds a compiler by any of its names", () => {
  for (const name of ["c++", "g++", "clang++"]) {
    const [compiler] = buildRequirements("linux", "dnf");
    assert.equal(compiler!.isPresent(linux("")), false);
    assert.equal(compiler!.isPresent(linux("", name)), true, name);
  }
});
