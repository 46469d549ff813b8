// SPDX-License-Identifier: GPL-3.0-or-later

#include "descriptors.h"

#include "channel.h"
#include "denials.h"
#include "descriptor.h"
#include "system_failure.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace pluginary {
namespace {

/// The runtime marks its own descriptors as close-on-exec.  All others were
/// inherited from the process that started us: a shell's file, an agent's socket.
bool isInherited(int number)
{
  const int flags = fcntl(number, F_GETFD);
  return flags >= 0 && (flags & FD_CLOEXEC) == 0;
}

/// Files, folders and devices, whoever opened them: the runtime keeps its own
/// caches open for writing, and code that a plugin writes there would run in
/// later workers.
bool leadsToFiles(int number)
{
  struct stat status = {};
  if (fstat(number, &status) != 0) return false;
  return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode);
}

bool isSealed(int number)
{
  const int seals = fcntl(number, F_GET_SEALS);
  return seals >= 0 && (seals & F_SEAL_WRITE) != 0;
}

bool isForeign(int number)
{
  return number > STDERR_FILENO && number != channelDescriptor() && number != denialsDescriptor() &&
         (isInherited(number) || leadsToFiles(number)) && !isSealed(number);
}

/// An empty file without a name that nobody can write to.  It replaces the
/// descriptors, whose numbers must stay in use.
///
/// Not /dev/null: SQLite, which keeps the runtime's caches, sets the mode of a
/// file that it has just opened, and as root would change that of the device.
Descriptor openNothing()
{
  Descriptor nothing(memfd_create("nothing", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!nothing.isOpen()) failConfinement("make an empty file");
  if (fcntl(nothing.number(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) {
    failConfinement("seal an empty file");
  }
  return nothing;
}

} // namespace

ForeignDescriptors::ForeignDescriptors() : list_("/proc/self/fd")
{
}

void ForeignDescriptors::close(const std::vector<int>& kept) const
{
  const Descriptor nothing = openNothing();
  for (const int number : list_.read()) {
    const bool isOurs = number == list_.descriptor() || std::count(kept.begin(), kept.end(), number) != 0;
    if (isOurs || !isForeign(number)) continue;
    if (dup3(nothing.number(), number, O_CLOEXEC) < 0) failConfinement("replace a descriptor");
  }
}

bool ForeignDescriptors::areLeft() const
{
  const std::vector<int> numbers = list_.read();
  return std::any_of(numbers.begin(), numbers.end(), [](int number) {
    struct stat status = {};
    return isForeign(number) && fstat(number, &status) == 0 && S_ISREG(status.st_mode) &&
           (fcntl(number, F_GETFL) & O_ACCMODE) != O_RDONLY;
  });
}

} // namespace pluginary
