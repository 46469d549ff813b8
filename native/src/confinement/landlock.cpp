// SPDX-License-Identifier: GPL-3.0-or-later

// landlock(7), https://docs.kernel.org/userspace-api/landlock.html
// The constants are our own copies: the headers of the distributions on which we
// build are older than the kernels on which we run.

#include "landlock.h"

#include "system_failure.h"

#include <algorithm>
#include <cstdint>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

namespace pluginary {
namespace {

// The same numbers on every architecture
constexpr long NR_CREATE_RULESET = 444;
constexpr long NR_ADD_RULE = 445;
constexpr long NR_RESTRICT_SELF = 446;

constexpr std::uint32_t CREATE_RULESET_VERSION = 1;
constexpr int RULE_PATH_BENEATH = 1;

using Access = std::uint64_t;

constexpr Access EXECUTE = 1U << 0U;
constexpr Access WRITE_FILE = 1U << 1U;
constexpr Access READ_FILE = 1U << 2U;
constexpr Access READ_DIR = 1U << 3U;
constexpr Access REMOVE_DIR = 1U << 4U;
constexpr Access REMOVE_FILE = 1U << 5U;
constexpr Access MAKE_CHAR = 1U << 6U;
constexpr Access MAKE_DIR = 1U << 7U;
constexpr Access MAKE_REG = 1U << 8U;
constexpr Access MAKE_SOCK = 1U << 9U;
constexpr Access MAKE_FIFO = 1U << 10U;
constexpr Access MAKE_BLOCK = 1U << 11U;
constexpr Access MAKE_SYM = 1U << 12U;
constexpr Access REFER = 1U << 13U;     // From ABI 2; before, files never change their folder
constexpr Access TRUNCATE = 1U << 14U;  // From ABI 3; before, the seccomp filter stands in
constexpr Access IOCTL_DEV = 1U << 15U; // From ABI 5; likewise

constexpr Access ALL_OF_ABI_1 = EXECUTE | WRITE_FILE | READ_FILE | READ_DIR | REMOVE_DIR | REMOVE_FILE | MAKE_CHAR |
                                MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_BLOCK | MAKE_SYM;

/// The rights that rules on a file accept.
constexpr Access FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

constexpr Access READING = READ_FILE | READ_DIR;

/// No device nodes, no sockets, and no execution of written files.
constexpr Access WRITING =
  READING | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_FIFO | MAKE_SYM | REFER | TRUNCATE;

constexpr std::uint64_t BIND_TCP = 1U << 0U;    // From ABI 4
constexpr std::uint64_t CONNECT_TCP = 1U << 1U; // From ABI 4

constexpr std::uint64_t SCOPE_ABSTRACT_UNIX_SOCKET = 1U << 0U; // From ABI 6
constexpr std::uint64_t SCOPE_SIGNAL = 1U << 1U;               // From ABI 6

struct RulesetAttributes {
  std::uint64_t handledFiles;
  std::uint64_t handledNetwork;
  std::uint64_t scoped;
};

struct __attribute__((packed)) PathBeneath {
  std::uint64_t allowed;
  std::int32_t parent;
};

/// The paths that plugins and their libraries read on any Linux.  Folders where
/// possible: a rule on a file ends with that file, which updates replace.
const char* const SYSTEM_READABLE[] = {
  "/usr",                    // Libraries, data
  "/lib",                    // Libraries where /usr is not merged
  "/lib64",                  // The dynamic linker
  "/etc/ld.so.cache",        // Where libraries are
  "/etc/fonts",              // fontconfig's rules
  "/etc/locale.alias",       // Names of locales
  "/sys/devices/system/cpu", // How many processors there are
  "/dev/urandom",            // Seeds of random numbers
  "/opt",                    // Vendors' own libraries and data
  "/nix/store",              // The same of Nix, and all its libraries
  "/app",                    // The same of Flatpak
  "/proc/self/statm",        // This process's memory, which the worker reports
};

Access handledFiles(int abi)
{
  Access handled = ALL_OF_ABI_1;
  if (abi >= 2) handled |= REFER;
  if (abi >= 3) handled |= TRUNCATE;
  if (abi >= 5) handled |= IOCTL_DEV;
  return handled;
}

RulesetAttributes attributes(const ConfinementOverrides& overrides, int abi)
{
  RulesetAttributes result{handledFiles(abi), 0, 0};
  if (abi >= 4 && !overrides.net) result.handledNetwork = BIND_TCP | CONNECT_TCP;
  if (abi >= 6) {
    result.scoped = SCOPE_SIGNAL;
    // X11 and D-Bus listen there
    if (!overrides.net && !overrides.display) result.scoped |= SCOPE_ABSTRACT_UNIX_SOCKET;
  }
  return result;
}

/// Older kernels read only the attributes that they know, by size.
std::size_t attributesSize(int abi)
{
  if (abi >= 6) return sizeof(RulesetAttributes);
  return abi >= 4 ? offsetof(RulesetAttributes, scoped) : offsetof(RulesetAttributes, handledNetwork);
}

int createRuleset(const ConfinementOverrides& overrides, int abi)
{
  const RulesetAttributes wanted = attributes(overrides, abi);
  const long ruleset = syscall(NR_CREATE_RULESET, &wanted, attributesSize(abi), 0);
  if (ruleset < 0) failConfinement("make a Landlock ruleset");
  return static_cast<int>(ruleset);
}

bool isFolder(int descriptor)
{
  struct stat status = {};
  return fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
}

/// Skips a path that is missing or that this user cannot reach.
bool isAbsence(int error)
{
  return error == ENOENT || error == EACCES || error == ENOTDIR || error == ELOOP;
}

void allow(int ruleset, const std::string& path, Access access)
{
  const Descriptor target(open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!target.isOpen()) {
    if (isAbsence(errno)) return;
    failConfinement("allow \"" + path + "\"");
  }
  const PathBeneath rule{isFolder(target.number()) ? access : access & FOR_FILES, target.number()};
  if (syscall(NR_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0) failConfinement("allow \"" + path + "\"");
}

} // namespace

int landlockAbi(int maximum)
{
  const long abi = syscall(NR_CREATE_RULESET, nullptr, 0, CREATE_RULESET_VERSION);
  return abi < 0 ? 0 : std::min(static_cast<int>(abi), maximum);
}

LandlockRuleset::LandlockRuleset(const ConfinementRequest& request, int abi)
  : ruleset_(createRuleset(request.overrides, abi))
{
  const Access handled = handledFiles(abi);
  // Only programs need the right to execute, dlopen() does not
  const Access reading = READING | (request.overrides.exec ? EXECUTE : 0);
  for (const char* path : SYSTEM_READABLE) allow(ruleset_.number(), path, reading & handled);
  allow(ruleset_.number(), "/dev/null", (READING | WRITE_FILE | TRUNCATE) & handled);
  for (const std::string& path : request.readable) allow(ruleset_.number(), path, reading & handled);
  for (const std::string& path : request.writable) allow(ruleset_.number(), path, WRITING & handled);
}

int LandlockRuleset::restrictThisThread() const noexcept
{
  return syscall(NR_RESTRICT_SELF, ruleset_.number(), 0) == 0 ? 0 : errno;
}

} // namespace pluginary
