// SPDX-License-Identifier: GPL-3.0-or-later

#include "number_list.h"

#include "system_failure.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <sys/syscall.h>

namespace pluginary {
namespace {

/// The layout of getdents64(2).  The kernel is called directly because readdir(3)
/// keeps a position of its own.
struct Entry {
  std::uint64_t inode;
  std::int64_t offset;
  std::uint16_t size;
  std::uint8_t type;
  char name[1];
};

} // namespace

NumberList::NumberList(const char* path) : folder_(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
  if (!folder_.isOpen()) failConfinement("open \"" + std::string(path) + "\"");
}

std::vector<int> NumberList::read() const
{
  alignas(Entry) std::array<char, 8192> buffer;
  std::vector<int> numbers;
  if (lseek(folder_.number(), 0, SEEK_SET) != 0) failConfinement("read a folder of /proc");
  for (;;) {
    const long size = syscall(SYS_getdents64, folder_.number(), buffer.data(), buffer.size());
    if (size < 0) failConfinement("read a folder of /proc");
    if (size == 0) return numbers;
    for (long at = 0; at < size;) {
      const auto* entry = reinterpret_cast<const Entry*>(buffer.data() + at);
      const char* name = buffer.data() + at + offsetof(Entry, name);
      if (name[0] != '.') numbers.push_back(std::atoi(name));
      at += entry->size;
    }
  }
}

} // namespace pluginary
