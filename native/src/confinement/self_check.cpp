// SPDX-License-Identifier: GPL-3.0-or-later

#include "self_check.h"

#include "capabilities.h"
#include "system_failure.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <iterator>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace pluginary {
namespace {

/// An attempt returns 0 when it was denied as expected, else an errno other than
/// that of the denial.  Async-signal-safe.
using Attempt = int (*)() noexcept;

struct Canary {
  const char* what;
  Attempt attempt;
};

/// Files that no plugin needs, and every process has.
constexpr const char* STATUS = "/proc/self/status";
constexpr const char* OOM_SCORE = "/proc/self/oom_score_adj";

int expectError(long result, int expected) noexcept
{
  if (result >= 0) return ENOTRECOVERABLE;
  return errno == expected ? 0 : errno == 0 ? ENOTRECOVERABLE : errno;
}

/// Releases a right that should not have been granted.
int expectNoDescriptor(int descriptor, int expected) noexcept
{
  const int result = expectError(descriptor, expected);
  if (descriptor >= 0) close(descriptor);
  return result;
}

int readFileOutside() noexcept
{
  return expectNoDescriptor(open(STATUS, O_RDONLY | O_CLOEXEC), EACCES);
}

int listFolderOutside() noexcept
{
  return expectNoDescriptor(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC), EACCES);
}

int writeFileOutside() noexcept
{
  return expectNoDescriptor(open(OOM_SCORE, O_WRONLY | O_CLOEXEC), EACCES);
}

int openLocalSocket() noexcept
{
  return expectNoDescriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), EACCES);
}

int openInternetSocket() noexcept
{
  return expectNoDescriptor(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), EACCES);
}

/// ENOENT without the filter.
int executeProgram() noexcept
{
  char* const none[] = {nullptr};
  return expectError(execve("/nonexistent/pluginary", none, none), EPERM);
}

/// EINVAL without the filter: handlers cannot be shared without their memory.
int startProcess() noexcept
{
  return expectError(syscall(SYS_clone, CLONE_SIGHAND, nullptr, nullptr, nullptr, nullptr), EPERM);
}

/// Signal 0 only checks whether a signal may be sent, which is normally allowed to
/// the parent, since it has the same user.
int signalParent() noexcept
{
  return expectError(kill(getppid(), 0), EPERM);
}

int raiseLimit() noexcept
{
  const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
  return expectError(setrlimit(RLIMIT_FSIZE, &unlimited), EPERM);
}

int seeFileLimit() noexcept
{
  rlimit limit = {};
  if (getrlimit(RLIMIT_FSIZE, &limit) != 0) return errno;
  return limit.rlim_max == RLIM_INFINITY ? ENOTRECOVERABLE : 0;
}

int seeFilter() noexcept
{
  return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == SECCOMP_MODE_FILTER ? 0 : ENOTRECOVERABLE;
}

constexpr std::size_t MAXIMUM_CANARIES = 16;

// State for the signal handler
std::array<Canary, MAXIMUM_CANARIES> canaries;
std::size_t canaryCount = 0;
std::atomic<const char*> survivor{nullptr};

void add(const char* what, Attempt attempt)
{
  canaries.at(canaryCount++) = {what, attempt};
}

int attemptAll() noexcept
{
  for (std::size_t i = 0; i < canaryCount; i++) {
    const int error = canaries[i].attempt();
    if (error == 0) continue;
    survivor.store(canaries[i].what);
    return error;
  }
  return 0;
}

/// The folder of an attempt may be allowed on purpose.
bool isReachable(const std::vector<std::string>& folders, const std::string& path)
{
  return std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) {
    return folder == "/" || path == folder || path.compare(0, folder.size() + 1, folder + "/") == 0;
  });
}

void addFileCanaries(const ConfinementRequest& request)
{
  std::vector<std::string> readable = request.readable;
  std::copy(request.writable.begin(), request.writable.end(), std::back_inserter(readable));
  if (!isReachable(readable, "/")) add("list a folder outside", listFolderOutside);
  if (!isReachable(readable, STATUS)) add("read a file outside", readFileOutside);
  if (!isReachable(request.writable, OOM_SCORE)) add("write a file outside", writeFileOutside);
}

void addCallCanaries(const ConfinementOverrides& overrides)
{
  add("run without a filter", seeFilter);
  if (!overrides.net) add("open an internet socket", openInternetSocket);
  if (!overrides.net && !overrides.display) add("open a local socket", openLocalSocket);
  if (overrides.exec) return;
  add("execute a program", executeProgram);
  add("start a process", startProcess);
}

/// Descriptors belong to the process, so one check is enough.
void checkDescriptors(const ForeignDescriptors& descriptors)
{
  if (descriptors.areLeft()) {
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot trust the confinement: a descriptor still leads to files");
  }
}

} // namespace

std::vector<std::string> AppliedLayers::names() const
{
  std::vector<std::string> names;
  if (landlockAbi > 0) names.push_back("landlock-" + std::to_string(landlockAbi));
  if (seccomp) names.emplace_back("seccomp");
  if (capabilities) names.emplace_back("capabilities");
  if (limits) names.emplace_back("limits");
  if (descriptors) names.emplace_back("descriptors");
  return names;
}

void checkConfinement(const AllThreads& threads, const ForeignDescriptors& descriptors, const AppliedLayers& layers,
                      const ConfinementRequest& request)
{
  constexpr int FIRST_ABI_WITH_SIGNALS = 6;
  canaryCount = 0;
  survivor.store(nullptr);
  add("gain privileges", checkNoNewPrivileges);
  if (layers.capabilities) add("use capabilities", checkNoCapabilities);
  if (layers.limits) add("write a file of any size", seeFileLimit);
  if (layers.limits && layers.capabilities) add("raise a limit", raiseLimit);
  if (layers.descriptors) checkDescriptors(descriptors);
  if (layers.landlockAbi > 0) addFileCanaries(request);
  if (layers.seccomp) addCallCanaries(request.overrides);
  const bool deniesSignals = layers.landlockAbi >= FIRST_ABI_WITH_SIGNALS ||
                             (layers.seccomp && !request.overrides.exec);
  if (deniesSignals) add("signal the parent", signalParent);
  try {
    threads.run("check", attemptAll);
  } catch (const Failure& failure) {
    const char* what = survivor.load();
    if (what == nullptr) throw;
    throw Failure(PLUGINARY_SYSTEM_ERROR,
                  std::string("Cannot trust the confinement: a thread can still ") + what);
  }
}

} // namespace pluginary
