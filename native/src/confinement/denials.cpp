// SPDX-License-Identifier: GPL-3.0-or-later

#include "denials.h"

#include "system_calls.h"
#include "system_failure.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <ucontext.h>

namespace pluginary {
namespace {

/// Keeps a plugin that polls for a denied right from filling the disk.
constexpr int MAXIMUM_LINES = 256;

int file = -1;
std::atomic<int> lines{0};

/// One line of the file, built without the C library, which a signal handler must
/// not use.
class Line {
public:
  void text(const char* text) noexcept
  {
    while (*text != '\0' && size_ < bytes_.size() - 1) bytes_[size_++] = *text++;
  }

  void number(std::uint64_t value) noexcept
  {
    std::array<char, 21> digits{};
    std::size_t at = digits.size() - 1;
    do {
      digits[--at] = static_cast<char>('0' + value % 10);
      value /= 10;
    } while (value != 0);
    text(digits.data() + at);
  }

  void writeTo(int descriptor) noexcept
  {
    bytes_[size_++] = '\n';
    // Nothing can be done about an error here
    [[maybe_unused]] const ssize_t written = write(descriptor, bytes_.data(), size_);
  }

private:
  std::array<char, 128> bytes_{};
  std::size_t size_ = 0;
};

struct Call {
  int number;
  std::array<std::uint64_t, 2> arguments;
};

void note(const Call& call) noexcept
{
  if (lines.fetch_add(1) >= MAXIMUM_LINES) return;
  Line line;
  const char* name = systemCallName(call.number);
  line.text(name == nullptr ? "call-" : name);
  if (name == nullptr) line.number(static_cast<std::uint64_t>(call.number));
  for (const std::uint64_t argument : call.arguments) {
    line.text(" ");
    line.number(argument);
  }
  line.writeTo(file);
}

/// seccomp(2): the call was not executed, its result is the value that we put into
/// the register, and the filter's data (our errno) arrives as si_errno.
void onDeniedCall(int, siginfo_t* info, void* context) noexcept
{
  const int saved = errno;
  mcontext_t& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  note({info->si_syscall,
        {static_cast<std::uint64_t>(machine.gregs[REG_RDI]), static_cast<std::uint64_t>(machine.gregs[REG_RSI])}});
  machine.gregs[REG_RAX] = -info->si_errno;
#elif defined(__aarch64__)
  note({info->si_syscall, {machine.regs[0], machine.regs[1]}});
  machine.regs[0] = static_cast<std::uint64_t>(-static_cast<std::int64_t>(info->si_errno));
#endif
  errno = saved;
}

} // namespace

void recordDenials(const std::string& path)
{
  // Open for the rest of the process's life
  file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) failConfinement("record denials in \"" + path + "\"");
  struct sigaction action = {};
  action.sa_sigaction = onDeniedCall;
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
