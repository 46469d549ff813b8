// SPDX-License-Identifier: GPL-3.0-or-later

#include "resource_limits.h"

#include "descriptor.h"
#include "system_failure.h"

#include <algorithm>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>

namespace pluginary {
namespace {

constexpr rlim_t MEBIBYTE = 1024 * 1024;

struct Limit {
  int resource;
  rlim_t maximum;
};

/// The engine itself needs half of a gigabyte.
constexpr rlim_t PRIVATE_MEMORY = 2048 * MEBIBYTE;

/// setrlimit(2).  RLIMIT_AS is missing because the JavaScript engine reserves
/// dozens of gigabytes of address space, RLIMIT_NPROC because it also counts the
/// user's other processes.
const Limit LIMITS[] = {
  {RLIMIT_CORE, 0},                 // A dump would contain everything that the worker has read
  {RLIMIT_RTPRIO, 0},               // Real-time threads can starve the machine
  {RLIMIT_MSGQUEUE, 0},             // Message queues outlive their maker
  {RLIMIT_FSIZE, 256 * MEBIBYTE},   // One file, sparse ones and memfd_create(2) included
  {RLIMIT_MEMLOCK, 64 * MEBIBYTE},  // Locked memory cannot be swapped out
  {RLIMIT_NOFILE, 4096},            // Descriptors, each of which may hold kernel memory
  {RLIMIT_CPU, 3600},               // Seconds; the scanner's own deadlines come long before
};

/// Never above the current limit.
void lower(const Limit& limit)
{
  rlimit current = {};
  if (getrlimit(static_cast<__rlimit_resource>(limit.resource), &current) != 0) failConfinement("read a limit");
  const rlim_t maximum = std::min(limit.maximum, current.rlim_max);
  const rlimit lowered = {maximum, maximum};
  if (setrlimit(static_cast<__rlimit_resource>(limit.resource), &lowered) != 0) failConfinement("set a limit");
}

/// Some memory has no limit (shared memory, page tables).  When it runs out, the
/// kernel should choose this process to kill (proc_pid_oom_score_adj(5)).
/// Lowering the value again takes a capability.
void volunteerForOutOfMemory()
{
  const Descriptor file(open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (file.isOpen() && write(file.number(), "1000", 4) != 4) failConfinement("volunteer for the out-of-memory killer");
}

} // namespace

void applyResourceLimits(std::uint64_t memory)
{
  boundMemory(memory);
  for (const Limit& limit : LIMITS) lower(limit);
  volunteerForOutOfMemory();
  // A file that grows too large is an error for the plugin to handle, not a reason to die
  std::signal(SIGXFSZ, SIG_IGN);
}

void boundMemory(std::uint64_t bytes)
{
  lower({RLIMIT_DATA, bytes == 0 ? PRIVATE_MEMORY : static_cast<rlim_t>(bytes)});
}

} // namespace pluginary
