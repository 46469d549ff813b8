// SPDX-License-Identifier: GPL-3.0-or-later

#include "denials.h"

#include "note.h"
#include "observed_call.h"
#include "refusals.h"
#include "system_calls.h"
#include "system_failure.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <fcntl.h>
#include <ucontext.h>

namespace pluginary {
namespace {

/// Keeps a plugin that polls for a denied right from filling the disk.
constexpr int MAXIMUM_LINES = 256;

int file = -1;
std::atomic<int> lines{0};

/// The registers of a call that was not executed.
class StoppedCall {
public:
  explicit StoppedCall(void* context) noexcept : machine_(static_cast<ucontext_t*>(context)->uc_mcontext) {}

#if defined(__x86_64__)
  std::array<std::uint64_t, 6> arguments() const noexcept
  {
    const auto value = [&](int at) { return static_cast<std::uint64_t>(machine_.gregs[at]); };
    return {value(REG_RDI), value(REG_RSI), value(REG_RDX), value(REG_R10), value(REG_R8), value(REG_R9)};
  }

  void finish(long result) noexcept { machine_.gregs[REG_RAX] = result; }
#elif defined(__aarch64__)
  std::array<std::uint64_t, 6> arguments() const noexcept
  {
    const auto* value = machine_.regs;
    return {value[0], value[1], value[2], value[3], value[4], value[5]};
  }

  void finish(long result) noexcept { machine_.regs[0] = static_cast<std::uint64_t>(result); }
#endif

private:
  mcontext_t& machine_;
};

void noteDenial(const SystemCallAttempt& attempt, Note& note) noexcept
{
  const char* name = systemCallName(attempt.number);
  note.text(name == nullptr ? "call-" : name);
  if (name == nullptr) note.number(static_cast<std::uint64_t>(attempt.number));
  for (const std::size_t argument : {std::size_t{0}, std::size_t{1}}) {
    note.text(" ");
    note.number(attempt.arguments[argument]);
  }
}

/// seccomp(2): the call was not executed, its result is the value that we put into
/// the register, and the filter's data arrives as si_errno: our errno for a denied
/// call, 0 for one that is only observed.
void onStoppedCall(int, siginfo_t* info, void* context) noexcept
{
  const int saved = errno;
  StoppedCall call(context);
  const SystemCallAttempt attempt{info->si_syscall, call.arguments()};
  Note note;
  long result = -info->si_errno;
  if (result == 0) {
    result = makeObservedCall(attempt);
    noteRefusal(attempt, result, note);
  } else {
    noteDenial(attempt, note);
  }
  if (!note.isEmpty() && lines.fetch_add(1) < MAXIMUM_LINES) note.writeTo(file);
  call.finish(result);
  errno = saved;
}

} // namespace

void recordDenials(const std::string& path)
{
  // Open for the rest of the process's life
  file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) failConfinement("record denials in \"" + path + "\"");
  struct sigaction action = {};
  action.sa_sigaction = onStoppedCall;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK;
  if (sigaction(SIGSYS, &action, nullptr) != 0) failConfinement("notice denials");
}

int denialsDescriptor() noexcept
{
  return file;
}

void forgetDenials()
{
  if (ftruncate(file, 0) != 0) failConfinement("forget denials");
  lines.store(0);
}

} // namespace pluginary
