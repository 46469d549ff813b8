// SPDX-License-Identifier: GPL-3.0-or-later

#include "all_threads.h"

#include "system_failure.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <sys/syscall.h>

namespace pluginary {
namespace {

constexpr std::size_t MAXIMUM_THREADS = 1024;
constexpr std::chrono::seconds PATIENCE{3};
constexpr timespec BETWEEN_LOOKS{0, 20'000};

/// A thread that was asked to run the action.
struct Slot {
  std::atomic<pid_t> thread{0};
  std::atomic<bool> isDone{false};
};

// State for the signal handler.  One run at a time.
std::array<Slot, MAXIMUM_THREADS> slots;
std::atomic<std::size_t> slotCount{0};
std::atomic<AllThreads::Action> currentAction{nullptr};
std::atomic<int> firstError{0};

pid_t threadId() noexcept
{
  return static_cast<pid_t>(syscall(SYS_gettid));
}

void perform() noexcept
{
  int none = 0;
  if (const int error = currentAction.load()(); error != 0) firstError.compare_exchange_strong(none, error);
}

/// The runtime's own use of errno must not be disturbed.
void onSignal(int) noexcept
{
  const int saved = errno;
  const pid_t self = threadId();
  for (std::size_t i = 0; i < slotCount.load(); i++) {
    if (slots[i].thread.load() != self || slots[i].isDone.load()) continue;
    perform();
    slots[i].isDone.store(true);
    break;
  }
  errno = saved;
}

/// Installs our handler for the lifetime of the object.
class SignalHandler {
public:
  /// Real-time signals have no fixed meaning; C libraries and debuggers use the
  /// first few.
  static int number() { return SIGRTMIN + 8; }

  SignalHandler()
  {
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGSYS); // Used by denials.cpp; when blocked, it would kill the process
    if (sigaction(number(), &action, &previous_) != 0) failConfinement("handle a signal on every thread");
  }
  SignalHandler(const SignalHandler&) = delete;
  SignalHandler& operator=(const SignalHandler&) = delete;
  ~SignalHandler() { sigaction(number(), &previous_, nullptr); }

private:
  struct sigaction previous_ = {};
};

bool wasAsked(pid_t thread)
{
  const auto end = slots.begin() + static_cast<std::ptrdiff_t>(slotCount.load());
  return std::any_of(slots.begin(), end, [&](const Slot& slot) { return slot.thread.load() == thread; });
}

/// Signals a thread, unless it has ended meanwhile.
bool ask(pid_t thread)
{
  const std::size_t at = slotCount.load();
  if (at == MAXIMUM_THREADS) failConfinement("confine that many threads", EAGAIN);
  slots[at].isDone.store(false);
  slots[at].thread.store(thread);
  slotCount.store(at + 1);
  if (syscall(SYS_tgkill, getpid(), thread, SignalHandler::number()) == 0) return true;
  if (errno != ESRCH) failConfinement("signal a thread");
  slots[at].isDone.store(true);
  return false;
}

bool isGone(pid_t thread)
{
  return syscall(SYS_tgkill, getpid(), thread, 0) != 0 && errno == ESRCH;
}

void waitForAll(const char* what)
{
  const auto deadline = std::chrono::steady_clock::now() + PATIENCE;
  for (std::size_t i = 0; i < slotCount.load(); i++) {
    while (!slots[i].isDone.load() && !isGone(slots[i].thread.load())) {
      if (std::chrono::steady_clock::now() > deadline) {
        failConfinement(std::string(what) + " every thread", ETIMEDOUT);
      }
      nanosleep(&BETWEEN_LOOKS, nullptr);
    }
  }
}

} // namespace

AllThreads::AllThreads() : list_("/proc/self/task")
{
}

void AllThreads::run(const char* what, Action action) const
{
  slotCount.store(0);
  firstError.store(0);
  currentAction.store(action);
  const pid_t self = threadId();
  const SignalHandler handler;
  // A thread that was not restricted yet may have started another.
  for (bool isNew = true; isNew;) {
    isNew = false;
    for (const pid_t thread : list_.read()) {
      if (thread != self && !wasAsked(thread)) isNew = ask(thread) || isNew;
    }
    waitForAll(what);
  }
  perform();
  if (const int error = firstError.load(); error != 0) failConfinement(std::string(what) + " every thread", error);
}

} // namespace pluginary
