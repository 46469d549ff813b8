// SPDX-License-Identifier: GPL-3.0-or-later

#include "process_state.h"

#include "channel.h"

#include <cfenv>
#include <clocale>
#include <string>
#include <vector>

#if !defined(_WIN32)
#  include <climits>
#  include <csignal>
#  include <cstdlib>
#  include <locale.h>
#  include <pthread.h>
#  include <sys/stat.h>
#  include <sys/time.h>
#  include <unistd.h>
#  if defined(__APPLE__)
#    include <crt_externs.h>
#    include <xlocale.h>
#  else
extern char** environ;
#  endif
#endif

namespace pluginary {
namespace {

std::string currentLocale()
{
  const char* name = std::setlocale(LC_ALL, nullptr);
  return name != nullptr ? name : "C";
}

#if !defined(_WIN32)

/// Real-time signals, from this one on, belong to the C library and the runtime.
constexpr int FIRST_REAL_TIME_SIGNAL = 32;

class SignalState {
public:
  SignalState()
  {
    for (int number = 1; number < FIRST_REAL_TIME_SIGNAL; ++number) sigaction(number, nullptr, &actions_[number]);
    pthread_sigmask(SIG_SETMASK, nullptr, &mask_);
  }

  /// Two signals (SIGKILL and SIGSTOP) cannot be changed, so they need no restoring.
  void restore() const noexcept
  {
    for (int number = 1; number < FIRST_REAL_TIME_SIGNAL; ++number) sigaction(number, &actions_[number], nullptr);
    constexpr itimerval NEVER{};
    for (const auto timer : {ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF}) setitimer(timer, &NEVER, nullptr);
    pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }

private:
  struct sigaction actions_[FIRST_REAL_TIME_SIGNAL] = {};
  sigset_t mask_ = {};
};

/// Null if a plugin has removed all variables.
char** variablesOfProcess() noexcept
{
#  if defined(__APPLE__)
  return *_NSGetEnviron(); // Libraries have no `environ` there
#  else
  return environ;
#  endif
}

class Environment {
public:
  Environment() : variables_(read()) {}

  void restore() const noexcept
  {
    if (isUnchanged()) return;
    while (hasAny() && removeFirst()) {
    }
    for (const std::string& variable : variables_) set(variable);
  }

private:
  static std::vector<std::string> read()
  {
    std::vector<std::string> variables;
    for (char** variable = variablesOfProcess(); variable != nullptr && *variable != nullptr; ++variable) {
      variables.emplace_back(*variable);
    }
    return variables;
  }

  bool isUnchanged() const noexcept
  {
    std::size_t count = 0;
    for (char** variable = variablesOfProcess(); variable != nullptr && *variable != nullptr; ++variable, ++count) {
      if (count == variables_.size() || variables_[count] != *variable) return false;
    }
    return count == variables_.size();
  }

  static bool hasAny() noexcept
  {
    char** variables = variablesOfProcess();
    return variables != nullptr && *variables != nullptr;
  }

  /// Returns whether it succeeded: a plugin can add a text without a name, or with one that is too long.
  static bool removeFirst() noexcept
  {
    const char* variable = *variablesOfProcess();
    char name[256] = "";
    std::size_t length = 0;
    while (variable[length] != '\0' && variable[length] != '=' && length + 1 < sizeof name) {
      name[length] = variable[length];
      ++length;
    }
    name[length] = '\0';
    return unsetenv(name) == 0 && *variablesOfProcess() != variable;
  }

  static void set(const std::string& variable) noexcept
  {
    // The C library keeps a pointer to the text, which we own and never destroy
    putenv(const_cast<char*>(variable.c_str()));
  }

  std::vector<std::string> variables_;
};

mode_t currentFileMask()
{
  const mode_t mask = umask(0);
  umask(mask);
  return mask;
}

/// Empty if it cannot be determined; nothing is restored then.
std::string currentFolder()
{
  char path[PATH_MAX] = "";
  return getcwd(path, sizeof path) != nullptr ? path : "";
}

void restoreFolder(const std::string& folder) noexcept
{
  char path[PATH_MAX] = "";
  if (folder.empty() || (getcwd(path, sizeof path) != nullptr && folder == path)) return;
  // If the folder no longer exists, the user removed it
  static_cast<void>(chdir(folder.c_str()) == 0);
}

#endif

} // namespace

struct ProcessState::Saved {
  Saved() { std::fegetenv(&floatingPoint); }

  std::string locale = currentLocale();
  std::fenv_t floatingPoint = {};
#if !defined(_WIN32)
  locale_t threadLocale = uselocale(nullptr);
  SignalState signals;
  Environment environment;
  mode_t fileMask = currentFileMask();
  std::string folder = currentFolder();
#endif
};

ProcessState::ProcessState() : saved_(std::make_unique<Saved>())
{
}

ProcessState::~ProcessState() = default;

void ProcessState::restore() const noexcept
{
#if !defined(_WIN32)
  saved_->signals.restore();
  restoreStandardStreams();
  saved_->environment.restore();
  umask(saved_->fileMask);
  restoreFolder(saved_->folder);
  uselocale(saved_->threadLocale);
#endif
  const char* locale = std::setlocale(LC_ALL, nullptr);
  if (locale == nullptr || saved_->locale != locale) std::setlocale(LC_ALL, saved_->locale.c_str());
  std::fesetenv(&saved_->floatingPoint);
}

} // namespace pluginary
