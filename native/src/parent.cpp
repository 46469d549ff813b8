// SPDX-License-Identifier: GPL-3.0-or-later

#include "parent.h"

#include "failure.h"
#include "process_end.h"

#include <cerrno>
#include <system_error>

#if defined(__linux__)
#  include <csignal>
#  include <sys/prctl.h>
#  include <unistd.h>
#elif defined(__APPLE__)
#  include <sys/event.h>
#  include <thread>
#  include <unistd.h>
#elif defined(_WIN32)
#  include <thread>
#  include <windows.h>
#endif

namespace pluginary {

#if defined(__linux__)

void dieWithParent(std::int64_t parentPid)
{
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
    throw Failure(PLUGINARY_SYSTEM_ERROR,
                  "Cannot set the parent death signal: " + std::generic_category().message(errno));
  }
  // A parent that died before the call sends no signal; by now there is another one
  if (getppid() != parentPid) endProcess(1);
}

#elif defined(__APPLE__)

void dieWithParent(std::int64_t parentPid)
{
  const int queue = kqueue();
  if (queue < 0) {
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot open a kernel queue: " + std::generic_category().message(errno));
  }
  struct kevent change;
  EV_SET(&change, static_cast<uintptr_t>(parentPid), EVFILT_PROC, EV_ADD | EV_ONESHOT, NOTE_EXIT, 0, nullptr);
  if (kevent(queue, &change, 1, nullptr, 0, nullptr) < 0) {
    if (errno == ESRCH) endProcess(1);
    const int error = errno;
    close(queue);
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot watch the parent: " + std::generic_category().message(error));
  }
  // The queue and the thread live as long as the process
  std::thread([queue] {
    struct kevent event;
    while (kevent(queue, nullptr, 0, &event, 1, nullptr) < 0 && errno == EINTR) {
    }
    endProcess(1);
  }).detach();
  if (getppid() != parentPid) endProcess(1);
}

#elif defined(_WIN32)

namespace {

/// Makes the helpers that a plugin starts die with this process: it holds the
/// last handle of the job.
void killHelpersWithUs()
{
  HANDLE job = CreateJobObjectW(nullptr, nullptr);
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (job == nullptr ||
      !SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits) ||
      !AssignProcessToJobObject(job, GetCurrentProcess())) {
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot put the process into a job of its own");
  }
}

} // namespace

void dieWithParent(std::int64_t parentPid)
{
  killHelpersWithUs();
  HANDLE parent = OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(parentPid));
  if (parent == nullptr) {
    if (GetLastError() == ERROR_INVALID_PARAMETER) endProcess(1); // No such process
    throw Failure(PLUGINARY_SYSTEM_ERROR, "Cannot watch the parent process");
  }
  std::thread([parent] {
    WaitForSingleObject(parent, INFINITE);
    endProcess(1);
  }).detach();
}

#endif

} // namespace pluginary
