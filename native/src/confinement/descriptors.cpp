// SPDX-License-Identifier: GPL-3.0-or-later

#include "descriptors.h"

#include "../channel.h"
#include "denials.h"
#include "descriptor.h"
#include "system_failure.h"

#include <algorithm>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

namespace pluginary {
namespace {

/// Descriptors are given out from the lowest number on.
constexpr int MAXIMUM_CHECKED = 4096;

struct FolderCloser {
  void operator()(DIR* folder) const noexcept { closedir(folder); }
};

std::vector<int> openDescriptors()
{
  const std::unique_ptr<DIR, FolderCloser> folder(opendir("/proc/self/fd"));
  if (folder == nullptr) failConfinement("list the open descriptors");
  std::vector<int> numbers;
  while (const dirent* entry = readdir(folder.get())) {
    const int number = std::atoi(entry->d_name);
    if (entry->d_name[0] != '.' && number != dirfd(folder.get())) numbers.push_back(number);
  }
  return numbers;
}

/// What the runtime opened for itself is marked close-on-exec.  So what is not
/// was handed down by whoever started us: a shell's file, an agent's socket.
bool isInherited(int number)
{
  const int flags = fcntl(number, F_GETFD);
  return flags >= 0 && (flags & FD_CLOEXEC) == 0;
}

/// Files, folders and devices, whoever opened them: the runtime keeps its own
/// caches open for writing, and what a plugin puts there runs in later workers.
bool leadsToFiles(int number)
{
  struct stat status = {};
  if (fstat(number, &status) != 0) return false;
  return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) || S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode);
}

bool isForeign(int number)
{
  return number > STDERR_FILENO && number != channelDescriptor() && (isInherited(number) || leadsToFiles(number));
}

} // namespace

/// The numbers stay taken, by /dev/null: their owners still write to them and
/// close them.
void closeForeignDescriptors()
{
  const Descriptor null(open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null.isOpen()) failConfinement("open /dev/null");
  for (const int number : openDescriptors()) {
    if (number == null.number() || !isForeign(number)) continue;
    if (dup3(null.number(), number, O_CLOEXEC) < 0) failConfinement("replace a descriptor");
  }
}

bool hasForeignDescriptors()
{
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) failConfinement("read the limit of descriptors");
  for (int number = STDERR_FILENO + 1; number < std::min(static_cast<int>(limit.rlim_cur), MAXIMUM_CHECKED); number++) {
    struct stat status = {};
    if (number == denialsDescriptor()) continue; // Leads into the private folder
    if (fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) continue;
    if ((fcntl(number, F_GETFL) & O_ACCMODE) != O_RDONLY) return true;
  }
  return false;
}

} // namespace pluginary
